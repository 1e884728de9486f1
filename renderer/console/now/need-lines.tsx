import type { Need } from '#shared/views/needs-person.ts';
import { show } from '../../stores/view.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import './need-lines.css';

type Props = {
  readonly needs: readonly Need[];
  /** What is said when there is nothing. */
  readonly calm: string;
};

/** Lines that each lead to where something waits for a person. */
export const NeedLines = ({ needs, calm }: Props) =>
  needs.length === 0 ? (
    <StateMark tone="good">{calm}</StateMark>
  ) : (
    <ul className="needs">
      {needs.map((need) => (
        <li key={need.id}>
          <button type="button" className="need" onClick={() => show(need.view, need.target)}>
            <span className="need-mark">
              <StateMark tone={need.kind === 'key' || need.kind === 'adoption' ? 'watch' : 'act'}>
                {need.word}
              </StateMark>
            </span>
            <span className="need-text">
              <b>{need.title}</b> <span className="muted">{need.text}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
