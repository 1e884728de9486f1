import { expect, test } from 'vitest';
import { abandonedMessages } from '#engine/recovery.ts';
import { command, must, newPath, open, testConsole } from './store/scratch-log.ts';

const effect = (id: string, kind: string) => ({ id, kind, payload: { kind, id }, touchesOutside: true });

test('a message that was being sent when its runner ended is looked for once; what had not started is left to begin', () => {
  const log = must(open(newPath(), testConsole()));
  const effects = [
    effect('sent', 'send-message'),
    effect('queued', 'send-message'),
    effect('scaling', 'run-operation'),
  ];
  must(log.append(command('a', 1, { effects })));
  must(log.outbox.markStarted('sent'));
  must(log.outbox.markStarted('scaling'));
  expect(abandonedMessages(log).map(({ id }) => id)).toEqual(['sent']);
  expect(log.outbox.unknown().map(({ id }) => id)).toEqual(['sent']);
  expect(log.outbox.pending().map(({ id }) => id)).toEqual(['queued']);
  expect(log.outbox.started().map(({ id }) => id)).toEqual(['scaling']);
  expect(abandonedMessages(log)).toEqual([]);
});
