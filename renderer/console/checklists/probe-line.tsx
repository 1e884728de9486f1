import { age } from '#shared/views/format/duration.ts';
import type { ProbeMark } from '#shared/views/probe-mark.ts';
import { StateMark } from '../../ui/state-mark.tsx';

type Props = { readonly probe: ProbeMark; readonly now: number; readonly isChecking: boolean };

/** What the machine last said of an item, and how long ago. */
export const ProbeLine = ({ probe, now, isChecking }: Props) => (
  <span className="item-probe">
    <span className="probe-head">
      <StateMark tone={probe.tone}>{probe.word}</StateMark>{' '}
      <span className="dim num">
        {isChecking || probe.isRunning ? 'looking' : probe.at === null ? '' : age(now - probe.at)}
      </span>
    </span>
    {probe.text === '' ? null : (
      <span className={probe.isContradicting ? 'probe-text act' : 'probe-text dim'} title={probe.text}>
        {probe.text}
      </span>
    )}
  </span>
);
