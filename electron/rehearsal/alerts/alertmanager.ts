import type { JsonObject } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Alert, AlertBook } from './alert-book.ts';
import { alertMatcher, BadMatcher } from './matcher.ts';
import { BadSilence, type Silences } from './silences.ts';

const RECEIVER = 'war-room';
/** Prometheus sends a firing alert again and again, each time with an end this far ahead. */
const ENDS_AFTER_MS = 240_000;
const VERSION = {
  version: '0.27.0-tminus-rehearsal',
  revision: '',
  branch: '',
  buildUser: '',
  buildDate: '',
  goVersion: '',
};

const TRUE_WORDS = ['1', 'checked', 'enabled', 'ok', 'on', 'selected', 't', 'true', 'y', 'yes'];

/** A boolean as the generated server of Alertmanager reads it: true when left out or empty, false for any word it doesn't know. */
const flag = (query: URLSearchParams, name: string): boolean =>
  TRUE_WORDS.includes((query.get(name) || 'true').toLowerCase());

const iso = (ms: number): string => new Date(ms).toISOString();

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadSilence(400, 'parsing silence body from "" failed, because it is no JSON');
  }
}

/** Alertmanager's API v2: which alerts fire, and silences. Their times are launch time; none is ever inhibited or unprocessed. */
export class Alertmanager {
  private readonly book: AlertBook;
  private readonly silences: Silences;
  private readonly nowMs: () => number;
  private readonly startedMs: number;

  constructor(book: AlertBook, silences: Silences, nowMs: () => number) {
    this.book = book;
    this.silences = silences;
    this.nowMs = nowMs;
    this.startedMs = nowMs();
  }

  async handle(exchange: Exchange): Promise<void> {
    const path = exchange.url.pathname.replace(/^\/alertmanager/, '');
    try {
      if (path.startsWith('/api/v2/silence')) return await this.silence(path, exchange);
      if (exchange.method !== 'GET')
        return exchange.json(405, { code: 405, message: `method ${exchange.method} is not allowed` });
      await this.answer(path, exchange);
    } catch (error) {
      if (error instanceof BadMatcher) return exchange.json(400, error.message);
      if (!(error instanceof BadSilence)) throw error;
      exchange.json(error.status, error.status === 422 ? { code: 602, message: error.message } : error.message);
    }
  }

  private async answer(path: string, exchange: Exchange): Promise<void> {
    switch (path) {
      case '/-/healthy':
      case '/-/ready':
        return exchange.text(200, 'OK');
      case '/api/v2/alerts':
        return exchange.json(200, this.alerts(exchange.query));
      case '/api/v2/status':
        return exchange.json(200, this.status());
      case '/api/v2/receivers':
        return exchange.json(200, [{ name: RECEIVER }]);
      default:
        return exchange.json(404, { code: 404, message: `path ${path} was not found` });
    }
  }

  private async silence(path: string, exchange: Exchange): Promise<void> {
    const { method } = exchange;
    if (path === '/api/v2/silences') {
      if (method === 'GET') return exchange.json(200, this.silences.list());
      if (method === 'POST') return exchange.json(200, this.silences.place(parsed(await exchange.body())));
    }
    const id = decodeURIComponent(path.replace(/^\/api\/v2\/silence\//, ''));
    if (method === 'GET') {
      const found = this.silences.one(id);
      return found === null ? exchange.json(404, {}) : exchange.json(200, found);
    }
    if (method === 'DELETE') return this.silences.expire(id) ? exchange.text(200, '') : exchange.json(404, {});
    exchange.json(405, { code: 405, message: `method ${method} is not allowed` });
  }

  private alerts(query: URLSearchParams): JsonObject[] {
    const isActiveWanted = flag(query, 'active');
    const isSilencedWanted = flag(query, 'silenced');
    const matchers = query.getAll('filter').map(alertMatcher);
    const receiver = alertMatcher(`receiver=~"${query.get('receiver') ?? '.*'}"`);
    if (!receiver({ receiver: RECEIVER })) return [];
    return this.book
      .look()
      .filter(({ labels }) => matchers.every((matches) => matches(labels)))
      .filter(({ silencedBy }) => (silencedBy.length > 0 ? isSilencedWanted : isActiveWanted))
      .map((alert) => this.shown(alert));
  }

  private shown(alert: Alert): JsonObject {
    const { labels, annotations, silencedBy, fingerprint } = alert;
    const now = this.nowMs();
    return {
      annotations: { ...annotations },
      endsAt: iso(now + ENDS_AFTER_MS),
      fingerprint,
      receivers: [{ name: RECEIVER }],
      startsAt: iso(alert.startsAtMs),
      status: {
        inhibitedBy: [],
        mutedBy: [],
        silencedBy: [...silencedBy],
        state: silencedBy.length > 0 ? 'suppressed' : 'active',
      },
      updatedAt: iso(now),
      generatorURL: 'https://prometheus.invalid/graph',
      labels: { ...labels },
    };
  }

  private status(): JsonObject {
    return {
      cluster: { status: 'disabled', peers: [] },
      config: { original: `route:\n  receiver: ${RECEIVER}\nreceivers:\n  - name: ${RECEIVER}\n` },
      uptime: iso(this.startedMs),
      versionInfo: VERSION,
    };
  }
}
