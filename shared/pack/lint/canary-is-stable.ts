import { fill } from '../variables.ts';
import type { Finding, Rule } from './rule.ts';

const NO_VALUES: ReadonlyMap<string, string> = new Map();

/** `kubectl set image deployment/api-gateway` on the one Deployment is no canary (reconciled 8). */
export const canaryIsStable: Rule = {
  name: 'canary-is-stable',
  says: "A service's canary is its stable Deployment or its subset, so that nothing is left to go back to.",
  severity: 'error',
  blocks: false,
  *check({ cluster, services }): Generator<Finding> {
    if (cluster.subsets.stable === cluster.subsets.canary) {
      const message = `Stable and canary are the same subset, \`${cluster.subsets.canary}\`.`;
      yield { path: ['cluster', 'subsets', 'canary'], message, hint: 'Give the canary a subset of its own.' };
    }
    for (const [index, service] of services.entries()) {
      const stable = fill(service.stable ?? cluster.stable, NO_VALUES, service.id);
      const canary = fill(service.canary ?? cluster.canary, NO_VALUES, service.id);
      if (stable !== canary) continue;
      const message = `The canary of \`${service.id}\` is its stable Deployment, \`${stable}\`.`;
      yield {
        path: ['services', index],
        message,
        hint: 'Give it two, named by patterns that end in `-stable` and `-canary`.',
      };
    }
  },
};
