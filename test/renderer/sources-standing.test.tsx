import './fixtures/wall-window.ts';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SourceList } from '#renderer/console/settings/sources/source-list.tsx';
import { useLaunch } from '#renderer/stores/launch.ts';
import { useObservations } from '#renderer/stores/observations.ts';
import type { SettingsRead } from '#shared/contract/settings-facts.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { urgentFor } from './fixtures/rollback-scenarios.ts';

test('a source is live only where it answers, whole and lately, and where it is told apart from others', () => {
  const engine = urgentFor(1000);
  const latest = engine.batch();
  const { launch } = engine.state;
  invariant(launch, 'it is open');
  Object.assign(useLaunch.getInitialState(), {
    phase: 'open',
    state: { ...engine.state, launch: { ...launch, kind: 'production' } },
    clock: { startedAtReal: Date.now(), startedAtLaunch: engine.now, speed: 1 },
  });
  const source = (kind: string, more: object = {}) => ({
    ...{ id: kind, kind, title: kind, state: 'live', seenAt: latest.at, everyMs: 1000, partial: null, fault: null },
    ...more,
  });
  const words = (at: number, sources: readonly object[], sections: object) => {
    Object.assign(useObservations.getInitialState(), { latest: { ...latest, at, sources } });
    const read = { sections, path: '', trouble: null, mayNotSave: null } as unknown as SettingsRead;
    const keychain = { secrets: [], trouble: null } as never;
    const html = renderToStaticMarkup(
      <SourceList read={read} keychain={keychain} shown="cluster" onShow={() => undefined} />,
    );
    return html.replace(/<[^>]+>/g, ' ').replace(/ +/g, ' ');
  };
  const prometheus = { prometheus: { url: 'https://x' } };
  expect(words(latest.at, [source('metrics')], prometheus)).toMatch(/Prometheus live/);
  expect(words(latest.at - 3_600_000, [source('metrics')], prometheus)).toMatch(/Prometheus stale/);
  expect(words(latest.at, [source('metrics', { partial: 'half of it' })], prometheus)).toMatch(/Prometheus in part/);
  const messages = words(latest.at, [source('messages')], { slack: {}, webhooks: {} });
  expect(messages).not.toMatch(/(Slack|Webhooks) live/);
});
