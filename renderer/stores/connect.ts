import { call, on } from '../bridge/bridge.ts';
import { painted } from '../bridge/painted.ts';
import { useEngine } from './engine.ts';
import { loadHistory } from './history.ts';
import { emptyReplica, foldEvents, takeSnapshot, useLaunch } from './launch.ts';
import { catchUp, showAhead, useLaunchHead } from './launch-head.ts';
import { emptyObservations, takeAll, takeBatch, takeCluster, useObservations } from './observations.ts';
import { addOutput } from './output.ts';
import { usePaper } from './paper.ts';
import { useSession } from './session.ts';

/** Fetches where the launch stands; what is pushed meanwhile is folded on top of it. */
async function takeStand(): Promise<void> {
  const snapshot = await call('launch.snapshot', {});
  if (!snapshot.ok) return;
  const { value } = snapshot;
  catchUp();
  if (value === null) useLaunch.setState({ ...emptyReplica, phase: 'none' });
  else useLaunch.setState((replica) => takeSnapshot(replica, value));
}

/** The log before it, for whoever shows it. */
async function takeLog(): Promise<void> {
  if (useLaunch.getState().phase === 'open') await loadHistory();
}

async function resync(): Promise<void> {
  await takeStand();
  await takeLog();
}

/** All that can wait until it is painted where the launch stands; the engine takes the last question for a sign of that. */
async function takeRest(): Promise<void> {
  await painted();
  await takeLog();
  const session = await call('identity.session', {});
  if (session.ok) useSession.setState(session.value);
  const seen = await call('observations.history', {});
  if (seen.ok) useObservations.setState((before) => takeAll(before, seen.value));
}

async function refresh(): Promise<void> {
  await takeStand();
  await takeRest();
}

/** Joins this window to the engine's pushes. Comes back when it is known where the launch stands, or that nobody can say. */
export async function connect(): Promise<void> {
  on('launch.events', ({ events }) => {
    const folded = foldEvents(useLaunchHead.getState(), events);
    if (folded === null) void resync();
    else showAhead(folded);
  });
  on('launch.opened', () => {
    useObservations.setState(emptyObservations);
    void refresh();
  });
  on('session.changed', (session) => useSession.setState(session));
  on('observations.batch', (batch) => useObservations.setState((before) => takeBatch(before, batch)));
  on('observations.cluster', (seen) => useObservations.setState((before) => takeCluster(before, seen)));
  on('operation.output', addOutput);
  on('paper.written', (last) => usePaper.setState({ last }));
  on('log.trouble', ({ message }) => {
    catchUp();
    useLaunch.setState({ logTrouble: message });
  });
  on('engine.state', (engine) => {
    useEngine.setState(engine);
    if (engine.state === 'up') void refresh();
  });
  await takeStand();
  void takeRest();
}
