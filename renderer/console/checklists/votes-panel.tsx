import { untouchedGate } from '#shared/domain/gate/state.ts';
import type { RoleId } from '#shared/domain/ids.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { roleTitle } from '#shared/domain/roster/roles.ts';
import { age } from '#shared/views/format/duration.ts';
import { peopleWith } from '#shared/views/who-confirms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';
import { SignButton } from '../act/sign-button.tsx';

/** Each attendee's vote with its age; it goes stale after the time the runbook sets (product §3). */
export function VotesPanel({ gate, now }: { readonly gate: Gate; readonly now: number }) {
  const votes = useLaunch((replica) => replica.state.gate.gates[gate.id] ?? untouchedGate).votes;
  const given = gate.attendees.filter((role) => votes[role] !== undefined).length;
  return (
    <Panel title={`Votes: ${gate.title}`} aside={`${given} of ${gate.attendees.length}`} scrolls className="compact">
      <Table label="Votes">
        {gate.attendees.map((role) => (
          <VoteRow key={role} gate={gate} role={role} now={now} />
        ))}
      </Table>
    </Panel>
  );
}

function VoteRow({ gate, role, now }: { readonly gate: Gate; readonly role: RoleId; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  const vote = (state.gate.gates[gate.id] ?? untouchedGate).votes[role];
  const candidates = peopleWith(state, role).map(({ id, name, publicKey }) => ({
    id,
    name,
    isEnrolled: publicKey !== null,
  }));
  const isStale = vote !== undefined && now - vote.at > gate.voteFreshMs;
  const title = roleTitle(plan, role);
  const tone = vote === undefined || isStale ? 'unknown' : vote.verdict === 'go' ? 'good' : 'act';
  const word = vote === undefined ? 'no vote' : `${vote.verdict === 'go' ? 'GO' : 'NO-GO'}${isStale ? ', stale' : ''}`;
  return (
    <tr aria-label={title}>
      <td>
        {title}
        <div className="dim">
          {(vote === undefined ? candidates.map((one) => one.name) : [state.roster.people[vote.person]?.name]).join(
            ', ',
          )}
        </div>
      </td>
      <td>
        <StateMark tone={tone}>{word}</StateMark>
        {vote === undefined ? null : (
          <div className="dim">
            {age(now - vote.at)} ago{vote.reason === '' ? '' : `: ${vote.reason}`}
          </div>
        )}
      </td>
      <td className="right">
        <span className="vote-buttons">
          <SignButton
            size="small"
            isDirect
            title={`${title}: vote GO?`}
            doing="Vote GO"
            candidates={candidates}
            command={(reason) => ({ type: 'gate.vote', gate: gate.id, role, verdict: 'go', reason })}
          />
          <SignButton
            size="small"
            title={`${title}: vote NO-GO?`}
            doing="Vote NO-GO"
            candidates={candidates}
            reason={{ label: 'Reason', isRequired: true }}
            command={(reason) => ({ type: 'gate.vote', gate: gate.id, role, verdict: 'no-go', reason })}
          />
        </span>
      </td>
    </tr>
  );
}
