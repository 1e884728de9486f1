import type { Measure } from '../../domain/plan/measured.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Finding, Rule } from './rule.ts';

const isOfCanary = ({ by }: Pick<Measure, 'by'>): boolean => by.includes('service') && by.includes('subset');

/** A measure of the canary needs places that tell the canary of a service from its stable version. */
function* ofCanary(content: PackContent): Generator<Finding> {
  for (const [index, { id, measure }] of content.canaryMetrics.entries()) {
    if (measure === undefined || !('measure' in measure)) continue;
    const found = content.signals.measures.find((one) => one.id === measure.measure);
    if (found === undefined || isOfCanary(found)) continue;
    yield {
      path: ['canaryMetrics', index, 'measure', 'measure'],
      message: `\`${id}\` is measured by \`${found.id}\`, which does not tell the canary of a service from stable.`,
      hint: 'Write `by: [service, subset]` at the measure, and a query that answers by both labels.',
    };
  }
}

/** The limits of a share are percent of the whole: a share in % would be said as "97 of 400 %". */
function* ofShares({ signals }: PackContent): Generator<Finding> {
  for (const [index, { id, of, unit }] of signals.measures.entries()) {
    if (of === undefined || unit !== '%') continue;
    yield {
      path: ['signals', 'measures', index, 'unit'],
      message: `\`${id}\` is a part of something, and in percent.`,
      hint: 'Write the unit of the part, e.g. `conn`, or leave `of` out.',
    };
  }
}

export const measureUnfit: Rule = {
  name: 'measure-unfit',
  says: 'A measure can not show what it is used for: its places or its unit do not fit.',
  severity: 'error',
  blocks: true,
  *check(content) {
    yield* ofCanary(content);
    yield* ofShares(content);
  },
};
