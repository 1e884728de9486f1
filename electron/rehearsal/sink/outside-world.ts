import type { Faults } from '../faults/faults.ts';
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { TrafficModel } from '../traffic/model.ts';
import type { World } from '../world/world.ts';
import { handleSmoke } from './smoke.ts';
import { COMPONENT_STATES, isComponentState, StatusPage } from './status-page.ts';

/** From this part of failing requests on a user finds the service down. */
const DOWN_RATIO = 0.5;
const SUMMARY = 'api/v2/summary.json';

/** One world from outside: its public health checks, its status page, its vendors' status pages, and its other pages. */
export class OutsideWorld {
  readonly world: World;
  private readonly model: () => TrafficModel | undefined;
  private readonly faults: Faults;
  private readonly page: StatusPage;
  private readonly vendors: ReadonlyMap<string, StatusPage>;

  constructor(world: World, model: () => TrafficModel | undefined, faults: Faults) {
    this.world = world;
    this.model = model;
    this.faults = faults;
    this.page = new StatusPage(world.statusPage.name, world.statusPage.components);
    this.vendors = new Map(world.vendors.map(({ slug, name, components }) => [slug, new StatusPage(name, components)]));
  }

  hasService(name: string): boolean {
    return this.world.services.some((service) => service.name === name);
  }

  async handle(exchange: Exchange, segments: readonly string[]): Promise<void> {
    const path = `/${segments.join('/')}`;
    const down = this.faults.on('page-down').find((fault) => fault.path === path);
    if (down) return exchange.json(down.status, { message: `${path} is down.` });
    const [area, ...rest] = segments;
    if (area === 'public') return this.health(exchange, rest);
    if (area === 'smoke') return handleSmoke(exchange, this.world, this.model(), rest);
    if (area === 'status') return this.statusPage(exchange, rest.join('/'));
    if (area === 'vendors') return this.vendor(exchange, rest[0] ?? '', rest.slice(1).join('/'));
    if (this.world.pages.includes(path))
      return exchange.text(200, `${this.world.statusPage.name}: ${path} is there.\n`);
    const pages = [
      '/public/SERVICE/healthz',
      `/status/${SUMMARY}`,
      `/vendors/VENDOR/${SUMMARY}`,
      '/smoke',
      ...this.world.pages,
    ];
    exchange.json(404, { message: `Served here: ${pages.join(', ')}, PUT /status/components.` });
  }

  private async health(exchange: Exchange, [name = '', check]: readonly string[]): Promise<void> {
    const isEntrance = name === '' || (name === 'healthz' && check === undefined);
    if (!isEntrance && (check !== 'healthz' || !this.hasService(name)))
      return exchange.json(404, { message: 'No such service is public.' });
    const model = this.model();
    model?.catchUp();
    const asked = isEntrance ? this.world.services.map((service) => service.name) : [name];
    const isUp = asked.every((service) => (model?.errorRatio(service) ?? 1) < DOWN_RATIO);
    exchange.json(isUp ? 200 : 503, {
      service: isEntrance ? this.world.namespace : name,
      status: isUp ? 'ok' : 'unavailable',
    });
  }

  private async statusPage(exchange: Exchange, path: string): Promise<void> {
    if (path === '') return exchange.text(200, `${this.world.statusPage.name} status\n`);
    if (path === SUMMARY) return exchange.json(200, this.page.summary());
    if (path === 'components' && exchange.method === 'PUT') return this.publish(exchange);
    exchange.json(404, { message: `Served here: /status/${SUMMARY}, PUT /status/components.` });
  }

  /** What a person does on the status page's own site: `{"API": "major_outage"}`. */
  private async publish(exchange: Exchange): Promise<void> {
    const body: Json = JSON.parse((await exchange.body()) || '{}');
    const given = Object.entries(isObject(body) ? body : {});
    for (const [name, state] of given) {
      if (!this.page.has(name) || !isComponentState(state)) {
        return exchange.json(422, {
          message: `${name}: ${String(state)} is not one of this page's components with a state of ${COMPONENT_STATES.join(', ')}.`,
        });
      }
    }
    for (const [name, state] of given) if (isComponentState(state)) this.page.set(name, state);
    exchange.json(200, this.page.summary());
  }

  private async vendor(exchange: Exchange, slug: string, path: string): Promise<void> {
    const page = this.vendors.get(slug);
    if (!page || (path !== '' && path !== SUMMARY))
      return exchange.json(404, {
        message: `Vendors are ${[...this.vendors.keys()].join(', ')}; each has ${SUMMARY}.`,
      });
    const { components = [] } = this.world.vendors.find((each) => each.slug === slug) ?? {};
    const hit = this.faults
      .on('vendor-incident')
      .filter(({ vendor }) => vendor === slug)
      .map(({ component }) => component ?? page.firstComponent);
    for (const name of components) page.set(name, hit.includes(name) ? 'partial_outage' : 'operational');
    if (path === '') exchange.text(200, `${slug} status\n`);
    else exchange.json(200, page.summary());
  }
}
