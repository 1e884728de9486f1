import { never } from '../../lib/invariant.ts';
import type { OperationEvent } from './events.ts';
import type { OperationEntry } from './state.ts';

export function evolveOperation(entry: OperationEntry, event: OperationEvent, at: number): OperationEntry {
  switch (event.type) {
    case 'operation.started':
      return {
        ...entry,
        state: 'running',
        runs: event.run,
        startedAt: at,
        endedAt: null,
        wasChanged: false,
        needsKey: false,
        output: null,
        trouble: null,
      };
    case 'operation.succeeded': {
      const { seen, output = null } = event;
      return { ...entry, state: 'succeeded', endedAt: at, seen, output, trouble: null };
    }
    case 'operation.failed': {
      const { message, hint, raw, output = null } = event;
      return { ...entry, state: 'failed', endedAt: at, output, trouble: { message, hint, raw } };
    }
    case 'operation.outcome-unknown':
      return { ...entry, state: 'outcome-unknown', trouble: { message: event.message, hint: '', raw: '' } };
    case 'operation.resolved':
      return {
        ...entry,
        state: event.applied === 'yes' ? 'succeeded' : 'waiting',
        endedAt: at,
        needsKey: event.applied !== 'yes',
        seen: event.seen,
        trouble: null,
      };
    case 'operation.cancelled':
      return {
        ...entry,
        state: 'cancelled',
        endedAt: at,
        wasChanged: event.wasChanged === true,
        trouble: { message: event.message, hint: '', raw: '' },
      };
    default:
      return never(event, 'evolveOperation');
  }
}

/** What has not been done is to be done again; what has, stays. */
export const waitAgain = (entry: OperationEntry): OperationEntry =>
  entry.state === 'succeeded' || entry.state === 'outcome-unknown' || entry.state === 'running'
    ? entry
    : { ...entry, state: 'waiting', wasChanged: false, needsKey: false };
