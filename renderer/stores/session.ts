import { create } from 'zustand';
import type { SessionFacts } from '#shared/contract/facts.ts';

/** Who is signed in at this console; nobody means read-only. */
export const useSession = create<SessionFacts>(() => ({ person: null, console: '', lockedFor: null }));
