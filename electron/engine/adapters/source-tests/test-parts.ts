import type { TestLine } from '#shared/contract/settings-facts.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connections } from '../connections.ts';
import { type HttpAnswer, type HttpClient, parseJson, statusFault } from '../http/http-client.ts';

/** What a test of a source is given. It reads, and changes nothing on the other side. */
export type TestAsk = {
  readonly connections: Connections;
  /** Aborted by a person, or when the time is over. */
  readonly signal: AbortSignal;
  /** Real time, epoch ms. */
  readonly now: () => number;
  /** Whether the settings are those that are saved: what others name is not run. */
  readonly mayRun: boolean;
  /** Plan and cluster of the launch that is open. */
  readonly launch: {
    readonly plan: LaunchPlan;
    readonly kind: 'rehearsal' | 'production';
    readonly clusterUid: string | null;
  } | null;
};
export type SourceTest = (ask: TestAsk) => Promise<readonly TestLine[]>;

export const good = (what: string, text: string): TestLine => ({ tone: 'good', what, text });
export const watch = (what: string, text: string): TestLine => ({ tone: 'watch', what, text });
export const act = (what: string, text: string): TestLine => ({ tone: 'act', what, text });
export const unknown = (what: string, text: string): TestLine => ({ tone: 'unknown', what, text });

/** A failure as a line: what failed, why, and what to do. */
export const failed = (what: string, { message, hint }: Fault): TestLine =>
  act(what, hint === undefined ? message : `${message} ${hint}`);

/** A part that a source need not have: worth a word, no alarm. */
export const notKnown = (what: string, { message }: Fault): TestLine => unknown(what, message);

export type Got = { readonly body: unknown; readonly answer: HttpAnswer; readonly clock: TestLine };
export type GetAsk = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `what` for a Fault: `read its version`. */
  readonly what: string;
  readonly where: string;
};

/** Asks once over HTTP; any status but 200 is a Fault. Says how the other clock stands, too. */
export async function get(http: HttpClient, ask: GetAsk, { signal, now }: TestAsk): Promise<Got | { fault: Fault }> {
  const doing = { what: ask.what, where: ask.where, changes: false };
  const sentAt = now();
  const headers = { accept: 'application/json', ...ask.headers };
  const answer = await http.send({ method: 'GET', url: ask.url, headers, signal, timeoutMs: 8000 }, doing);
  if (!answer.ok) return { fault: answer.error };
  if (answer.value.status !== 200) return { fault: statusFault(answer.value, doing, '') };
  const clock = clockLine(answer.value.headers.date, sentAt, now());
  return { body: parseJson(answer.value.body), answer: answer.value, clock };
}

/** From here on times of both sides can't be compared by eye, ms. */
const WATCH_OFF_MS = 2000;
const ACT_OFF_MS = 10_000;

/** How far the other side's clock is from ours, by the `Date` of its answer, which has whole seconds. */
export function clockLine(date: string | string[] | undefined, sentAt: number, receivedAt: number): TestLine {
  const theirs = Date.parse(String(Array.isArray(date) ? date[0] : date));
  if (Number.isNaN(theirs)) return unknown('Clock', 'it does not say its time');
  const offMs = theirs + 500 - (sentAt + receivedAt) / 2;
  const seconds = Math.round(Math.abs(offMs) / 1000);
  if (Math.abs(offMs) < WATCH_OFF_MS) return good('Clock', 'agrees with this machine’s, to two seconds');
  const text = `${seconds} s ${offMs > 0 ? 'ahead of' : 'behind'} this machine’s`;
  return Math.abs(offMs) < ACT_OFF_MS ? watch('Clock', text) : act('Clock', `${text}: set one of them right`);
}
