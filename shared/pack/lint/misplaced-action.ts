import type { PackContent } from '../schema/pack.ts';
import { actionsOf } from './actions-of.ts';
import type { Finding, Rule } from './rule.ts';

function* check(content: PackContent): Generator<Finding> {
  const { services, cluster, procedures } = content;
  for (const { action, path } of actionsOf(content)) {
    const kind = path[0] === 'procedures' ? procedures[Number(path[1])]?.kind : 'step';
    if (action.do === 'quick-rollback' && (kind === 'step' || kind === 'quick-rollback')) {
      const message = 'The action `quick-rollback` stands for the quick rollback inside another procedure.';
      yield { path, message, hint: 'Write its own actions here, or move it to the database rollback.' };
    }
    if ((action.do === 'delete-stable' || action.do === 'next-stable') && kind !== 'step') {
      const message = `\`${action.do}\` belongs to a step of the launch: a rollback goes back to stable.`;
      yield { path, message, hint: 'Move it to a step of the last phase.' };
    }
    if (action.do !== 'smoke-tests') continue;
    const meant = services.filter(({ id }) => action.services === 'all' || action.services.includes(id));
    const untested = meant.filter(({ smokeTest }) => (smokeTest ?? cluster.smokeTest) === undefined);
    if (untested.length === 0) continue;
    const named = untested.map(({ id }) => `\`${id}\``).join(', ');
    const hint = 'Give them a `smokeTest`, or one to `cluster` for all.';
    yield { path, message: `Nothing says how ${named} would be tested.`, hint };
  }
}

export const misplacedAction: Rule = {
  name: 'misplaced-action',
  says: 'An action that means nothing where it stands, or a smoke test of a service that has none.',
  severity: 'error',
  blocks: true,
  check,
};
