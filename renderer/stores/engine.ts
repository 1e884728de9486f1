import { create } from 'zustand';
import type { Pushes } from '#shared/contract/calls.ts';

/** Whether the engine answers; `since` is real time. */
export const useEngine = create<Pushes['engine.state']>(() => ({ state: 'up', since: 0, reason: '' }));
