import type { BrowserWindow, Input } from 'electron';
import { expect, test } from 'vitest';
import { guardKeys } from '#main/wall/wall-keys.ts';

type Heard = (event: { preventDefault(): void }, input: Partial<Input>) => void;

/** Whether a wall window leaves a key to the page. */
const isLeft = (input: Partial<Input>): boolean => {
  let hear: Heard = () => undefined;
  const webContents = {
    on: (_name: string, heard: Heard) => {
      hear = heard;
    },
  };
  guardKeys({ webContents } as unknown as BrowserWindow);
  let isStopped = false;
  const event = {
    preventDefault: () => {
      isStopped = true;
    },
  };
  hear(event, { type: 'keyDown', alt: false, control: false, meta: false, ...input });
  return !isStopped;
};

test('a wall window takes what is written into its filter, and no command', () => {
  for (const input of [
    { key: 'a' },
    { key: '|', alt: true },
    { key: '[', alt: true },
    { key: 'v', control: true },
    { key: 'A', meta: true },
  ])
    expect(isLeft(input), JSON.stringify(input)).toBe(true);
  for (const input of [
    { key: 'r', control: true },
    { key: 'w', meta: true },
    { key: 'i', meta: true, alt: true },
    { key: 'ArrowLeft', alt: true },
    { key: 'F4', alt: true },
    { key: 'F5' },
    { key: 'BrowserBack' },
  ])
    expect(isLeft(input), JSON.stringify(input)).toBe(false);
});
