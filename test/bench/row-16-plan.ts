import { planOperation } from '#engine/adapters/catalogue.ts';
import { planHash } from '#engine/runner/plan-hash.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import { kindsOf } from '#test/support/other-hand.ts';
import { benchWorld } from './bench-world.ts';
import type { Row } from './row.ts';

/** A plan has to be on the screen by then. */
const LIMIT_MS = 1000;

export const row: Row = {
  title: 'a plan with its diff for eight services: rights, reads, a dry run of each change, the hash',
  figures: [{ name: 'the step to 5 %', floorIs: `the limit of ${LIMIT_MS} ms`, unit: 'ms', goal: 1 }],
  prepare: async (folder) => {
    const { plan, outside, end } = await benchWorld(folder);
    const kinds = kindsOf(outside);
    const step = plan.steps.find(({ id }) => id === 'stage-5');
    const operations = (step?.operations ?? []).filter(({ spec }) => spec.kind !== 'message.post');
    const { signal } = new AbortController();
    return {
      sample: async () => {
        // Answers that plans share are forgotten by then, as when a person asks for a step.
        await new Promise((resolve) => setTimeout(resolve, 2100));
        const start = performance.now();
        const made = await Promise.all(
          operations.map(async ({ id, spec }): Promise<[string, OperationPlan]> => {
            const planned = await planOperation(kinds, spec, signal);
            if (!planned.ok) throw new Error(planned.error.message);
            return [id, planned.value];
          }),
        );
        planHash(Object.fromEntries(made));
        const ours = performance.now() - start;
        if (made.every(([, { changes }]) => changes.length === 0)) throw new Error('the plan changes nothing');
        return [{ floor: LIMIT_MS, ours }];
      },
      end,
    };
  },
};
