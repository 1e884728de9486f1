import { age } from '#shared/views/format/duration.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import type { ProbeMark } from '#shared/views/probe-mark.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

type Props = {
  readonly probe: ProbeMark;
  readonly now: number;
  readonly zone: string;
  readonly isChecking: boolean;
  readonly onProbe: () => void;
};

const tones = { good: 'good', bad: 'act', unknown: 'unknown' } as const;
const words = { good: 'passes', bad: 'fails', unknown: 'unknown' } as const;
/** Marks that fit beside each other. */
const SHOWN = 24;

/** What the machine sees of the item, and what it saw before: a person still ticks (product §3). */
export const ProbeBlock = ({ probe, now, zone, isChecking, onProbe }: Props) => (
  <section className="detail-part" aria-label="Probe">
    <div className="probe-block">
      <span>
        <StateMark tone={probe.tone}>{probe.word}</StateMark>{' '}
        <span className="dim">{probe.at === null ? '' : `${age(now - probe.at)} ago`}</span>
      </span>
      <Button size="small" shortcut="P" disabled={isChecking || probe.isRunning} onClick={onProbe}>
        {isChecking || probe.isRunning ? 'Looking' : 'Check now'}
      </Button>
    </div>
    {probe.isContradicting ? <p className="act strong">It is ticked, and its probe says otherwise.</p> : null}
    {probe.text === '' ? null : <p className="muted probe-said">{probe.text}</p>}
    {probe.history.length === 0 ? null : (
      <ol className="probe-history" aria-label="What the probe said before, oldest first">
        {probe.history.slice(-SHOWN).map((result) => (
          <li
            key={result.at}
            className={tones[result.verdict]}
            title={`${clockTime(result.at, zone)} ${words[result.verdict]}: ${result.text}`}
          >
            <span className="sr-only">{`${clockTime(result.at, zone)} ${words[result.verdict]}`}</span>
          </li>
        ))}
      </ol>
    )}
  </section>
);
