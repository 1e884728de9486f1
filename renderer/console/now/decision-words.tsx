import type { Step } from '#shared/domain/plan/launch-plan.ts';

/** When to go on, when to hold, when to roll back, in the runbook's words (runbook §2.2 step 4). */
export const DecisionWords = ({ step: { decision } }: { readonly step: Step }) =>
  decision === undefined ? null : (
    <dl className="decision-words">
      <div>
        <dt className="good">Proceed</dt>
        <dd>{decision.proceed}</dd>
      </div>
      <div>
        <dt className="watch">Hold</dt>
        <dd>{decision.hold}</dd>
      </div>
      <div>
        <dt className="act">Roll back</dt>
        <dd>{decision.rollBack}</dd>
      </div>
    </dl>
  );
