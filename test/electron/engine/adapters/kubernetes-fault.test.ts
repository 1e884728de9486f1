import { ApiException } from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { kubernetesFault } from '#engine/adapters/kubernetes/fault.ts';

const place = { context: 'prod', namespace: 'media', user: 'lead', server: 'https://c:6443' };
const patch = { verb: 'patch', resource: 'deployments.apps', name: 'web' } as const;
const get = { verb: 'get', resource: 'deployments.apps', name: 'web' } as const;
const status = (code: number, message: string, more: object = {}) =>
  new ApiException(
    code,
    'secret-in-message',
    JSON.stringify({ kind: 'Status', status: 'Failure', code, message, ...more }),
    {
      authorization: 'Bearer leaked',
    },
  );
const refused = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code }) });

describe('what a cluster says, in words', () => {
  test('RBAC: who lacks which verb on what', () => {
    const said =
      'deployments.apps "web" is forbidden: User "jo" cannot patch resource "deployments" in API group "apps" in the namespace "media"';
    const told = kubernetesFault(status(403, said), patch, place);
    expect(told).toMatchObject({
      cause: 'forbidden',
      retryable: false,
      message: 'jo may not patch deployments.apps/web in media (context prod).',
    });
  });

  test('an admission rule speaks in its own words', () => {
    const told = kubernetesFault(
      status(403, 'admission webhook "policy" denied the request: no :latest'),
      patch,
      place,
    );
    expect(told.message).toBe(
      'The cluster refused to patch deployments.apps/web in media: admission webhook "policy" denied the request: no :latest.',
    );
  });

  test.each([
    [401, 'unauthenticated', false],
    [404, 'not-found', false],
    [409, 'conflict', true],
    [422, 'invalid', false],
    [429, 'rate-limited', true],
  ] as const)('%i is %s', (code, cause, retryable) => {
    expect(kubernetesFault(status(code, 'said'), patch, place)).toMatchObject({ cause, retryable });
  });

  test('nothing of the library’s message or headers is shown', () => {
    for (const code of [400, 401, 403, 404, 409, 422, 429, 500, 503]) {
      const told = JSON.stringify(kubernetesFault(status(code, 'said'), patch, place));
      expect(told).not.toMatch(/secret-in-message|leaked|HTTP-Code/);
    }
  });

  test('how long to wait is taken from the header or from the Status', () => {
    const inHeader = new ApiException(429, '', '{}', { 'retry-after': '3' });
    expect(kubernetesFault(inHeader, get, place).retryAfterMs).toBe(3_000);
    expect(kubernetesFault(status(429, '', { details: { retryAfterSeconds: 2 } }), get, place).retryAfterMs).toBe(
      2_000,
    );
  });

  test('a cluster that asks to be left alone for minutes is asked again after ten seconds', () => {
    const busy = new ApiException(429, '', '{}', { 'retry-after': '3600' });
    expect(kubernetesFault(busy, get, place).retryAfterMs).toBe(10_000);
  });

  test('a server that failed on a change may have made it; on a read or a dry run it has not', () => {
    expect(kubernetesFault(status(500, 'boom'), patch, place)).toMatchObject({
      cause: 'outcome-unknown',
      retryable: false,
    });
    expect(kubernetesFault(status(503, 'busy'), get, place)).toMatchObject({ cause: 'unavailable', retryable: true });
    expect(kubernetesFault(status(500, 'boom'), { ...patch, isDryRun: true }, place).cause).toBe('unexpected');
    expect(
      kubernetesFault(
        status(500, 'boom'),
        { verb: 'create', resource: 'selfsubjectaccessreviews.authorization.k8s.io' },
        place,
      ).cause,
    ).toBe('unexpected');
  });

  test('a connection that was never made changed nothing; one that broke may have', () => {
    expect(kubernetesFault(refused('ECONNREFUSED'), patch, place)).toMatchObject({
      cause: 'unreachable',
      retryable: true,
    });
    expect(kubernetesFault(refused('ECONNRESET'), patch, place).cause).toBe('outcome-unknown');
    expect(kubernetesFault(refused('ECONNRESET'), get, place)).toMatchObject({ cause: 'unreachable', retryable: true });
    expect(kubernetesFault(refused('SELF_SIGNED_CERT_IN_CHAIN'), patch, place)).toMatchObject({
      cause: 'unreachable',
      retryable: false,
    });
  });

  test('time that ran out and a person who cancelled are told apart', () => {
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    const cancelled = AbortSignal.abort(new Error('a person'));
    expect(kubernetesFault(new Error('aborted'), get, place, late).cause).toBe('timeout');
    expect(kubernetesFault(new Error('aborted'), get, place, cancelled).cause).toBe('cancelled');
    expect(kubernetesFault(new Error('aborted'), patch, place, late).cause).toBe('outcome-unknown');
  });
});
