import { isDeepStrictEqual } from 'node:util';
import type { TestLine } from '#shared/contract/settings-facts.ts';
import type { ConnectionsFile } from '#shared/settings/connections-file.ts';
import { secretPlaces } from '#shared/settings/secret-places.ts';
import { sectionsOf } from '#shared/settings/section-values.ts';
import type { SectionChange, Sections } from '#shared/settings/sections.ts';
import { watch } from '../adapters/source-tests/test-parts.ts';
import type { Engine } from '../engine.ts';
import { goesElsewhere, receiverOf } from './receiver.ts';

export const isSame = isDeepStrictEqual;

export const notRun: TestLine = watch(
  'Programs',
  'what is newly allowed is not run by a test: save it first, then test again',
);

/**
 * The same change with programs that are saved as allowed and no others: what a window sends is not enough to have
 * something run. A bare name allows any call of it, so it counts for the kubeconfig it was saved with alone.
 */
export function savedProgramsOnly(
  change: SectionChange,
  { cluster }: Sections,
): { readonly change: SectionChange; readonly isCut: boolean } {
  const { settings } = change;
  if (settings === null || !('kubeconfig' in settings)) return { change, isCut: false };
  const { kubeconfig, allowedExecPlugins: asked = [] } = settings;
  const saved = (cluster?.allowedExecPlugins ?? []).filter(
    (one) => typeof one === 'object' || cluster?.kubeconfig === kubeconfig,
  );
  const allowedExecPlugins = asked.filter((one) => saved.some((known) => isSame(known, one)));
  return {
    change: { source: 'cluster', settings: { ...settings, allowedExecPlugins } },
    isCut: allowedExecPlugins.length < asked.length,
  };
}

/**
 * The secrets that a test may use: the source's own. What was entered comes first; a saved token goes to the origin it was
 * saved for alone, so that no window can have it sent elsewhere. A webhook's address is its secret.
 */
export function secretsFor(change: SectionChange, before: ConnectionsFile, { secrets }: Engine) {
  const plain = new Map(secretPlaces(before).map(({ name, value }) => [name, value]));
  const isElsewhere = goesElsewhere(change, sectionsOf(before));
  let isWithheld = false;
  const secret = (name: string): string | undefined => {
    if (!name.startsWith(`${change.source}.`)) return undefined;
    const entered = secrets.entered(name);
    if (entered !== undefined) return entered;
    const inFile = plain.get(name);
    const saved = typeof inFile === 'string' ? inFile : secrets.kept(name, receiverOf(change.source, change.settings));
    if (saved === undefined || !isElsewhere) return saved;
    isWithheld = true;
    return undefined;
  };
  return { secret, isWithheld: () => isWithheld };
}
