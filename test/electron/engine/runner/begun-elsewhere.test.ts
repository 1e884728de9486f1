import { expect, test, vi } from 'vitest';
import type { OperationKinds } from '#engine/adapters/catalogue.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { Dispatcher, type StoredEffect } from '#engine/dispatcher/dispatcher.ts';
import { Runner } from '#engine/runner/runner.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { ConsoleId } from '#shared/domain/ids.ts';
import { command, must, newPath, open, testConsole } from '../store/scratch-log.ts';

test('an operation that another way outside has begun is theirs: nobody says that nothing was sent', async () => {
  const log = must(open(newPath(), testConsole()));
  const payload = { kind: 'run-operation', action: 'a', operation: 'o' };
  must(log.append(command('a', 1, { effects: [{ id: 'scale', kind: payload.kind, payload, touchesOutside: true }] })));
  must(log.outbox.markStarted('scale'));
  const clock = realClock();
  const dispatcher = must(Dispatcher.open(log, clock, ConsoleId.parse('console-1')));
  const dispatched = vi.spyOn(dispatcher, 'dispatch');
  const unused = { outside: {} as Outside, kinds: {} as OperationKinds, output: () => undefined };
  const bug = vi.fn();
  const runner = new Runner({ ...{ dispatcher, log, clock, bug, hub: new ObservationHub(clock) }, ...unused });
  runner.start({ ...payload, id: 'scale' } as unknown as StoredEffect);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await runner.close();
  expect(dispatched).not.toHaveBeenCalled();
  expect(bug).not.toHaveBeenCalled();
  expect(log.outbox.started().map(({ id }) => id)).toEqual(['scale']);
});
