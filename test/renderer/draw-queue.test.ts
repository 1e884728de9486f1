import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { drawSoon, forget } from '#renderer/ui/chart/draw-queue.ts';

const frames: (() => void)[] = [];
beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
});
afterEach(() => {
  frames.length = 0;
  vi.unstubAllGlobals();
});
const nextFrame = (): void => frames.shift()?.();

describe('charts that wait to be drawn', () => {
  const drawn: string[] = [];
  const chart = (name: string) => ({ draw: () => void drawn.push(name) });
  beforeEach(() => {
    drawn.length = 0;
  });

  test('are drawn three in each frame, in their order, once however often they ask', () => {
    const [a, b, c, d] = [chart('a'), chart('b'), chart('c'), chart('d')];
    for (const one of [a, b, a, c, d, b]) drawSoon(one);
    expect(drawn).toEqual([]);
    nextFrame();
    expect(drawn).toEqual(['a', 'b', 'c']);
    nextFrame();
    expect(drawn).toEqual(['a', 'b', 'c', 'd']);
    expect(frames).toHaveLength(0);
    drawSoon(a);
    nextFrame();
    expect(drawn).toEqual(['a', 'b', 'c', 'd', 'a']);
  });

  test('have no turn when they are gone, and those after them have theirs', () => {
    const [a, b] = [chart('a'), chart('b')];
    drawSoon(a);
    drawSoon(b);
    forget(a);
    nextFrame();
    expect(drawn).toEqual(['b']);
  });

  test('have their turn though one before them fails', () => {
    drawSoon({
      draw: () => {
        throw new Error('no canvas');
      },
    });
    drawSoon(chart('b'));
    expect(nextFrame).toThrow('no canvas');
    nextFrame();
    expect(drawn).toEqual(['b']);
  });
});
