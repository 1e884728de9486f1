import type { PackContent } from '../schema/pack.ts';
import type { Finding, Rule } from './rule.ts';

type Pair = {
  readonly from: number;
  readonly to: number;
  readonly id: string;
  readonly on: string;
  readonly path: (string | number)[];
};

/** Every dependency between two services, with the places of their groups in the order. */
const pairs = (content: PackContent): Pair[] => {
  const place = new Map(content.groups.map((group, index) => [group.id, index]));
  const groupOf = (id: string) => place.get(content.services.find((service) => service.id === id)?.group ?? '') ?? -1;
  return content.services.flatMap((service, index) =>
    service.dependsOn.map((on, at) => ({
      from: groupOf(service.id),
      to: groupOf(on),
      id: service.id,
      on,
      path: ['services', index, 'dependsOn', at],
    })),
  );
};

export const dependencyOrder: Rule = {
  name: 'dependency-order',
  says: 'A service depends on one whose group moves later.',
  severity: 'error',
  blocks: true,
  *check(content): Generator<Finding> {
    for (const { from, to, id, on, path } of pairs(content)) {
      if (from < 0 || to <= from) continue;
      const message = `\`${id}\` depends on \`${on}\`, whose group moves later.`;
      yield { path, message, hint: `Move \`${on}\` to an earlier group, or the groups into another order.` };
    }
  },
};

/** The runbook's Group C lists Playback and MCP together, though MCP depends on all (reconciled 11). */
export const parallelDependency: Rule = {
  name: 'parallel-dependency',
  says: 'A service depends on another of the same parallel group, so they cannot move together.',
  severity: 'warning',
  blocks: false,
  *check(content): Generator<Finding> {
    for (const { from, to, id, on, path } of pairs(content)) {
      const group = content.groups[from];
      if (from !== to || group?.mode !== 'parallel') continue;
      const message = `\`${id}\` depends on \`${on}\`, but ${group.title} moves all at once.`;
      yield { path, message, hint: 'Make the group `mode: sequential`, or put them into two groups.' };
    }
  },
};
