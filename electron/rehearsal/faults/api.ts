import type { Json, JsonObject } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { ActiveFault, Faults } from './faults.ts';
import { BadFault } from './faults.ts';
import { DESCRIPTIONS } from './scenarios.ts';

function shown({ id, fault, injectedAtMs, isOn, timesLeft }: ActiveFault): JsonObject {
  const { scenario, ...parameters } = fault;
  const given: JsonObject = {};
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) given[name] = value;
  return { id, scenario, isOn, injectedAtMs, timesLeft, parameters: given };
}

/**
 * POST /faults injects, GET lists what is on and the catalogue, DELETE /faults[/ID] takes one or all away. A change is
 * answered when endpoints and certificates are as it says.
 */
export async function handleFaults(faults: Faults, exchange: Exchange): Promise<void> {
  const id = exchange.segments[1];
  switch (exchange.method) {
    case 'GET':
      return exchange.json(200, { active: faults.list().map(shown), scenarios: { ...DESCRIPTIONS } });
    case 'DELETE':
      if (id === undefined) faults.clear();
      else if (!faults.remove(id))
        return exchange.json(404, { message: `No fault ${id} is on. GET /faults lists those that are.` });
      await faults.followed();
      return exchange.json(200, { active: faults.list().map(shown) });
    case 'POST':
      try {
        const body: Json = JSON.parse((await exchange.body()) || '{}');
        const injected = faults.inject(body);
        await faults.followed();
        return exchange.json(201, shown(injected));
      } catch (error) {
        if (error instanceof BadFault || error instanceof SyntaxError)
          return exchange.json(400, { message: error.message });
        throw error;
      }
    default:
      return exchange.json(405, { message: 'GET, POST or DELETE.' });
  }
}
