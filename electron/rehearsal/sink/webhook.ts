import type { Json } from '../json.ts';
import { isObject, textAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Ledger } from './ledger.ts';

/** POST /webhook/NAME with JSON: `ok`, as an incoming webhook answers; a body that isn't JSON is `invalid_payload`. */
export async function handleWebhook(ledger: Ledger, exchange: Exchange): Promise<void> {
  const name = exchange.segments.slice(1).join('/');
  if (exchange.method !== 'POST') return exchange.text(405, 'method_not_allowed');
  if (name === '') return exchange.text(404, 'no_service');
  try {
    const body: Json = JSON.parse(await exchange.body());
    if (!isObject(body)) return exchange.text(400, 'invalid_payload');
    ledger.add({ service: 'webhook', channel: name, text: textAt(body, 'text'), body });
  } catch (error) {
    if (error instanceof SyntaxError) return exchange.text(400, 'invalid_payload');
    throw error;
  }
  exchange.text(200, 'ok');
}
