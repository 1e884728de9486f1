import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { screenOf } from '#renderer/app/screen-of.ts';
import { Bar } from '#renderer/ui/bar.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { upperEnd } from '#renderer/ui/chart/scale.ts';
import { sparkPath } from '#renderer/ui/spark.tsx';
import { StateMark } from '#renderer/ui/state-mark.tsx';
import { TroubleNote } from '#renderer/ui/trouble-note.tsx';

test('the four states differ in shape and word, not only in colour', () => {
  const tones = ['good', 'watch', 'act', 'unknown'] as const;
  const shapes = tones.map(
    (tone) => /<svg[^>]*>(.*)<\/svg>/.exec(renderToStaticMarkup(<StateMark tone={tone} />))?.[1],
  );
  expect(new Set(shapes).size).toBe(4);
  for (const tone of tones) expect(renderToStaticMarkup(<StateMark tone={tone} />)).toContain(`>${tone}<`);
});

test('what is unknown is drawn dashed', () => {
  expect(renderToStaticMarkup(<StateMark tone="unknown">no answer</StateMark>)).toContain('stroke-dasharray');
  expect(renderToStaticMarkup(<Bar percent={null} label="CPU" />)).toContain('CPU: unknown');
});

test("a key that is shown is not part of a button's name", () => {
  expect(renderToStaticMarkup(<Button shortcut="H">Hold</Button>)).toMatch(/aria-hidden="true">H</);
});

test('trouble says what failed and what to do, with the raw answer folded away', () => {
  const html = renderToStaticMarkup(
    <TroubleNote
      trouble={{
        kind: 'fault',
        cause: 'forbidden',
        message: 'The cluster refused the change.',
        hint: 'Ask for the right to patch.',
        retryable: false,
        raw: '403 Forbidden',
      }}
    />,
  );
  expect(html).toContain('The cluster refused the change.');
  expect(html).toContain('Ask for the right to patch.');
  expect(html).toMatch(/<details>.*403 Forbidden/s);
  expect(html).toContain('role="alert"');
});

test('a missing value is a gap in a trend, not a line to zero', () => {
  expect(sparkPath([1, null, 1]).match(/M/g)).toHaveLength(2);
  expect(sparkPath([null, null])).toBe('');
});

test("a chart's upper end holds every value and its limit", () => {
  expect(upperEnd([[0.05, null]], 0.1, 0.2)).toBeCloseTo(0.2);
  expect(upperEnd([[3.1]], 5, 0.2)).toBeGreaterThanOrEqual(7.5);
  expect(upperEnd([[]], null, 100)).toBe(100);
});

test('a window of the wall knows by its address which screen it is', () => {
  expect(screenOf('#/wall/3')).toBe(3);
  expect(screenOf('#/wall/7')).toBe(1);
  expect(screenOf('')).toBe(1);
});
