import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';

/** A part of an official OpenAPI description; `about` says of which, and which version. */
const Description = z.object({
  about: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
  components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
});
const Operation = z.object({
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean().default(false),
        schema: z.looseObject({}),
      }),
    )
    .default([]),
  requestBody: z
    .object({
      required: z.boolean().default(false),
      content: z.record(z.string(), z.object({ schema: z.looseObject({}) })),
    })
    .optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })).optional() }),
  ),
});
type Operation = z.infer<typeof Operation>;
type Found = { readonly operation: Operation; readonly inPath: Readonly<Record<string, string>> };

export type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string;
  readonly body: string;
};

/** Checks requests and answers against an API description: what it doesn't know is wrong. */
export class ApiDescription {
  readonly #description: z.infer<typeof Description>;
  readonly #ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  readonly #known = new Map<string, ValidateFunction>();

  constructor(given: unknown) {
    this.#description = Description.parse(given);
    this.#ajv.addSchema({ $id: 'api', components: this.#description.components });
  }

  /** What is wrong with a request, in words; and the operation it is for. */
  request(asked: Asked, bodies: Readonly<Record<string, object>> = {}): readonly string[] {
    const found = this.#find(asked);
    if (found === null) return [`${asked.method} ${asked.url.pathname} is not in the description`];
    return [...this.#parameters(found, asked), ...this.#body(found.operation, asked, bodies)];
  }

  /** What is wrong with an answer. One that the description doesn't have is wrong, unless it says no to the request. */
  answer(asked: Asked, status: number, body: string): readonly string[] {
    const found = this.#find(asked);
    const described = found?.operation.responses[String(status)];
    if (described === undefined)
      return status >= 400 ? [] : [`${status} is no answer of ${asked.method} ${asked.url.pathname}`];
    const schema = described.content?.['application/json']?.schema;
    if (schema === undefined) return body === '' ? [] : [`${status} has no body`];
    return this.#wrong(schema, JSON.parse(body), `answer ${status}`);
  }

  #find({ method, url }: Asked): Found | null {
    for (const [path, operations] of Object.entries(this.#description.paths)) {
      const operation = operations[method.toLowerCase()];
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const match = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(url.pathname);
      if (operation === undefined || match === null) continue;
      const values = match.slice(1).map(decodeURIComponent);
      return {
        operation: Operation.parse(operation),
        inPath: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ''])),
      };
    }
    return null;
  }

  #parameters({ operation, inPath }: Found, { url }: Asked): readonly string[] {
    const given: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      path: inPath,
      query: Object.fromEntries(url.searchParams),
      header: {},
    };
    const unknown = Object.keys(given.query ?? {}).filter(
      (name) => !operation.parameters.some((one) => one.in === 'query' && one.name === name),
    );
    const wrong = operation.parameters.flatMap((one) => {
      const value = given[one.in]?.[one.name];
      if (value === undefined) return one.required ? [`${one.name} is missing`] : [];
      return this.#wrong(one.schema, asTyped(value, one.schema), `${one.in} ${one.name}`);
    });
    return [...unknown.map((name) => `the query ${name} is unknown`), ...wrong];
  }

  #body({ requestBody }: Operation, asked: Asked, bodies: Readonly<Record<string, object>>): readonly string[] {
    const [media = ''] = asked.contentType.split(';');
    const schema = bodies[asked.contentType] ?? requestBody?.content[media.trim()]?.schema;
    if (schema === undefined) {
      if (asked.body === '' || asked.body === '{}') return [];
      return [`a body of ${asked.contentType} is not in the description`];
    }
    const body: unknown = JSON.parse(asked.body);
    return [...this.#wrong(schema, body, 'body'), ...this.#notWritable(schema, body)];
  }

  /** Fields that a request may not hold: unknown ones, and those that only answers have. */
  #notWritable(schema: object, body: unknown): readonly string[] {
    const { properties } = this.#resolved(schema);
    if (properties === undefined || typeof body !== 'object' || body === null) return [];
    return Object.keys(body).filter((name) => properties[name] === undefined || properties[name].readOnly === true);
  }

  #resolved(schema: object): {
    readonly properties: Readonly<Record<string, { readonly readOnly?: boolean | undefined }>> | undefined;
  } {
    const shape = z.looseObject({
      $ref: z.string().optional(),
      properties: z.record(z.string(), z.looseObject({ readOnly: z.boolean().optional() })).optional(),
    });
    const { $ref, properties } = shape.parse(schema);
    return $ref === undefined
      ? { properties }
      : this.#resolved(this.#description.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {});
  }

  #wrong(schema: object, value: unknown, what: string): readonly string[] {
    const text = JSON.stringify(schema).replaceAll('"#/components', '"api#/components');
    const validate = this.#known.get(text) ?? this.#ajv.compile(JSON.parse(text));
    this.#known.set(text, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`);
  }
}

/** One of the parts in `fixtures`. */
export const readDescription = (name: string): ApiDescription =>
  new ApiDescription(JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')));

/** A query's value is text; its schema says what it stands for. */
const asTyped = (value: string, { type }: { readonly type?: unknown }): unknown => {
  if (type === 'integer' || type === 'number') return Number(value);
  return type === 'boolean' ? value === 'true' || (value === 'false' ? false : value) : value;
};
