import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromLogWorker, ToLogWorker } from '#renderer/stores/logs/log-messages.ts';
import { LogSearch } from '#renderer/stores/logs/log-search.ts';
import { noFilter } from '#shared/views/log-filter.ts';

const ENDLESS = '/(a+)+$/';

/** Answers as the worker does, until it is given the endless expression. */
class FakeWorker {
  static made: FakeWorker[] = [];
  isEnded = false;
  isBusy = false;
  filter = '';
  onmessage: ((event: { data: FromLogWorker }) => void) | null = null;
  constructor() {
    FakeWorker.made.push(this);
  }
  terminate(): void {
    this.isEnded = true;
  }
  postMessage(message: ToLogWorker): void {
    if (this.isEnded || this.isBusy) return;
    if (message.kind === 'filter') this.filter = message.filter.text;
    this.isBusy = this.filter === ENDLESS;
    if (this.isBusy || message.kind !== 'ping') return;
    queueMicrotask(() => this.onmessage?.({ data: { kind: 'pong', number: message.number } }));
  }
}

beforeEach(() => {
  FakeWorker.made = [];
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const searching = () => {
  const onLost = vi.fn();
  const search = new LogSearch({ onShown: () => undefined, onTrouble: () => undefined, onLost });
  return { search, onLost };
};
const text = (is: string) => ({ ...noFilter, text: is });

test.each([
  ['stays', ENDLESS, 400, ''],
  ['is cleared', '', 400, ''],
  ['is cleared at once', '', 10, ''],
  ['becomes plain words', 'timeout', 400, 'timeout'],
])('an expression that never ends is ended with its worker, though it %s', async (_, then, afterMs, left) => {
  const { search, onLost } = searching();
  await vi.advanceTimersByTimeAsync(600);
  search.setFilter(text(ENDLESS));
  await vi.advanceTimersByTimeAsync(afterMs);
  search.setFilter(text(then));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(FakeWorker.made.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  expect(onLost.mock.calls).toEqual([[text(left)]]);
  expect(FakeWorker.made[1]?.filter).toBe(left);
  search.close();
});

test('a busy machine ends nobody: without an expression, nor with one that was answered since', async () => {
  const { search, onLost } = searching();
  search.setFilter(text('/timeout \\d+/'));
  await vi.advanceTimersByTimeAsync(1_000);
  search.setFilter(text('timeout'));
  await vi.advanceTimersByTimeAsync(1_000);
  for (const worker of FakeWorker.made) worker.isBusy = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onLost).not.toHaveBeenCalled();
  search.close();
});
