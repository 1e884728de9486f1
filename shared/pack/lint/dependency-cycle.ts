import { findCycle } from '../launch-order.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Finding, Rule } from './rule.ts';

function* check(content: PackContent): Generator<Finding> {
  const services = findCycle(content.services);
  if (services) {
    const index = content.services.findIndex((service) => service.id === services[0]);
    const message = `These services depend on each other in a circle: ${services.join(' → ')}.`;
    yield { path: ['services', index, 'dependsOn'], message, hint: 'Remove one of these dependencies.' };
  }
  const steps = findCycle(content.steps.map(({ id, after }) => ({ id, dependsOn: after })));
  if (steps) {
    const index = content.steps.findIndex((step) => step.id === steps[0]);
    const message = `These steps wait for each other in a circle: ${steps.join(' → ')}.`;
    yield { path: ['steps', index, 'after'], message, hint: 'Remove one of these `after`.' };
  }
  for (const [number, procedure] of content.procedures.entries()) {
    const before = new Set<string>();
    for (const [index, step] of procedure.steps.entries()) {
      for (const [at, id] of step.waitsFor.entries()) {
        if (before.has(id)) continue;
        const message = `\`${step.id}\` waits for \`${id}\`, which doesn't come before it in \`${procedure.id}\`.`;
        const hint = 'Name a step that stands above it, or move this one down.';
        yield { path: ['procedures', number, 'steps', index, 'waitsFor', at], message, hint };
      }
      before.add(step.id);
    }
  }
}

export const dependencyCycle: Rule = {
  name: 'dependency-cycle',
  says: 'Services or steps wait for each other, so that none can ever begin.',
  severity: 'error',
  blocks: true,
  check,
};
