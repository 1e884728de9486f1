import { rollbackInHand } from '#shared/domain/rollout/attempt.ts';
import { decisionStanding } from '#shared/views/decision-standing.ts';
import { age } from '#shared/views/format/duration.ts';
import { rollbackRoles } from '#shared/views/rollback-roles.ts';
import { whoConfirms } from '#shared/views/who-confirms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';

/** Who has to say so, who has, and how long the others have been waited for. */
export function WhoDecidesPanel() {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const action = rollbackInHand(state);
  const standing = decisionStanding(state, now);
  const who = action === null ? null : whoConfirms(state, action, now);
  const { title, roles } = rollbackRoles(state, now);
  const waiting = who === null ? roles : who.missing;
  const since = action?.askedAt ?? standing?.decision.openedAt ?? null;
  const joiner = standing === null || roles.length < 2 ? ' or ' : ', ';
  return (
    <Panel title="Who decides" aside={who?.title ?? title} scrolls>
      <Table label="Who decides">
        {(who?.given ?? []).map((given) => (
          <tr key={given.name}>
            <td>{given.name}</td>
            <td className="muted">{given.title}</td>
            <td className="right">
              <StateMark tone="good">roll back</StateMark>
            </td>
          </tr>
        ))}
        {waiting.map((entry) => (
          <tr key={entry.role}>
            <td>{entry.candidates.map((one) => one.name).join(joiner) || 'nobody'}</td>
            <td className="muted">{entry.title}</td>
            <td className="right">
              {since === null ? (
                <span className="muted">may</span>
              ) : (
                <StateMark tone="unknown">waiting {age(now - since)}</StateMark>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
