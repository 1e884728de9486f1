import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ToLogWorker } from '#renderer/stores/logs/log-messages.ts';
import { listenToLogs } from '#renderer/stores/logs/logs.ts';
import type { LogBatch } from '#shared/contract/observed/logs.ts';
import { packLines } from '#shared/views/log-batch.ts';
import { LogView } from '#shared/views/log-view.ts';

/** Keeps lines as the worker does. */
class FakeWorker {
  static made: FakeWorker[] = [];
  readonly view = new LogView();
  isEnded = false;
  onmessage = null;
  constructor() {
    FakeWorker.made.push(this);
  }
  terminate(): void {
    this.isEnded = true;
  }
  postMessage(message: ToLogWorker): void {
    if (!this.isEnded && message.kind === 'lines') for (const batch of message.batches) this.view.add(batch);
  }
}
const line = (text: string) => ({ at: 0, service: 'a', subset: 'canary', pod: 'a-1', level: 'error', text }) as const;
const lines: LogBatch = packLines(0, [line('one'), line('two')]);
let hear: Record<string, (data: unknown) => void> = {};
let answers: ((lines: readonly LogBatch[]) => void)[] = [];

beforeEach(() => {
  FakeWorker.made = [];
  hear = {};
  answers = [];
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('window', {
    tminus: {
      call: () =>
        new Promise((resolve) => answers.push((of) => resolve({ ok: true, value: { lines: of, kinds: null } }))),
      on: (name: string, listener: (data: unknown) => void) => {
        hear[name] = listener;
        return () => undefined;
      },
    },
  });
});
afterEach(() => vi.unstubAllGlobals());
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('an engine that comes up and opens its launch brings every line once', async () => {
  const end = listenToLogs();
  hear['engine.state']?.({ state: 'up', since: 0, reason: '' });
  hear['launch.opened']?.({ launch: 'x' });
  for (const answer of answers) {
    answer([lines]);
    await settled();
  }
  expect(FakeWorker.made.at(-1)?.view.counts().total).toBe(2);
  end();
});
test('what was asked of the launch before is no line of this one', async () => {
  const end = listenToLogs();
  hear['launch.opened']?.({ launch: 'other' });
  const [before, after] = answers;
  before?.([packLines(0, [line('of the launch before')])]);
  await settled();
  after?.([]);
  await settled();
  expect(FakeWorker.made.at(-1)?.view.counts().total).toBe(0);
  end();
});
