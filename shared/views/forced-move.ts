import type { Action } from '#shared/domain/action/state.ts';

/** What stands in the way of a plan; a forced move goes over it where all of it is about capacity (product §5). */
type InTheWay = { readonly texts: readonly string[]; readonly canBeForced: boolean };

export function inTheWay(action: Action | null): InTheWay {
  if (action?.state !== 'plan-failed') return { texts: [], canBeForced: false };
  const blocking = action.operations
    .flatMap((entry) => entry.plan?.checks ?? [])
    .filter((check) => check.state === 'act');
  return {
    texts: [...new Set(blocking.map(({ what, text }) => `${what}: ${text}`))],
    canBeForced: blocking.length > 0 && blocking.every((check) => check.isCapacity === true),
  };
}
