import type { Json, JsonObject } from '../json.ts';
import { isObject, textAt } from '../json.ts';
import { shortName } from '../noise.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Ledger } from './ledger.ts';

type Message = { readonly ts: string; text: string; readonly thread: string; readonly metadata: Json | undefined };

const MAX_TEXT = 40_000;

/** Slack's Web API as far as messages go. Like Slack it answers 200 to failures: `ok` says what happened. */
export class Slack {
  private readonly token: string;
  private readonly ledger: Ledger;
  private readonly channels = new Map<string, Message[]>();
  private sent = 0;

  constructor(token: string, ledger: Ledger) {
    this.token = token;
    this.ledger = ledger;
  }

  async handle(exchange: Exchange): Promise<void> {
    const method = exchange.segments.at(-1) ?? '';
    const body = await this.body(exchange);
    const authorization = exchange.header('authorization').replace(/^Bearer /i, '') || textAt(body, 'token');
    if (!authorization) return exchange.json(200, { ok: false, error: 'not_authed' });
    if (authorization !== this.token) return exchange.json(200, { ok: false, error: 'invalid_auth' });
    exchange.json(200, this.answer(method, body));
  }

  private async body(exchange: Exchange): Promise<JsonObject> {
    if (exchange.method === 'GET') return Object.fromEntries(exchange.query);
    const text = await exchange.body();
    if (exchange.contentType !== 'application/json')
      return { ...Object.fromEntries(exchange.query), ...Object.fromEntries(new URLSearchParams(text)) };
    try {
      const value: Json = JSON.parse(text);
      return isObject(value) ? value : {};
    } catch {
      return {};
    }
  }

  private answer(method: string, body: JsonObject): JsonObject {
    switch (method) {
      case 'auth.test':
        return {
          ok: true,
          url: 'https://rehearsal.slack.invalid/',
          team: 'Rehearsal',
          user: 'tminus',
          team_id: 'T0REHEARSAL',
          user_id: 'U0TMINUS',
        };
      case 'chat.postMessage':
        return this.post(body);
      case 'chat.update':
        return this.update(body);
      case 'conversations.history':
        return this.history(body);
      default:
        return { ok: false, error: 'unknown_method', req_method: method };
    }
  }

  /** Channels come into being when first named; `missing` and `archived` in a name play those errors. */
  private channel(body: JsonObject): { readonly id: string; readonly error: string | null } {
    const given = textAt(body, 'channel').replace(/^#/, '');
    const id = /^[CDG][A-Z0-9]{8,}$/.test(given) ? given : `C${shortName(10, given).toUpperCase()}`;
    if (given === '' || given.includes('missing')) return { id, error: 'channel_not_found' };
    return { id, error: given.includes('archived') ? 'is_archived' : null };
  }

  private post(body: JsonObject): JsonObject {
    const { id, error } = this.channel(body);
    const text = textAt(body, 'text');
    const hasBlocks = Array.isArray(body.blocks) ? body.blocks.length > 0 : textAt(body, 'blocks') !== '';
    if (error) return { ok: false, error };
    if (!text && !hasBlocks) return { ok: false, error: 'no_text' };
    if (text.length > MAX_TEXT) return { ok: false, error: 'msg_too_long' };
    this.sent += 1;
    const ts = `${Math.floor(Date.now() / 1_000)}.${String(this.sent).padStart(6, '0')}`;
    const metadata = typeof body.metadata === 'string' ? this.parsed(body.metadata) : body.metadata;
    const message: Message = { ts, text, thread: textAt(body, 'thread_ts'), metadata };
    this.channels.set(id, [...(this.channels.get(id) ?? []), message]);
    const { token: _token, ...kept } = body;
    this.ledger.add({ service: 'slack', channel: textAt(body, 'channel'), text, body: { ...kept, ts } });
    return { ok: true, channel: id, ts, message: this.shown(message) };
  }

  private parsed(text: string): Json {
    try {
      const value: Json = JSON.parse(text);
      return value;
    } catch {
      return text;
    }
  }

  private update(body: JsonObject): JsonObject {
    const { id, error } = this.channel(body);
    const message = this.channels.get(id)?.find((each) => each.ts === textAt(body, 'ts'));
    if (error || !message) return { ok: false, error: error ?? 'message_not_found' };
    message.text = textAt(body, 'text');
    return { ok: true, channel: id, ts: message.ts, text: message.text, message: this.shown(message) };
  }

  private history(body: JsonObject): JsonObject {
    const { id, error } = this.channel(body);
    if (error) return { ok: false, error };
    const oldest = Number(textAt(body, 'oldest') || 0);
    const limit = Number(body.limit ?? 100);
    const found = (this.channels.get(id) ?? []).filter((message) => Number(message.ts) > oldest).reverse();
    const withMetadata = String(body.include_all_metadata ?? '') === 'true';
    return {
      ok: true,
      messages: found.slice(0, limit).map((message) => this.shown(message, withMetadata)),
      has_more: found.length > limit,
    };
  }

  private shown({ ts, text, thread, metadata }: Message, withMetadata = true): JsonObject {
    return {
      type: 'message',
      user: 'U0TMINUS',
      bot_id: 'B0TMINUS',
      ts,
      text,
      ...(thread ? { thread_ts: thread } : {}),
      ...(withMetadata && metadata !== undefined ? { metadata } : {}),
    };
  }
}
