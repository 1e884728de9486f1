import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Engine } from '../engine.ts';
import type { OpenLaunch } from '../open-launch.ts';
import { recover } from '../recovery.ts';

/**
 * The launch connects over its settings as they are now. What was looked at, planned or verified over the old connections
 * ended with them: it is asked for anew, as after a restart.
 */
export async function connectAnew(engine: Engine, launch: OpenLaunch): Promise<void> {
  await launch.reconnect();
  if (engine.launch === launch && isLeftHanging(engine.state)) recover(launch.log, launch.dispatcher);
}

const isLeftHanging = ({ rollback, actions }: LaunchState): boolean =>
  rollback.dryRuns.some(({ findings }) => findings === null) ||
  actionsInOrder(actions).some(
    ({ state, operations }) =>
      state === 'planning' || state === 'verifying' || operations.some((entry) => entry.state === 'outcome-unknown'),
  );
