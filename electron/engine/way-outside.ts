import type { LaunchKind } from '#shared/domain/launch/state.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import type { Connections } from './adapters/connections.ts';
import { productionConnections } from './production-connections.ts';
import { type RehearsalWorld, worldFor } from './rehearsal-worlds.ts';
import type { SecretBox } from './settings/secret-box.ts';

export type WayOutside = {
  /** How a launch in a namespace reaches outside; null: it doesn't, its log can be read and written all the same. */
  readonly settings: (namespace: string) => Connections | null;
  /** Why it doesn't, although it should; null when nothing is wrong. */
  readonly trouble: string | null;
};

const REHEARSAL_CONTEXT = 'tminus-rehearsal';

/** Rehearsal and production never share a way outside (authority.md). Read anew each time: settings may have been saved. */
export function wayOutside(
  kind: LaunchKind,
  home: string,
  worlds: readonly RehearsalWorld[],
  secrets: SecretBox,
): WayOutside {
  if (kind === 'rehearsal')
    return { settings: (namespace) => worldFor(worlds, namespace)?.settings ?? null, trouble: null };
  const production = productionConnections(home, secrets);
  const wrong = production.ok ? refusedInProduction(production.value) : production.error;
  if (wrong !== null) return { settings: () => null, trouble: `${wrong.message} ${wrong.hint ?? ''}`.trim() };
  return { settings: () => (production.ok ? production.value : null), trouble: null };
}

/** Production refuses the rehearsal cluster, when a launch is made and each time it is opened (authority.md). */
export const refusedInProduction = (production: Connections | null): Refusal | null =>
  production?.context === REHEARSAL_CONTEXT
    ? refusal(
        'rehearsal-cluster',
        'A production launch refuses the rehearsal cluster.',
        'Set up the connections of the real cluster.',
      )
    : null;
