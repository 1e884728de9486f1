import { packJsonSchema } from './json-schema.ts';
import { LINT_RULES } from './lint.ts';
import { findTitled, type Node, rowsOf, tableOf } from './reference/rows.ts';
import { ACTIONS, INTRODUCTION, PROBES, ROLES, RULES, VARIABLES, WORDS } from './reference/words.ts';

const HEAD = ['key', 'type', 'left out', 'what it is'];

/** Keys of a pair like `every` and `timeout` that every probe has: said once, above. */
const SHARED_KEYS: ReadonlySet<string> = new Set(['every', 'timeout', 'until']);

function keyTable(node: Node): string {
  const rows = rowsOf(node.items ?? node);
  return tableOf(
    HEAD,
    rows.map((row) => [`\`${row.key}\``, row.type, row.default, row.about]),
  );
}

function topLevel(schema: Node): string[] {
  return Object.entries(schema.properties ?? {}).map(([key, node]) => {
    const about = typeof node.description === 'string' ? node.description : '';
    const isList = node.type === 'array' ? ' A list.' : '';
    const isRequired = schema.required?.includes(key) ? ' Required.' : '';
    const head = `### \`${key}\`\n\n${about}${isList}${isRequired}`;
    return rowsOf(node.items ?? node).length === 0 ? head : `${head}\n\n${keyTable(node)}`;
  });
}

/** One row for each kind of action or probe, with its keys. */
function kinds(schema: Node, title: string, discriminator: string): string {
  const rows = (findTitled(schema, title)?.oneOf ?? []).map((kind) => {
    const name = String(kind.properties?.[discriminator]?.const ?? '');
    const keys = rowsOf(kind)
      .filter((row) => row.key !== discriminator && !SHARED_KEYS.has(row.key))
      .map((row) => {
        const left = row.default === 'required' ? '' : row.default === '' ? ', optional' : `, else ${row.default}`;
        return `\`${row.key}\`: ${row.type}${left}`;
      });
    return [`\`${name}\``, String(kind.description ?? ''), keys.join('; ')];
  });
  return tableOf([`\`${discriminator}\``, 'what it does', 'keys'], rows);
}

const rules = (): string =>
  tableOf(
    ['rule', 'finds', 'severity', 'no launch with it'],
    LINT_RULES.map((rule) => [`\`${rule.name}\``, rule.says, rule.severity, rule.blocks ? 'yes' : '']),
  );

/** Every key, action, probe and rule as Markdown, made from the schema: what `docs/pack-reference.md` is. */
export function packReference(): string {
  const schema: Node = JSON.parse(JSON.stringify(packJsonSchema(false)));
  const words = tableOf(['type', 'written', ''], WORDS);
  const parts = [
    INTRODUCTION,
    `## How it is written\n\n${words}`,
    VARIABLES,
    ROLES,
    '## Keys',
    ...topLevel(schema),
    `${ACTIONS}\n\n${kinds(schema, 'action', 'do')}`,
    `${PROBES}\n\n${kinds(schema, 'probe', 'check')}`,
    `${RULES}\n\n${rules()}`,
  ];
  return `${parts.join('\n\n')}\n`;
}
