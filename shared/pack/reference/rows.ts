/** The part of a JSON Schema that the reference reads. */
export type Node = {
  readonly type?: unknown;
  readonly title?: unknown;
  readonly description?: unknown;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
};

/** A line of a table: a key, what may be written, what stands there when it is left out, what it is for. */
export type Row = { readonly key: string; readonly type: string; readonly default: string; readonly about: string };

/** Kinds of object with a table of their own. */
const APART: ReadonlySet<unknown> = new Set(['action', 'probe', 'manifest']);
const PLAIN: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'true or false',
  object: 'mapping',
};

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** What may be written, in a few words. */
export function typeOf(node: Node): string {
  if (typeof node.title === 'string') return node.title;
  if (node.const !== undefined) return code(node.const);
  if (node.enum) return node.enum.map(code).join(', ');
  const branches = node.anyOf ?? node.oneOf;
  if (branches) return [...new Set(branches.map(typeOf))].join(' or ');
  if (node.type === 'array') return node.items?.properties ? 'list' : `list of ${typeOf(node.items ?? {})}`;
  if (Array.isArray(node.type)) return node.type.map((one) => PLAIN[String(one)] ?? String(one)).join(' or ');
  return PLAIN[String(node.type)] ?? String(node.type);
}

/** `A sentence. Written like 30m, 1h 30m.`: the type says how it is written. */
const aboutOf = (node: Node): string =>
  typeof node.description === 'string' ? node.description.replace(/ Written like [^\n]*\.$/, '') : '';

const isEmpty = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) || (isNode(value) && Object.keys(value).length === 0);

const defaultOf = (node: Node, isRequired: boolean): string => {
  if (isRequired) return 'required';
  return node.default === undefined || isEmpty(node.default) ? '' : code(node.default);
};

function inner(key: string, node: Node): Row[] {
  if (APART.has(node.title)) return [];
  if (node.type === 'array' && node.items) return inner(`${key}[]`, node.items);
  return node.properties ? rowsOf(node, `${key}.`) : [];
}

/** Every key of a mapping and of the mappings in it, by its path: `sections[].items[].title`. */
export function rowsOf(node: Node, prefix = ''): Row[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, value]) => {
    const key = `${prefix}${name}`;
    const isRequired = node.required?.includes(name) === true;
    const row = { key, type: typeOf(value), default: defaultOf(value, isRequired), about: aboutOf(value) };
    return [row, ...inner(key, value)];
  });
}

/** A table of Markdown; a bar in a cell is written so that it doesn't end it. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The first mapping with this title anywhere in a schema. */
export function findTitled(node: unknown, title: string): Node | null {
  if (!isNode(node)) return null;
  if (node.title === title) return node;
  for (const value of Object.values(node)) {
    const found = findTitled(value, title);
    if (found) return found;
  }
  return null;
}
