import type { PackContent } from './schema/pack.ts';

type Service = PackContent['services'][number];
type Group = PackContent['groups'][number];

/** Services in the order they move; `after` are those that must have moved before (reconciled 10, 11). */
export type OrderedService = { readonly service: Service; readonly after: readonly string[] };

/** A cycle among `dependsOn`, as the ids along it with the first repeated at the end; null when there is none. */
export function findCycle(services: readonly { id: string; dependsOn: readonly string[] }[]): string[] | null {
  const byId = new Map(services.map((service) => [service.id, service]));
  const settled = new Set<string>();
  const walk = (id: string, trail: readonly string[]): string[] | null => {
    const at = trail.indexOf(id);
    if (at >= 0) return [...trail.slice(at), id];
    if (settled.has(id)) return null;
    for (const next of byId.get(id)?.dependsOn ?? []) {
      const cycle = walk(next, [...trail, id]);
      if (cycle) return cycle;
    }
    settled.add(id);
    return null;
  };
  for (const service of services) {
    const cycle = walk(service.id, []);
    if (cycle) return cycle;
  }
  return null;
}

/** The services of one group, as listed, but none before what it depends on inside the group. */
function sorted(members: readonly Service[]): Service[] {
  const rest = [...members];
  const done: Service[] = [];
  while (rest.length > 0) {
    const waiting = new Set(rest.map((service) => service.id));
    const index = rest.findIndex((service) => !service.dependsOn.some((id) => waiting.has(id)));
    done.push(...rest.splice(Math.max(0, index), 1));
  }
  return done;
}

/** What a group's members wait for: one by one, or all at once after the group before. */
function orderGroup(group: Group, members: readonly Service[], before: readonly string[]): OrderedService[] {
  const inside = new Set(members.map((service) => service.id));
  return sorted(members).map((service, index, all) => {
    const previous = group.mode === 'sequential' ? all[index - 1] : undefined;
    const needed = service.dependsOn.filter((id) => inside.has(id));
    const first = previous ? [previous.id] : needed.length > 0 ? [] : before;
    return { service, after: [...new Set([...first, ...needed])] };
  });
}

/**
 * The order in which the services move at every stage: group after group; in a sequential group one by one, in a
 * parallel group all at once; inside a group dependencies still order.
 */
export function launchOrder(groups: readonly Group[], services: readonly Service[]): OrderedService[] {
  const ordered: OrderedService[] = [];
  let before: readonly string[] = [];
  for (const group of groups) {
    const members = orderGroup(
      group,
      services.filter((service) => service.group === group.id),
      before,
    );
    if (members.length === 0) continue;
    ordered.push(...members);
    const awaited = new Set(members.flatMap((one) => one.after));
    before = members.map((one) => one.service.id).filter((id) => !awaited.has(id));
  }
  return ordered;
}
