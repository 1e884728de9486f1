import { useState } from 'react';
import type { LaunchListed } from '#shared/contract/facts.ts';
import { asId } from '#shared/domain/as-id.ts';
import type { LaunchId } from '#shared/domain/ids.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { launchGroups } from '#shared/views/launch-list.ts';
import { call } from '../../bridge/bridge.ts';
import { useAnswer } from '../../bridge/use-answer.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { AwayDialog } from './away-dialog.tsx';
import { LaunchRow } from './launch-row.tsx';
import { OpenDialog } from './open-dialog.tsx';

type Props = { readonly onTemplate: (launch: string) => void };

/** The launches of this machine, those put away apart. */
export function LaunchList({ onTemplate }: Props) {
  const { value, trouble: listTrouble, reload } = useAnswer('launch.list', {});
  const openTitle = useLaunch((replica) => replica.state.launch?.plan.title ?? null);
  const [wanted, setWanted] = useState<LaunchListed | null>(null);
  const [leaving, setLeaving] = useState<LaunchListed | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const open = async (launch: LaunchListed): Promise<void> => {
    const answer = await call('launch.open', { launch: asId<LaunchId>(launch.id) });
    setTrouble(answer.ok ? null : answer.trouble);
    setWanted(null);
    await reload();
  };
  const archive = async ({ id, isArchived }: LaunchListed): Promise<void> => {
    const answer = await call('launch.archive', { launch: asId<LaunchId>(id), isArchived: !isArchived });
    setTrouble(answer.ok ? null : answer.trouble);
    setLeaving(null);
    await reload();
  };
  const { current, archived } = launchGroups(value ?? []);
  const row = (launch: LaunchListed) => (
    <LaunchRow
      key={launch.id}
      launch={launch}
      onOpen={() => (openTitle === null ? void open(launch) : setWanted(launch))}
      onArchive={() => (launch.isOpen && !launch.isArchived ? setLeaving(launch) : void archive(launch))}
      onTemplate={() => onTemplate(launch.id)}
    />
  );
  return (
    <Panel title="Launches on this machine" aside={value === null ? undefined : `${current.length}`} scrolls>
      <TroubleNote trouble={trouble ?? listTrouble} />
      {current.length === 0 ? <p className="muted">None yet.</p> : <ul className="launch-list">{current.map(row)}</ul>}
      {archived.length === 0 ? null : (
        <details className="launch-archive">
          <summary>Put away ({archived.length})</summary>
          <ul className="launch-list">{archived.map(row)}</ul>
        </details>
      )}
      {leaving === null ? null : (
        <AwayDialog launch={leaving} onAway={() => archive(leaving)} onClose={() => setLeaving(null)} />
      )}
      {wanted === null || openTitle === null ? null : (
        <OpenDialog launch={wanted} openTitle={openTitle} onOpen={() => open(wanted)} onClose={() => setWanted(null)} />
      )}
    </Panel>
  );
}
