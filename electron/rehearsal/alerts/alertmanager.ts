import type { JsonObject } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Alert, AlertBook } from './alert-book.ts';
import { alertMatcher, BadMatcher } from './matcher.ts';

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

/** Alertmanager's API v2, its reading part: which alerts fire. Their times are launch time; none is ever inhibited or unprocessed. */
export class Alertmanager {
  private readonly book: AlertBook;
  private readonly nowMs: () => number;
  private readonly startedMs: number;

  constructor(book: AlertBook, nowMs: () => number) {
    this.book = book;
    this.nowMs = nowMs;
    this.startedMs = nowMs();
  }

  async handle(exchange: Exchange): Promise<void> {
    const path = exchange.url.pathname.replace(/^\/alertmanager/, '');
    if (exchange.method !== 'GET')
      return exchange.json(405, { code: 405, message: `method ${exchange.method} is not allowed` });
    try {
      await this.answer(path, exchange);
    } catch (error) {
      if (!(error instanceof BadMatcher)) throw error;
      exchange.json(400, error.message);
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
