import { useState } from 'react';
import type { AdoptionDifference } from '#shared/contract/facts.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { unmetAuthorities } from '#shared/domain/roster/can-be-met.ts';
import type { Person } from '#shared/domain/roster/person.ts';
import { withoutKeys } from '#shared/domain/roster/state.ts';
import { invariant } from '#shared/lib/invariant.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { rosterDraftTrouble, settledRoster } from '#shared/views/roster-draft.ts';
import { waitingDifference } from '#shared/views/waiting-difference.ts';
import { call } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { AdoptionCard } from './adoption-card.tsx';
import { AskToAdopt } from './ask-to-adopt.tsx';
import { DifferenceList } from './difference-list.tsx';
import { RosterEditor } from './roster-editor.tsx';

/** A changed pack or roster comes into the running launch: look for it, read it, ask that it be adopted. */
export function AdoptPart() {
  const state = useLaunch((replica) => replica.state);
  const [people, setPeople] = useState<readonly Person[] | null>(null);
  const [found, setFound] = useState<AdoptionDifference | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const plan = state.launch?.plan;
  const waiting = waitingDifference(state);
  if (waiting !== null)
    return (
      <div key="waiting" className="launches-stack" data-scrolls="">
        <AdoptionCard />
        <Panel title="What would change">
          <DifferenceList difference={waiting} />
        </Panel>
      </div>
    );
  invariant(plan, 'this view is shown while a launch is open');
  const rosterTrouble = people === null ? null : (rosterDraftTrouble(plan, people) ?? unmetText(plan, people));
  const settled = people === null ? undefined : settledRoster(people).people;
  const look = async (): Promise<void> => {
    const answer = await call('launch.difference', settled === undefined ? {} : { people: settled });
    setFound(answer.ok ? answer.value : null);
    setTrouble(answer.ok ? null : answer.trouble);
  };
  const change = (next: readonly Person[] | null): void => {
    setPeople(next);
    setFound(null);
  };
  return (
    <div className="launches-stack" data-scrolls="">
      <Panel title="A changed pack or roster" aside={`now: ${plan.pack.name} ${plan.pack.version}`}>
        <p className="muted">
          A launch keeps the pack and roster that it was made with. What has changed since is adopted by who may, and
          confirmed by another person.
        </p>
        <CheckField
          label="The roster changes too"
          isOn={people !== null}
          onChange={(isOn) => change(isOn ? withoutKeys(Object.values(state.roster.people)) : null)}
        />
        {people === null ? null : (
          <RosterEditor people={people} roles={plan.roles} trouble={rosterTrouble} onChange={change} />
        )}
        <TroubleNote trouble={trouble} />
        <div className="task-actions">
          <Button
            look={found === null ? 'primary' : 'plain'}
            disabled={rosterTrouble !== null}
            onClick={() => void look()}
          >
            Look for changes
          </Button>
        </div>
      </Panel>
      {found === null ? null : (
        <Panel title="What would change" aside={`pack ${found.packVersion}`}>
          <DifferenceList difference={found} />
          {found.lines.length > 0 && found.breaks.length === 0 ? (
            <AskToAdopt difference={found} people={settled} />
          ) : null}
        </Panel>
      )}
    </div>
  );
}

function unmetText(plan: LaunchPlan, people: readonly Person[]): string | null {
  const unmet = unmetAuthorities(plan, people);
  return unmet === null ? null : `Nobody could do this: ${unmet}.`;
}
