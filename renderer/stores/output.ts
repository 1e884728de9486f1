import { create } from 'zustand';
import type { Pushes } from '#shared/contract/calls.ts';

export type OutputLine = Pushes['operation.output'];
const KEPT = 400;

/** The last lines that running operations wrote, oldest first. */
export const useOutput = create<{ readonly lines: readonly OutputLine[] }>(() => ({ lines: [] }));

export const addOutput = (line: OutputLine): void =>
  useOutput.setState(({ lines }) => ({ lines: [...lines, line].slice(-KEPT) }));
