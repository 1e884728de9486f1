import { describe, expect, test } from 'vitest';
import { type Asked, readDescription } from './support/api-description.ts';

const asked = (method: string, path: string, body = '', contentType = 'application/json'): Asked => ({
  ...{ method, body, contentType, url: new URL(path, 'http://127.0.0.1') },
});

describe('the official descriptions that flag services are tested against', () => {
  const launchDarkly = readDescription('launchdarkly-api.json');
  const flagsmith = readDescription('flagsmith-api.json');
  const flag = '/api/v2/flags/web/kill-switch';
  const state = '/api/v1/environments/key/featurestates/71/';

  test('find out a request that the service does not know', () => {
    expect(launchDarkly.request(asked('GET', '/api/v2/flag/web/kill-switch'))).toHaveLength(1);
    expect(launchDarkly.request(asked('DELETE', flag))).toHaveLength(1);
    expect(launchDarkly.request(asked('GET', `${flag}?environment=production`))).toHaveLength(1);
    expect(launchDarkly.request(asked('PATCH', `${flag}?dryRun=perhaps`, '{"patch":[]}'))).toHaveLength(1);
    expect(launchDarkly.request(asked('PATCH', flag, '{"instructions":[]}'))).not.toEqual([]);
    expect(launchDarkly.request(asked('PATCH', flag, 'patch=1', 'application/x-www-form-urlencoded'))).toHaveLength(1);
    expect(flagsmith.request(asked('PUT', state.replace('71', 'first'), '{"feature":9}'))).toHaveLength(1);
    expect(flagsmith.request(asked('PUT', state, '{"enabled":"yes","feature":9}'))).toHaveLength(1);
    expect(flagsmith.request(asked('PUT', state, '{"enabled":true}'))).toHaveLength(1);
    expect(flagsmith.request(asked('PUT', state, '{"feature":9,"is_on":true}'))).toEqual(['is_on']);
    expect(flagsmith.request(asked('PUT', state, '{"feature":9,"version":3}'))).toEqual(['version']);
  });

  test('find out an answer that the service would not give', () => {
    expect(launchDarkly.answer(asked('GET', flag), 200, '{"key":"kill-switch"}')).not.toEqual([]);
    expect(launchDarkly.answer(asked('GET', flag), 204, '')).toHaveLength(1);
    expect(launchDarkly.answer(asked('GET', flag), 404, '{"error":"no"}')).not.toEqual([]);
    expect(launchDarkly.answer(asked('GET', flag), 404, '{"code":"not_found","message":"no"}')).toEqual([]);
    expect(flagsmith.answer(asked('PUT', state), 200, '{"feature":"nine"}')).toHaveLength(1);
  });
});
