import { call } from '../bridge/bridge.ts';
import { takeHistory, useLaunch } from './launch.ts';
import { catchUp } from './launch-head.ts';

/** The log's newest events for the timeline of a window that has just opened. */
export async function loadHistory(): Promise<void> {
  const events = await call('launch.history', { limit: 1000 });
  if (!events.ok) return;
  catchUp();
  useLaunch.setState((replica) => takeHistory(replica, events.value));
}
