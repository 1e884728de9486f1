import { askedIn } from '../compile/questions.ts';
import type { PackContent } from '../schema/pack.ts';
import { placeholderOf } from '../variables.ts';
import { actionsOf } from './actions-of.ts';
import type { Finding, Rule } from './rule.ts';

/** Answers stand in the log, which everybody reads and which is never rewritten. */
export const secretAnswer: Rule = {
  name: 'secret-answer',
  says: "An action asks for a secret, which would stand in the launch's log.",
  severity: 'error',
  blocks: true,
  *check(content): Generator<Finding> {
    const secret = content.variables.filter((variable) => variable.asked === 'use' && variable.secret);
    for (const { action, path } of actionsOf(content)) {
      for (const variable of askedIn(action, secret)) {
        const message = `The secret \`${placeholderOf(variable)}\` would be asked for and kept in the log.`;
        yield { path, message, hint: 'Let the program read it from a file or from its environment.' };
      }
    }
  },
};

function* waiting(content: PackContent): Generator<Finding> {
  const asked = content.variables.filter((variable) => variable.asked === 'use');
  for (const { action, path } of actionsOf(content)) {
    if (path[0] !== 'procedures' || content.procedures[Number(path[1])]?.kind !== 'quick-rollback') continue;
    if (action.do === 'manual') {
      const message = 'The quick rollback waits here until a person says that it is done.';
      yield { path, message, hint: 'Let the console do it, or put it behind everything else.' };
    }
    for (const variable of askedIn(action, asked)) {
      const message = `The quick rollback waits here until \`${placeholderOf(variable)}\` is answered.`;
      yield { path, message, hint: 'Use a value that is known when the launch is made.' };
    }
  }
}

export const quickRollbackWaits: Rule = {
  name: 'quick-rollback-waits',
  says: 'The quick rollback waits for a person to type or to do something.',
  severity: 'warning',
  blocks: false,
  check: waiting,
};
