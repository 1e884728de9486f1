import type { Action } from '../schema/actions.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Finding, Rule } from './rule.ts';

/** What an action is about: services or flags, `all` written out. */
const meant = (which: 'all' | readonly string[] | undefined, all: readonly string[]): readonly string[] =>
  which === 'all' ? all : (which ?? []);

/** What moves a service away from stable, and so needs a way back. */
const MOVES: ReadonlySet<Action['do']> = new Set([
  'set-canary-images',
  'move-to-stage',
  'set-weights',
  'scale-canaries',
]);

/** Which services and flags the steps touch. */
function touched(content: PackContent, services: readonly string[], flags: readonly string[]) {
  const actions = content.steps.flatMap((step) => step.actions);
  return {
    services: new Set(
      actions.flatMap((one) => (MOVES.has(one.do) && 'services' in one ? meant(one.services, services) : [])),
    ),
    flags: new Set(actions.flatMap((one) => (one.do === 'flags' ? meant(one.on, flags) : []))),
  };
}

/** What brings each thing back, and what to say when nothing does. */
const WAYS_BACK: readonly {
  fits: (action: Action) => boolean;
  lacks: readonly [one: string, many: string];
  hint: string;
}[] = [
  {
    fits: (action) => action.do === 'set-weights' && action.percent === 0,
    lacks: ['is not given back to stable', 'are not given back to stable'],
    hint: 'Add it to `do: set-weights` with `percent: 0%`.',
  },
  {
    fits: (action) => action.do === 'scale-canaries' && action.replicas === 0,
    lacks: ['keeps its canary pods', 'keep their canary pods'],
    hint: 'Add it to `do: scale-canaries` with `replicas: 0`.',
  },
  {
    fits: (action) => action.do === 'read-back',
    lacks: ['is never read back', 'are never read back'],
    hint: 'Add it to `do: read-back`.',
  },
];

function* check(content: PackContent): Generator<Finding> {
  const index = content.procedures.findIndex((procedure) => procedure.kind === 'quick-rollback');
  const quick = content.procedures[index];
  if (!quick) {
    const hint = 'Give a procedure `kind: quick-rollback`.';
    yield { path: ['procedures'], message: 'There is no quick rollback.', hint };
    return;
  }
  const services = content.services.map((service) => service.id);
  const flags = content.flags.launch.map((flag) => flag.id);
  const actions = quick.steps.flatMap((step) => step.actions);
  const path = ['procedures', index];
  const used = touched(content, services, flags);
  // Without a mesh there are no weights: the canary at zero gives all traffic back.
  const [weights, ...others] = WAYS_BACK;
  const ways = content.cluster.traffic === 'istio' && weights ? [weights, ...others] : others;
  for (const { fits, lacks, hint } of ways) {
    const covered = new Set(
      actions.filter(fits).flatMap((one) => ('services' in one ? meant(one.services, services) : [])),
    );
    const left = [...used.services].filter((id) => !covered.has(id));
    if (left.length === 0) continue;
    const named = left.map((id) => `\`${id}\``).join(', ');
    const said = left.length === 1 ? `the service ${named} ${lacks[0]}` : `the services ${named} ${lacks[1]}`;
    yield { path, message: `In \`${quick.id}\` ${said}.`, hint };
  }
  const off = new Set(actions.flatMap((one) => (one.do === 'flags' ? meant(one.off, flags) : [])));
  for (const id of used.flags) {
    if (off.has(id)) continue;
    const message = `In \`${quick.id}\` the flag \`${id}\`, which a step turns on, is never turned off.`;
    yield { path, message, hint: 'Add it to `do: flags` under `off`, or write `off: all`.' };
  }
}

export const unreachableRollback: Rule = {
  name: 'unreachable-rollback',
  says: 'Something that the launch changes and the quick rollback does not bring back.',
  severity: 'error',
  blocks: false,
  check,
};
