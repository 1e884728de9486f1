import type { PackContent } from '../schema/pack.ts';
import { placeholderOf, placeholdersIn, referencesIn, SERVICE_REFERENCE, textsOf } from '../variables.ts';
import type { Finding, Rule } from './rule.ts';

/** Where `${service}` may stand: the patterns of the names of a service's objects. */
const isServicePattern = (path: readonly (string | number)[]): boolean =>
  path[0] === 'cluster' || path[0] === 'services';

function* check(content: PackContent): Generator<Finding> {
  const atLaunch = content.variables.filter((variable) => variable.asked === 'launch').map((variable) => variable.id);
  const atUse = content.variables.filter((variable) => variable.asked === 'use');
  for (const { text, path } of textsOf(content)) {
    for (const id of referencesIn(text)) {
      if (atLaunch.includes(id) || (id === SERVICE_REFERENCE && isServicePattern(path))) continue;
      const hint = `List it under \`variables\`, or use one of: ${atLaunch.join(', ')}.`;
      yield { path, message: `There is no variable \`${id}\` that is asked at launch.`, hint };
    }
  }
  const known = atUse.map(placeholderOf);
  for (const [index, template] of content.templates.entries()) {
    for (const key of ['subject', 'text'] as const) {
      for (const placeholder of placeholdersIn(template[key] ?? '').filter((one) => !known.includes(one))) {
        const message = `The template \`${template.id}\` has the unknown variable \`${placeholder}\`.`;
        const hint = `List it under \`variables\` with \`asked: use\`, or use one of: ${known.join(', ') || 'none yet'}.`;
        yield { path: ['templates', index, key], message, hint };
      }
    }
  }
}

export const unknownVariable: Rule = {
  name: 'unknown-variable',
  says: 'A text has a variable that nobody is asked for.',
  severity: 'error',
  blocks: true,
  check,
};
