import type { CloudSql } from '../database/cloud-sql.ts';
import type { Faults } from '../faults/faults.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Traffic } from '../traffic/traffic.ts';
import type { World } from '../world/world.ts';
import { OutsideWorld } from './outside-world.ts';

/** What the world outside sees. The first world's pages lie at the root, each world's under /worlds/NAMESPACE as well; /sql is everybody's. */
export class Outside {
  private readonly worlds: readonly OutsideWorld[];

  private readonly sql: CloudSql;

  constructor(worlds: readonly World[], traffic: Traffic, faults: Faults, sql: CloudSql) {
    this.sql = sql;
    this.worlds = worlds.map((world) => new OutsideWorld(world, () => traffic.of(world.namespace), faults));
  }

  async handle(exchange: Exchange): Promise<void> {
    const [area, name = '', ...rest] = exchange.segments;
    if (area === 'sql') return this.sql.handle(exchange, exchange.segments.slice(1));
    const isPrefixed = area === 'worlds';
    const found = isPrefixed
      ? this.worlds.find(({ world }) => world.namespace === name)
      : // A service is public under its name, whichever world's it is.
        ((area === 'public' ? this.worlds.find((each) => each.hasService(name)) : undefined) ?? this.worlds[0]);
    if (!found) return exchange.json(404, { message: `No world lives in a namespace ${name}.` });
    await found.handle(exchange, isPrefixed ? rest : exchange.segments);
  }
}
