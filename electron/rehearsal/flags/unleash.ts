import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../json.ts';
import { isObject, textAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Environment, Feature, FlagStore } from './flag-store.ts';

/** An error of the flag service, in its own form. */
class UnleashError extends Error {
  override readonly name: string;
  readonly code: number;
  constructor(code: number, name: string, message: string) {
    super(message);
    this.code = code;
    this.name = name;
  }
}

const notFound = (message: string) => new UnleashError(404, 'NotFoundError', message);
const badData = (message: string) => new UnleashError(400, 'BadDataError', message);
const PROJECT = 'default';

function environmentShown(feature: Feature, name: string, { isOn, strategies }: Environment): JsonObject {
  return {
    name,
    featureName: feature.name,
    environment: name,
    type: name === 'production' ? 'production' : 'development',
    enabled: isOn,
    sortOrder: name === 'production' ? 200 : 100,
    variantCount: 0,
    lastSeenAt: null,
    strategies,
    variants: [],
    hasStrategies: strategies.length > 0,
    hasEnabledStrategies: strategies.some((strategy) => strategy.disabled !== true),
  };
}

function featureShown(feature: Feature): JsonObject {
  return {
    name: feature.name,
    type: feature.type,
    project: PROJECT,
    description: feature.description,
    createdAt: feature.createdAt,
    stale: false,
    archived: false,
    impressionData: false,
    lastSeenAt: null,
    environments: [...feature.environments].map(([name, environment]) => environmentShown(feature, name, environment)),
  };
}

/** The part of Unleash's admin API that a launch uses: features, their environments, strategies, events. */
export class Unleash {
  private readonly store: FlagStore;
  private readonly token: string;
  /** As in Unleash, changes are made by the token, not by the person who holds it. */
  private readonly tokenName = 'tminus-rehearsal';

  constructor(store: FlagStore, token: string) {
    this.store = store;
    this.token = token;
  }

  async handle(exchange: Exchange): Promise<void> {
    const path = exchange.segments.slice(1);
    if (path[0] === 'health' || path[0] === 'ready') return exchange.json(200, { health: 'GOOD' });
    try {
      this.authenticate(exchange);
      const body = ['POST', 'PUT', 'PATCH'].includes(exchange.method) ? await this.body(exchange) : {};
      const answer = this.answer(exchange.method, path, body);
      if (answer.body === undefined) exchange.text(answer.code, '');
      else exchange.json(answer.code, answer.body);
    } catch (error) {
      if (!(error instanceof UnleashError)) throw error;
      const { code, name, message } = error;
      exchange.json(code, { id: randomUUID(), name, message, details: [{ message }] });
    }
  }

  private authenticate(exchange: Exchange): void {
    const given = exchange.header('authorization').replace(/^Bearer /i, '');
    if (given !== this.token)
      throw new UnleashError(
        401,
        'UnauthorizedError',
        'You must log in to use Unleash. Your request had no authorization header, so we could not authorize you.',
      );
  }

  private async body(exchange: Exchange): Promise<JsonObject> {
    const text = await exchange.body();
    if (text === '') return {};
    try {
      const value: Json = JSON.parse(text);
      if (isObject(value)) return value;
    } catch {
      // Falls through to the refusal that an unreadable body gets.
    }
    throw badData('Request validation failed: your request body is not a JSON object.');
  }

  private answer(
    method: string,
    path: readonly string[],
    body: JsonObject,
  ): { readonly code: number; readonly body?: Json } {
    const [api, admin, area, ...rest] = path;
    if (api !== 'api' || admin !== 'admin')
      throw notFound(`The path you were looking for (/${path.join('/')}) is not available.`);
    if (area === 'events' && method === 'GET') return { code: 200, body: this.events(rest[0]) };
    if (area === 'environments' && method === 'GET')
      return {
        code: 200,
        body: {
          version: 1,
          // No environment asks for change requests: they belong to the paid Unleash.
          environments: this.store.environments.map((name, index) => ({
            ...{ name, type: name, enabled: true, protected: false, sortOrder: index + 1, requiredApprovals: null },
          })),
        },
      };
    if (area !== 'projects') throw notFound(`The path you were looking for (/${path.join('/')}) is not available.`);
    if (rest.length === 0) return { code: 200, body: { version: 1, projects: [{ id: PROJECT, name: 'Default' }] } };
    if (rest[0] !== PROJECT) throw notFound(`Could not find project with id: ${rest[0] ?? ''}`);
    if (rest[1] !== 'features') throw notFound(`The path you were looking for (/${path.join('/')}) is not available.`);
    return this.features(method, rest.slice(2), body);
  }

