import type { Finding, Rule } from './rule.ts';

export const serviceWithoutGroup: Rule = {
  name: 'service-without-group',
  says: 'A service is in no group, so that it would never move.',
  severity: 'error',
  blocks: true,
  *check(content): Generator<Finding> {
    for (const [index, service] of content.services.entries()) {
      if (service.group !== undefined) continue;
      const hint = `Give it a \`group\`: ${content.groups.map((group) => group.id).join(', ')}.`;
      yield { path: ['services', index], message: `The service \`${service.id}\` is in no group.`, hint };
    }
  },
};
