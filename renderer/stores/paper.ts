import { create } from 'zustand';
import type { PaperWritten } from '#shared/contract/facts.ts';

/** The newest paper of the open launch that this window knows of; null until one was written while it is open. */
export const usePaper = create<{ readonly last: PaperWritten | null }>(() => ({ last: null }));
