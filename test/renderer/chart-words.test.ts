import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawWord, forgetWords, word } from '#renderer/ui/chart/words.ts';

/** What was written, in order: a canvas of this process has no pixels. */
const written: string[] = [];

class Paper {
  width: number;
  height: number;
  font = '';
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }
  getContext = () => this;
  measureText = (text: string) => ({ width: text.length * 7.5 });
  strokeText = (text: string) => void written.push(`around ${text}`);
  fillText = (text: string) => void written.push(`${text} in ${this.font}`);
  transferToImageBitmap = () => ({ width: this.width, height: this.height });
}

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', Paper);
  vi.stubGlobal('window', { devicePixelRatio: 2 });
});
afterEach(() => {
  forgetWords();
  written.length = 0;
  vi.unstubAllGlobals();
});

const look = { px: 12, weight: 400, color: 'grey' };

test('a text is written once for each look, however often it is drawn, in the pixels of its screen', () => {
  const first = word('0.10 %', look);
  expect(word('0.10 %', { ...look })).toBe(first);
  expect(written).toEqual(['0.10 % in 400 24px "Inter Variable", sans-serif']);
  word('0.10 %', { ...look, color: 'red' });
  word('0.10 %', { ...look, weight: 600 });
  word('0.20 %', look);
  expect(written).toHaveLength(4);
});

test('a word over lines has its halo under its letters, and is another than the one without', () => {
  const bare = word('limit 1 %', look);
  expect(word('limit 1 %', { ...look, halo: 'black' })).not.toBe(bare);
  expect(written.slice(1)).toEqual(['around limit 1 %', 'limit 1 % in 400 24px "Inter Variable", sans-serif']);
});

test('what was written is written again once its font has come', () => {
  const first = word('now', look);
  forgetWords();
  expect(word('now', look)).not.toBe(first);
});

test('texts that have gone are not kept for ever', () => {
  const first = word('0 ms', look);
  for (let n = 1; n <= 500; n += 1) word(`${n} ms`, look);
  expect(word('0 ms', look)).not.toBe(first);
});

test('its letters stand in whole pixels, where they were asked for', () => {
  const at: number[] = [];
  const ctx = { drawImage: (_: unknown, x: number, y: number) => void at.push(x, y) };
  const text = word('-45', look);
  expect(text).toMatchObject({ width: 22.5, height: 24, image: { width: 23 + 12, height: 24 + 12 } });
  drawWord(ctx as never, text, 100.4, 50.5);
  expect(at).toEqual([94, 45]);
});
