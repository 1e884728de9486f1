import { needsPerson } from '#shared/views/needs-person.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { useWaitingKeys } from '../people/use-waiting-keys.ts';
import { NeedLines } from './need-lines.tsx';

/** What stays as it is until somebody turns to it: late, contradicted, blocked, stale, waiting for a witness. */
export function NeedsPanel({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const needs = needsPerson(state, now, useWaitingKeys().keys);
  return (
    <Panel
      title="Needs a person"
      aside={needs.length === 0 ? undefined : needs.length}
      scrolls
      className="needs-panel compact"
    >
      <NeedLines needs={needs} calm="Nothing is late, blocked, contradicted or stale." />
    </Panel>
  );
}
