import { isIP } from 'node:net';
import type { MonitorCheck } from '#shared/domain/plan/monitor.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { CertificatePort, MonitorPort, MonitorSeen, NamePort, PagePort } from './port.ts';

/** After this nothing answers any more: real time, as people at the other end don't wait longer either. */
const LIMIT_MS = 5_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

type Of<Kind extends MonitorCheck['kind']> = Extract<MonitorCheck, { kind: Kind }>;
export type MonitorParts = {
  readonly page: PagePort;
  readonly certificate: CertificatePort;
  readonly name: NamePort;
};

const up = (text: string, latencyMs: number): MonitorSeen => ({
  ...{ isUp: true, isNearItsEnd: false, latencyMs, text, fault: null },
});
const down = (text: string, latencyMs: number, fault: Fault | null = null): MonitorSeen => ({
  ...{ isUp: false, isNearItsEnd: false, latencyMs, text, fault },
});
/** A CA file of ours is missing: nothing was asked. */
const notLookedAt = (fault: Fault): MonitorSeen => ({
  ...{ isUp: null, isNearItsEnd: false, latencyMs: 0, text: fault.message, fault },
});

/** Looks once at what a monitor is of, as a user would. Nothing answering is a finding: it is down, and the fault says why. */
export function createMonitorLook(parts: MonitorParts): MonitorPort {
  return {
    async check(check, signal) {
      const limit = AbortSignal.timeout(LIMIT_MS);
      const until = signal === undefined ? limit : AbortSignal.any([signal, limit]);
      const startedAt = performance.now();
      const seen = await lookAt(parts, check, until);
      if ('fault' in seen) return seen;
      const latencyMs = Math.round(performance.now() - startedAt);
      return seen.why.cause === 'disk' ? notLookedAt(seen.why) : down(seen.why.message, latencyMs, seen.why);
    },
  };
}

type NoAnswer = { readonly why: Fault };

function lookAt(parts: MonitorParts, check: MonitorCheck, signal: AbortSignal): Promise<MonitorSeen | NoAnswer> {
  switch (check.kind) {
    case 'http':
      return lookAtPage(parts, check, signal);
    case 'tls':
      return lookAtCertificate(parts, check, signal);
    case 'dns':
      return lookAtName(parts, check, signal);
  }
}

/** Redirects aren't followed: whatever answers below 400 is there. */
async function lookAtPage({ page }: MonitorParts, { url }: Of<'http'>, signal: AbortSignal) {
  const seen = await page.read(url, signal);
  if (!seen.ok) return { why: seen.error };
  const { status, latencyMs } = seen.value;
  return status < 400 ? up(`HTTP ${status}`, latencyMs) : down(`HTTP ${status}`, latencyMs);
}

/** Certificates live by the world's calendar, whatever the speed of a rehearsal. */
async function lookAtCertificate({ certificate }: MonitorParts, check: Of<'tls'>, signal: AbortSignal) {
  const seen = await certificate.look(check, signal);
  if (!seen.ok) return { why: seen.error };
  const { validToMs, problems, latencyMs } = seen.value;
  const [problem] = problems;
  if (problem !== undefined) return down(problem, latencyMs);
  const leftMs = validToMs - Date.now();
  if (Number.isNaN(leftMs)) return down('its end can not be read', latencyMs);
  const left =
    leftMs < 2 * DAY_MS ? `${Math.floor(leftMs / HOUR_MS)} hours left` : `${Math.floor(leftMs / DAY_MS)} days left`;
  return { ...up(left, latencyMs), isNearItsEnd: leftMs < check.validForMs };
}

/** Names are the same in any case, with or without the last dot; an IPv6 address can be written in many ways. */
function comparable(answer: string, record: Of<'dns'>['record']): string {
  if (record === 'TXT') return answer;
  const plain = answer.toLowerCase().replace(/\.$/, '');
  return isIP(plain) === 6 ? new URL(`http://[${plain}]`).hostname : plain;
}

async function lookAtName({ name }: MonitorParts, check: Of<'dns'>, signal: AbortSignal) {
  const seen = await name.resolve(check, signal);
  if (!seen.ok) return { why: seen.error };
  const { answers, server, latencyMs } = seen.value;
  const { record, expected } = check;
  if (answers.length === 0) return down(`${server} knows no ${record} of ${check.name}`, latencyMs);
  const shown = answers.slice(0, 3).join(', ');
  const isExpected =
    expected === undefined || answers.some((one) => comparable(one, record) === comparable(expected, record));
  return isExpected ? up(shown, latencyMs) : down(`${shown}, not ${expected}`, latencyMs);
}
