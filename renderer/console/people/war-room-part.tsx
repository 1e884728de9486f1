import { type WarRoomRole, warRoomRoles } from '#shared/views/war-room-roles.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';

/** The roles of the war room with their duties, who else can be called, who is told (runbook §5.2, §4). */
export function WarRoomPart() {
  const state = useLaunch((replica) => replica.state);
  const { inRoom, others } = warRoomRoles(state);
  const plan = state.launch?.plan;
  return (
    <div className="war-room">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <div className="war-room-roles" tabIndex={0} data-scrolls="">
        {inRoom.map((role) => (
          <RolePanel key={role.id} role={role} />
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <div className="people-side" tabIndex={0} data-scrolls="">
        <Panel title="Other roles">
          <Table label="Other roles">
            {others.map((role) => (
              <tr key={role.id}>
                <td>{role.title}</td>
                <td className="right">
                  <Holders role={role} />
                </td>
              </tr>
            ))}
          </Table>
        </Panel>
        <Panel title="Experts to call">
          <Facts label="Experts to call" rows={(plan?.experts ?? []).map((one) => [one.title, one.contact])} />
        </Panel>
        <Panel title="Told, without a role">
          <Facts label="Told, without a role" rows={(plan?.contacts ?? []).map((one) => [one.title, one.how])} />
        </Panel>
      </div>
    </div>
  );
}

const RolePanel = ({ role }: { readonly role: WarRoomRole }) => (
  <Panel title={role.title}>
    <Holders role={role} />
    <ul className="duties">
      {role.duties.map((duty) => (
        <li key={duty}>{duty}</li>
      ))}
    </ul>
  </Panel>
);

const Holders = ({ role: { holders } }: { readonly role: WarRoomRole }) =>
  holders.length === 0 ? (
    <span className="dim">nobody</span>
  ) : (
    holders.map(({ id, name, contact }) => (
      <div key={id}>
        <b>{name}</b> <span className="num dim holder-contact">{contact}</span>
      </div>
    ))
  );

type FactsProps = { readonly label: string; readonly rows: readonly (readonly [string, string | undefined])[] };
const Facts = ({ label, rows }: FactsProps) =>
  rows.length === 0 ? (
    <p className="muted">The runbook names nobody.</p>
  ) : (
    <Table label={label}>
      {rows.map(([title, how]) => (
        <tr key={title}>
          <td>{title}</td>
          <td className="num right">{how ?? <span className="dim">not given</span>}</td>
        </tr>
      ))}
    </Table>
  );
