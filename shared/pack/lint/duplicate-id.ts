import type { PackPath } from '../problem.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Finding, Rule } from './rule.ts';

type Named = readonly { readonly id: string }[];

function* twice(entries: Named, path: PackPath): Generator<Finding> {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id)) {
      const message = `\`${id}\` is used twice in \`${path.join('.')}\`.`;
      yield { path: [...path, index, 'id'], message, hint: 'Give one of them another name.' };
    }
    seen.add(id);
  }
}

function* check(content: PackContent): Generator<Finding> {
  for (const [key, value] of Object.entries(content)) {
    if (!Array.isArray(value)) continue;
    const entries: readonly object[] = value;
    const named = entries.flatMap((one) => ('id' in one && typeof one.id === 'string' ? [{ id: one.id }] : []));
    if (named.length === entries.length) yield* twice(named, [key]);
  }
  yield* twice(content.flags.launch, ['flags', 'launch']);
  yield* twice(content.signals.measures, ['signals', 'measures']);
  // An item is ticked by its id alone, so ids are unique over all lists.
  const items = content.checklists.flatMap((list, at) =>
    list.sections.flatMap((section, number) =>
      section.items.map((item, index) => ({
        id: item.id,
        path: ['checklists', at, 'sections', number, 'items', index, 'id'],
      })),
    ),
  );
  const seen = new Set<string>();
  for (const { id, path } of items) {
    if (seen.has(id))
      yield { path, message: `The item \`${id}\` is used twice.`, hint: 'Give one of them another name.' };
    seen.add(id);
  }
  for (const [index, procedure] of content.procedures.entries())
    yield* twice(procedure.steps, ['procedures', index, 'steps']);
}

export const duplicateId: Rule = {
  name: 'duplicate-id',
  says: 'Two things of a kind have the same name.',
  severity: 'error',
  blocks: true,
  check,
};
