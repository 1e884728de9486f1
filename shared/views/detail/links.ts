import type { DetailLink, TileRef } from '#shared/contract/observed/detail.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { serviceOfPod } from '../pod-problems.ts';

/** Values that a link's placeholders stand for; what isn't known of a tile is missing. */
type Known = Readonly<Record<string, string | undefined>>;

const PLACEHOLDER = /\{\{([a-z-]+)\}\}/g;

/** The text with its placeholders filled; null where one of them is not known. */
function filled(text: string, known: Known): string | null {
  let isWhole = true;
  const made = text.replace(PLACEHOLDER, (_, name: string) => {
    const value = known[name];
    if (value === undefined) isWhole = false;
    return value ?? '';
  });
  return isWhole ? made : null;
}

/** One parameter as browsers write it in an address (application/x-www-form-urlencoded). */
const encoded = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()~*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

/**
 * The address with its parameters, each encoded: nothing that a pack or a cluster says can leave its place, and no
 * placeholder can stand in the host. A parameter of which something isn't known is left out; so is a link whose path has
 * such a one. Null where it is no https address.
 */
export function linkAddress(
  address: string,
  parameters: Readonly<Record<string, string>>,
  known: Known,
): string | null {
  if (!/^https:\/\/[^/{}\s?#\\@]+(?:[/?#]\S*)?$/.test(address)) return null;
  const inPath = Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, value && encodeURIComponent(value)]),
  );
  const text = filled(address, inPath);
  if (text === null) return null;
  const [before = '', ...fragment] = text.split('#');
  const pairs = Object.entries(parameters).flatMap(([name, value]) => {
    const made = filled(value, known);
    return made === null ? [] : [`${encoded(name)}=${encoded(made)}`];
  });
  const query = pairs.length === 0 ? '' : `${before.includes('?') ? '&' : '?'}${pairs.join('&')}`;
  return [`${before}${query}`, ...fragment].join('#');
}

function serviceOf(tile: TileRef, plan: LaunchPlan): string | undefined {
  if (tile.kind === 'service') return tile.service;
  if (tile.kind === 'signal') return tile.service ?? undefined;
  if (tile.kind === 'alert') return tile.labels.service;
  if (tile.kind !== 'pod') return undefined;
  return serviceOfPod(plan, tile.pod)?.service.id;
}

/** The pages that the pack names for tiles of this kind, over the time that is looked at. */
export function linksOf(
  plan: LaunchPlan,
  tile: TileRef,
  span: { readonly from: number; readonly to: number },
): readonly DetailLink[] {
  const known: Known = {
    service: serviceOf(tile, plan),
    namespace: plan.namespace,
    from: String(Math.round(span.from)),
    to: String(Math.round(span.to)),
    pod: tile.kind === 'pod' ? tile.pod : undefined,
  };
  const vendor = tile.kind === 'vendor' ? plan.vendors.find(({ id }) => id === tile.id) : undefined;
  const page = vendor === undefined ? null : linkAddress(vendor.statusPage, {}, {});
  const own = plan.links.flatMap(({ title, url, shownAt = [], parameters = {} }) => {
    const address = shownAt.includes(tile.kind) ? linkAddress(url, parameters, known) : null;
    return address === null ? [] : [{ title, url: address }];
  });
  return vendor === undefined || page === null ? own : [{ title: `${vendor.title}, status page`, url: page }, ...own];
}