  private events(feature: string | undefined): JsonObject {
    const events = this.store.events().filter((event) => feature === undefined || event.featureName === feature);
    return {
      version: 2,
      totalEvents: events.length,
      events: events.map((event) => ({ ...event, project: PROJECT, preData: null, tags: [] })),
    };
  }

  private features(
    method: string,
    [name, area, ...rest]: readonly string[],
    body: JsonObject,
  ): { readonly code: number; readonly body?: Json } {
    if (name === undefined) {
      if (method === 'GET') return { code: 200, body: { version: 2, features: this.store.list().map(featureShown) } };
      return { code: 201, body: featureShown(this.create(body)) };
    }
    const feature = this.store.get(name);
    if (!feature) throw notFound(`Could not find feature with name: ${name}`);
    if (area === undefined) {
      if (method === 'GET') return { code: 200, body: featureShown(feature) };
      if (method !== 'DELETE') throw notFound(`The method ${method} is not available here.`);
      this.store.archive(feature, this.tokenName);
      return { code: 202 };
    }
    if (area !== 'environments') throw notFound(`The path you were looking for (${area}) is not available.`);
    return this.environment(method, feature, rest, body);
  }

  private create(body: JsonObject): Feature {
    const name = textAt(body, 'name');
    if (!/^[\w.~-]+$/.test(name))
      throw badData(
        'Request validation failed: your request body or params contain invalid data: "name" must be URL friendly',
      );
    if (this.store.get(name))
      throw new UnleashError(409, 'NameExistsError', 'A feature flag with that name already exists');
    return this.store.create(name, textAt(body, 'type') || 'release', textAt(body, 'description'), this.tokenName);
  }

  private environment(
    method: string,
    feature: Feature,
    [name = '', action, id]: readonly string[],
    body: JsonObject,
  ): { readonly code: number; readonly body?: Json } {
    const environment = feature.environments.get(name);
    if (!environment) throw notFound(`Could not find environment with name: ${name}`);
    if (method === 'GET' && action === undefined)
      return { code: 200, body: environmentShown(feature, name, environment) };
    if (method === 'POST' && (action === 'on' || action === 'off')) {
      this.store.turn(feature, name, environment, action === 'on', this.tokenName);
      return { code: 200 };
    }
    if (action !== 'strategies') throw notFound(`The path you were looking for (${action ?? ''}) is not available.`);
    if (method === 'GET') return { code: 200, body: environment.strategies };
    if (method === 'POST') {
      if (!textAt(body, 'name'))
        throw badData(
          'Request validation failed: your request body or params contain invalid data: "name" is required',
        );
      if (Object.values(isObject(body.parameters) ? body.parameters : {}).some((value) => typeof value !== 'string')) {
        throw badData(
          'Request validation failed: your request body or params contain invalid data: "parameters" must hold strings',
        );
      }
      return { code: 200, body: this.store.addStrategy(feature, name, environment, body, this.tokenName) };
    }
    const place = environment.strategies.findIndex((strategy) => strategy.id === id);
    if (place < 0) throw notFound(`Could not find strategy with id ${id ?? ''}`);
    if (method === 'DELETE') {
      const [removed] = environment.strategies.splice(place, 1);
      this.store.write('feature-strategy-remove', feature, name, this.tokenName, removed ?? null);
      return { code: 200 };
    }
    const changed: JsonObject = { ...environment.strategies[place], ...body, id: id ?? '' };
    environment.strategies[place] = changed;
    this.store.write('feature-strategy-update', feature, name, this.tokenName, changed);
    return { code: 200, body: changed };
  }
}
