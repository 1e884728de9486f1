import type { Json, JsonObject } from '../json.ts';
import { isObject, textAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { DatabaseInstances, Operation } from './instances.ts';
import { query } from './query.ts';

const PROJECT = 'rehearsal';

const operationShown = ({ name, target, isDone }: Operation): JsonObject => ({
  kind: 'sql#operation',
  name,
  operationType: 'CLONE',
  targetProject: PROJECT,
  targetId: target,
  status: isDone ? 'DONE' : 'RUNNING',
});

const errorShown = (code: number, message: string): JsonObject => ({ error: { code, message } });

/**
 * The part of the Cloud SQL Admin API (v1) that a point-in-time recovery uses, and beside it `query`, which stands for a
 * connection to a database: a form with `host`, `sql` and, for values alone, `bare`.
 */
export class CloudSql {
  readonly #instances: DatabaseInstances;
  readonly #startMs: number;

  constructor(instances: DatabaseInstances, startMs: number) {
    this.#instances = instances;
    this.#startMs = startMs;
  }

  /** `path` is what follows /sql. */
  async handle(exchange: Exchange, path: readonly string[]): Promise<void> {
    const { method } = exchange;
    if (path.length === 1 && path[0] === 'query' && method === 'POST') return this.#query(exchange);
    const [version, projects, project, area, name = '', action] = path;
    if (version !== 'v1' || projects !== 'projects' || project !== PROJECT)
      return exchange.json(404, errorShown(404, `Served here: /sql/v1/projects/${PROJECT}/..., /sql/query.`));
    if (area === 'instances' && action === 'clone' && method === 'POST') return this.#clone(exchange, name);
    if (area === 'instances' && action === undefined && method === 'GET') return this.#describe(exchange, name);
    const operation = area === 'operations' && method === 'GET' ? this.#instances.operation(name) : undefined;
    if (operation === undefined) return exchange.json(404, errorShown(404, 'There is no such thing.'));
    exchange.json(200, operationShown(operation));
  }

  async #clone(exchange: Exchange, source: string): Promise<void> {
    const body: Json = JSON.parse((await exchange.body()) || '{}');
    const context = isObject(body) ? body.cloneContext : undefined;
    const begun = this.#instances.clone(
      source,
      textAt(context, 'destinationInstanceName'),
      textAt(context, 'pointInTime'),
    );
    if ('status' in begun) return exchange.json(begun.status, errorShown(begun.status, begun.message));
    exchange.json(200, operationShown(begun));
  }

  async #describe(exchange: Exchange, name: string): Promise<void> {
    const instance = this.#instances.get(name);
    if (instance === undefined) return exchange.json(404, errorShown(404, 'The Cloud SQL instance does not exist.'));
    exchange.json(200, {
      kind: 'sql#instance',
      name,
      project: PROJECT,
      state: this.#instances.isReady(instance) ? 'RUNNABLE' : 'PENDING_CREATE',
      databaseVersion: 'POSTGRES_15',
      dnsName: instance.host,
    });
  }

  async #query(exchange: Exchange): Promise<void> {
    const form = new URLSearchParams(await exchange.body());
    const host = form.get('host') ?? '';
    const instance = this.#instances.at(host);
    if (instance === undefined)
      return exchange.text(
        404,
        `psql: error: could not translate host name "${host}" to address: Name or service not known\n`,
      );
    if (!this.#instances.isReady(instance))
      return exchange.text(
        503,
        `psql: error: connection to server at "${host}", port 5432 failed: Connection refused\n`,
      );
    const { database } = instance;
    const at = this.#instances.dataAtMs(instance);
    const answer = query(database, at, this.#startMs, form.get('sql') ?? '', form.get('bare') === '1');
    exchange.text(answer.isError ? 422 : 200, answer.text);
  }
}
