import { createHash } from 'node:crypto';
import type { Check, FieldChange, Seen, Target } from '#shared/domain/operation/plan.ts';
import type { RequestSpec } from '#shared/domain/operation/spec.ts';
import { err, ok } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { lost } from '../network-fault.ts';
import type { OperationKind, RunContext, RunOutcome } from '../operation-kind.ts';
import { cancelled, failed, pause, unplanned } from '../outcome.ts';
import { redact } from '../redact.ts';
import { refusedUrl } from './allowed-address.ts';
import { type HttpAnswer, type HttpClient, retryAfterMs } from './http-client.ts';
import { shownUrl } from './shown-url.ts';

/** What sends, and what must not be read in an answer. */
type Sending = { readonly http: HttpClient; readonly secrets: readonly string[] };

/** Only what changes nothing may be sent again. */
const isRead = (spec: RequestSpec): boolean => spec.method === 'GET';
const named = (spec: RequestSpec): string => `${spec.method} ${shownUrl(spec.url)}`;
const target = (spec: RequestSpec): Target => ({ kind: 'request', where: originOf(spec.url), name: named(spec) });
const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url);
const isJson = (body: string): boolean => /^\s*[[{]/.test(body);

/**
 * `http.request`: one request, done when it is answered with the status that the pack expects. A GET is asked again until
 * it is so or its time is over; anything else is sent once and never again by the machine. Whether it took effect can't
 * be looked at, since only its receiver knows: when its answer is lost, a person says what came of it.
 */
export function createRequestKind(http: HttpClient, secrets: readonly string[] = []): OperationKind<RequestSpec> {
  const sending: Sending = { http, secrets };
  return {
    kind: 'http.request',
    plan: async (spec) =>
      ok({ targets: [target(spec)], changes: changesOf(spec), checks: [check(spec)], equivalent: byHand(spec) }),
    async run(spec, plan, context) {
      if (plan === null && !context.isGoal) return unplanned(named(spec));
      const wrong = wrongAddress(spec.url);
      if (wrong !== null) return failed(invalid(`${named(spec)} was not sent: ${wrong}.`));
      return isRead(spec) ? read(sending, spec, context) : send(sending, spec, context);
    },
    async look(spec, _plan, signal) {
      if (!isRead(spec)) return err(nobodyKnows(spec));
      const answer = await ask(http, spec, spec.timeoutMs, signal);
      if (!answer.ok) return answer;
      const seen = seenOf(spec, answer.value);
      return ok({ applied: seen.agrees ? 'yes' : 'no', seen: [seen] });
    },
  };
}

/** What a confirmation signs: every letter of what is sent, the body as its hash. A GET changes nothing. */
function changesOf(spec: RequestSpec): FieldChange[] {
  if (isRead(spec)) return [];
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const body = spec.body === undefined ? 'no body' : `${Buffer.byteLength(spec.body)} bytes, sha256:${hash(spec.body)}`;
  return [
    { target: target(spec), field: 'address', from: '', to: `${shownUrl(spec.url)} (sha256:${hash(spec.url)})` },
    { target: target(spec), field: 'body', from: '', to: body },
    { target: target(spec), field: 'expected status', from: '', to: String(spec.status) },
  ];
}

function wrongAddress(text: string): string | null {
  const refused = refusedUrl(text);
  if (refused !== null) return refused;
  const url = new URL(text);
  return url.username === '' && url.password === '' ? null : 'its address holds a user or a password';
}

function check(spec: RequestSpec): Check {
  const wrong = wrongAddress(spec.url);
  const what = named(spec);
  if (wrong !== null) return { what, state: 'act', text: `${wrong}: correct it in the pack or its variables` };
  const how = isRead(spec) ? 'asked until it is so, for' : 'sent once, answered within';
  return {
    what,
    state: 'good',
    text: `${how} ${spec.timeoutMs / 1000} s, expecting ${spec.status}; not asked while planning`,
  };
}

const byHand = (spec: RequestSpec): string =>
  [
    `curl -i -X ${spec.method} '${shownUrl(spec.url).replaceAll("'", '%27')}'`,
    ...(spec.body === undefined ? [] : [`-d '${spec.body.replaceAll("'", `'\\''`)}'`]),
    ...(spec.body !== undefined && isJson(spec.body) ? [`-H 'content-type: application/json'`] : []),
    `# expecting ${spec.status}`,
  ].join(' ');

const ask = (http: HttpClient, spec: RequestSpec, timeoutMs: number, signal?: AbortSignal) =>
  http.send(
    {
      method: spec.method,
      url: spec.url,
      timeoutMs,
      signal,
      ...(spec.body === undefined
        ? {}
        : { body: spec.body, headers: { 'content-type': isJson(spec.body) ? 'application/json' : 'text/plain' } }),
    },
    { what: `send ${named(spec)}`, where: originOf(spec.url), changes: !isRead(spec) },
  );

const seenOf = (spec: RequestSpec, { status }: HttpAnswer): Seen => ({
  what: named(spec),
  expected: String(spec.status),
  seen: String(status),
  agrees: status === spec.status,
});

/** Asks until the answer is the one expected, its time is over, or somebody cancels. */
async function read({ http, secrets }: Sending, spec: RequestSpec, context: RunContext): Promise<RunOutcome> {
  const until = performance.now() + spec.timeoutMs;
  for (let waitMs = 500; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    const left = Math.max(1, Math.ceil(until - performance.now()));
    const answer = await ask(http, spec, left, context.signal);
    if (answer.ok && answer.value.status === spec.status) return { kind: 'done', seen: [seenOf(spec, answer.value)] };
    if (context.signal.aborted) return cancelled(`${named(spec)} changes nothing.`);
    const fault = answer.ok ? otherStatus(spec, answer.value, secrets) : answer.error;
    const pauseMs = (answer.ok ? retryAfterMs(answer.value.headers, Date.now()) : fault.retryAfterMs) ?? waitMs;
    if (!fault.retryable || performance.now() + pauseMs >= until) return failed(fault);
    context.progress(`${fault.message} Asking again.`);
    if (!(await pause(pauseMs, context.signal))) return cancelled(`${named(spec)} changes nothing.`);
  }
}

/** Not cancelled on the way: an answer that was given up is one that nobody can explain. */
async function send({ http, secrets }: Sending, spec: RequestSpec, context: RunContext): Promise<RunOutcome> {
  if (context.signal.aborted) return cancelled(`${named(spec)} was not sent.`);
  context.progress(`sending ${named(spec)}`);
  const answer = await ask(http, spec, spec.timeoutMs);
  if (!answer.ok) return failed(answer.error);
  const seen = seenOf(spec, answer.value);
  return seen.agrees ? { kind: 'done', seen: [seen] } : failed(otherStatus(spec, answer.value, secrets));
}

/** A server that failed may have done it first: a change is then unknown. Another refusal means it wasn't done. */
function otherStatus(spec: RequestSpec, answer: HttpAnswer, secrets: readonly string[]): Fault {
  const why = `it answered ${answer.status} instead of ${spec.status}`;
  const doing = { what: `send ${named(spec)}`, where: originOf(spec.url), changes: !isRead(spec) };
  // Shortened after it is redacted: half a secret would not be known as one.
  const raw = redact(secrets, answer.body.slice(0, 20_000)).slice(0, 2_000);
  if (answer.status >= 500) return { ...lost(doing, 'unavailable', `${doing.where}: ${why}`), raw };
  return {
    ...invalid(`${named(spec)}: ${why}.`),
    raw,
    retryable: isRead(spec),
    hint: 'Read its answer; nothing is sent again by itself.',
  };
}

const invalid = (message: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message,
  hint: 'Correct the address in the pack or its variables.',
  retryable: false,
});

const nobodyKnows = (spec: RequestSpec): Fault => ({
  kind: 'fault',
  cause: 'outcome-unknown',
  message: `The answer to ${named(spec)} was lost, and whether it took effect can't be looked at from here.`,
  hint: `Ask at ${originOf(spec.url)} what came of it, then say whether it is done.`,
  retryable: false,
});
