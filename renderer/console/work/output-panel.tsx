import type { Action } from '#shared/domain/action/state.ts';
import { figure } from '#shared/views/format/figure.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useOutput } from '../../stores/output.ts';
import { Panel } from '../../ui/panel.tsx';
import './work.css';

const LIVE_LINES = 12;

type Props = {
  readonly action: Action;
  /** The live lines stand elsewhere. */
  readonly isWrittenOnly?: boolean;
};

/** What the programs of an action wrote: live while they run, the end of it and the file that holds all afterwards. */
export function OutputPanel({ action, isWrittenOnly = false }: Props) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const lines = useOutput((store) => store.lines);
  const own = isWrittenOnly ? [] : lines.filter((line) => line.action === action.id).slice(-LIVE_LINES);
  const written = action.operations.flatMap(({ planned, output }) => (output === null ? [] : [{ planned, output }]));
  if (own.length === 0 && written.length === 0) return null;
  return (
    <Panel title="Output" aside={action.endedAt === null ? 'live' : undefined}>
      {own.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        <div className="live-output" role="log" aria-label="Live output" tabIndex={0} data-scrolls="">
          {own.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: output lines have no identity of their own
            <div key={index}>
              <span className="dim">{clockTime(line.at, zone)}</span> {line.line}
            </div>
          ))}
        </div>
      )}
      {written.map(({ planned, output }) => (
        <details key={planned.id} className="written-output">
          <summary>
            {planned.title}{' '}
            <span className="dim num">
              {figure(output.bytes)} bytes, whole in outputs/{output.file}
            </span>
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
          <section className="live-output" tabIndex={0} aria-label={`End of ${planned.title}`} data-scrolls="">
            {output.tail}
          </section>
        </details>
      ))}
    </Panel>
  );
}
