import { useEffect, useState } from 'react';
import type { LaunchListed, PackListed } from '#shared/contract/calls.ts';
import { LaunchId } from '#shared/domain/ids.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { MakeRehearsal } from './make-rehearsal.tsx';
import './first-run.css';

/** No launch is open: make a rehearsal, or open a launch that is there. */
export function FirstRun() {
  const [packs, setPacks] = useState<readonly PackListed[]>([]);
  const [launches, setLaunches] = useState<readonly LaunchListed[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    void call('packs.list', {}).then((answer) => (answer.ok ? setPacks(answer.value) : setTrouble(answer.trouble)));
    void call('launch.list', {}).then((answer) => (answer.ok ? setLaunches(answer.value) : setTrouble(answer.trouble)));
  }, []);
  const openLaunch = async (id: string): Promise<void> => {
    const answer = await call('launch.open', { launch: LaunchId.parse(id) });
    if (!answer.ok) setTrouble(answer.trouble);
  };
  return (
    <main className="first-run">
      <h1>Tminus</h1>
      <p className="muted first-run-lead">
        The whole launch day in minutes: make a rehearsal, with its own cluster, metrics, flags and channels on this
        machine. Nothing real is touched.
      </p>
      <TroubleNote trouble={trouble} />
      {packs.map((pack) => (
        <MakeRehearsal key={pack.name} pack={pack} />
      ))}
      {launches.length === 0 ? null : (
        <Panel title="Launches on this machine">
          <ul className="first-run-launches">
            {launches.map((launch) => (
              <li key={launch.id}>
                <span>
                  <b>{launch.title}</b> <span className={`env-${launch.kind}`}>{launch.kind}</span>
                  {launch.trouble === undefined ? null : <TroubleNote trouble={launch.trouble} />}
                </span>
                <Button aria-label={`Open ${launch.title}`} onClick={() => void openLaunch(launch.id)}>
                  Open
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </main>
  );
}
