import { expect, test } from 'vitest';
import { levelOf } from '#shared/views/log-level.ts';

test.each([
  ['2026-11-24T02:58:16.739Z ERROR [api-gateway] GET /v1/sync 500', 'error'],
  ['time=2026-11-24 level=warning msg="an error was survived"', 'warn'],
  ['{"ts":1,"severity":"CRITICAL","message":"down"}', 'fatal'],
  ['{"level":"info","msg":"ERROR is a word here"}', 'info'],
  ['E1124 02:58:16.739000       1 reflector.go:147] failed to list', 'error'],
  ['I1124 02:58:16.739000       1 main.go:1] started', 'info'],
  ['error: connection refused', 'error'],
  ['[warn] upstream is slow', 'warn'],
  ['panic: runtime error: index out of range', 'fatal'],
  ['GET /errors 200 12ms', 'none'],
  [`${'x'.repeat(300)} ERROR far down a long line`, 'none'],
])('%s', (line, level) => {
  expect(levelOf(line)).toBe(level);
});
