import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { shortName } from '../noise.ts';
import type { Exchange } from '../server/exchange.ts';
import type { TrafficModel } from '../traffic/model.ts';
import type { World } from '../world/world.ts';

const STATES = ['operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage'];
/** From this part of failing requests on a user finds the service down. */
const DOWN_RATIO = 0.5;

/** What the world outside sees: the public status page and each service's public health check. */
export class Outside {
  private readonly world: World;
  private readonly model: TrafficModel;
  private readonly components: Map<string, string>;
  private changedAtMs = Date.now();

  constructor(world: World, model: TrafficModel) {
    this.world = world;
    this.model = model;
    this.components = new Map(world.statusPage.components.map((component) => [component, 'operational']));
  }

  async handle(exchange: Exchange): Promise<void> {
    const [area, ...rest] = exchange.segments;
    if (area === 'public') return this.health(exchange, rest);
    if (area === 'status' && rest.join('/') === 'api/v2/summary.json') return exchange.json(200, this.summary());
    if (area === 'status' && rest.join('/') === 'components' && exchange.method === 'PUT')
      return this.publish(exchange);
    exchange.json(404, {
      message: 'Served here: /public/SERVICE/healthz, /status/api/v2/summary.json, PUT /status/components.',
    });
  }

  private health(exchange: Exchange, [name, check]: readonly string[]): void {
    if (check !== 'healthz' || !this.world.services.some((service) => service.name === name)) {
      exchange.json(404, { message: 'No such service is public.' });
      return;
    }
    this.model.catchUp();
    const isUp = this.model.errorRatio(name ?? '') < DOWN_RATIO;
    exchange.json(isUp ? 200 : 503, { service: name ?? '', status: isUp ? 'ok' : 'unavailable' });
  }

  /** What a person does on the status page's own site: `{"API": "major_outage"}`. */
  private async publish(exchange: Exchange): Promise<void> {
    const given: Json = JSON.parse((await exchange.body()) || '{}');
    for (const [name, state] of Object.entries(isObject(given) ? given : {})) {
      if (!this.components.has(name) || typeof state !== 'string' || !STATES.includes(state)) {
        return exchange.json(422, {
          message: `${name}: ${String(state)} is not one of this page's components with a state of ${STATES.join(', ')}.`,
        });
      }
    }
    for (const [name, state] of Object.entries(isObject(given) ? given : {})) this.components.set(name, String(state));
    this.changedAtMs = Date.now();
    exchange.json(200, this.summary());
  }

  private summary(): JsonObject {
    const worst = Math.max(...[...this.components.values()].map((state) => STATES.indexOf(state)));
    const indicator = ['none', 'maintenance', 'minor', 'major', 'critical'][worst] ?? 'none';
    const description = [
      'All Systems Operational',
      'Service Under Maintenance',
      'Degraded System Service',
      'Partial System Outage',
      'Major System Outage',
    ][worst];
    const updated_at = new Date(this.changedAtMs).toISOString();
    const page = {
      id: 'rehearsal',
      name: this.world.statusPage.name,
      url: 'https://status.invalid',
      time_zone: 'Etc/UTC',
      updated_at,
    };
    const components = [...this.components].map(([name, status], index) => ({
      id: shortName(12, name),
      name,
      status,
      created_at: updated_at,
      updated_at,
      position: index + 1,
      description: null,
      showcase: true,
      group: false,
      group_id: null,
      page_id: page.id,
      only_show_if_degraded: false,
    }));
    return {
      page,
      components,
      incidents: [],
      scheduled_maintenances: [],
      status: { indicator, description: description ?? '' },
    };
  }
}
