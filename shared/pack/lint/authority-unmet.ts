import { SENIOR_ENGINEER } from '../../domain/plan/break-glass-authority.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Finding, Rule } from './rule.ts';

type Count = { readonly minimum: number; readonly maximum?: number };

/** How many different people an authority asks of each role: one of those who may ask, and each confirmer. */
function demand(asks: PackContent['authorities'][number]['asks'], confirms: readonly string[]): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const role of confirms) wanted.set(role, (wanted.get(role) ?? 0) + 1);
  const askers = typeof asks === 'string' ? [] : asks;
  // Whoever may ask and is asked for least leaves the most people to confirm.
  const asker = askers.toSorted((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0))[0];
  if (asker !== undefined) wanted.set(asker, (wanted.get(asker) ?? 0) + 1);
  return wanted;
}

function* check(content: PackContent): Generator<Finding> {
  const counts = new Map<string, Count>(content.roles.map((role) => [role.id, role.people]));
  counts.set(SENIOR_ENGINEER, content.seniorEngineers.people);
  for (const [index, { id, asks, confirms }] of content.authorities.entries()) {
    for (const [role, wanted] of demand(asks, confirms)) {
      const count = counts.get(role);
      if (count === undefined) continue;
      const most = count.maximum;
      const path = ['authorities', index];
      if (most !== undefined && wanted > most) {
        const message = `\`${id}\` needs ${wanted} different people as \`${role}\`, and there may be only ${most}.`;
        yield { path, message, hint: 'Name another role, or allow more people in this one.' };
      } else if (count.minimum < wanted) {
        const message = `\`${id}\` needs ${wanted} of \`${role}\`, but the roster may have only ${count.minimum}: nobody could confirm it.`;
        yield { path, message, hint: `Ask for at least ${wanted} people in \`${role}\`.` };
      }
    }
  }
}

export const authorityUnmet: Rule = {
  name: 'authority-unmet',
  says: 'An action that nobody may confirm.',
  severity: 'error',
  blocks: false,
  check,
};
