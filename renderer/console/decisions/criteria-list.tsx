import type { CriterionStatus } from '#shared/domain/gate/criteria.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import './decisions.css';

const marks = {
  met: ['good', 'met'],
  'not-met': ['act', 'not met'],
  unknown: ['unknown', 'unknown'],
} as const;

/** The decision criteria as they stand, each with why. */
export const CriteriaList = ({ criteria }: { readonly criteria: readonly CriterionStatus[] }) => (
  <ul className="criteria">
    {criteria.map((criterion) => {
      const [tone, word] = marks[criterion.state];
      return (
        <li key={criterion.id}>
          <StateMark tone={tone}>{word}</StateMark>
          <b>{criterion.title}</b>
          <span className="muted">{criterion.text}</span>
        </li>
      );
    })}
  </ul>
);
