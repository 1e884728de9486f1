import { describe, expect, test } from 'vitest';
import { checkedChange, draftOf } from '#shared/settings/draft.ts';
import { SecretName } from '#shared/settings/secret-name.ts';
import type { Sections } from '#shared/settings/sections.ts';

const sections: Sections = {
  cluster: {
    ...{ kubeconfig: '/k', context: 'prod', namespace: 'media-gateway', allowedExecPlugins: ['aws'] },
    alsoWatched: [{ title: 'Vector', namespace: 'vector' }],
  },
  flags: {
    service: 'flagsmith',
    url: 'https://f.example',
    scheme: 'Token',
    project: 7,
    token: { secret: 'flags.token' },
  },
  slack: { token: { secret: 'slack.token' }, channels: { company: 'C0123456789' } },
  webhooks: { urls: { 'war-room': { secret: 'webhooks.urls.war-room' } } },
  monitors: { monitors: [{ title: 'Front door', url: 'https://media.example' }] },
  programs: { folders: ['/opt/bin'], env: ['HOME', 'CLOUDSDK_CONFIG'] },
};

describe('the form of a source', () => {
  test.each(['cluster', 'flags', 'slack', 'webhooks', 'monitors', 'programs'] as const)(
    '%s that nobody touched is saved as it was',
    (source) => {
      expect(checkedChange(draftOf(source, sections)).change).toEqual({ source, settings: sections[source] });
    },
  );

  test('says which fields are needed, and which address is none', () => {
    expect(checkedChange(draftOf('cluster', {})).wrong).toMatchObject({
      kubeconfig: 'is needed',
      context: 'is needed',
    });
    const typed = { ...draftOf('prometheus', {}), text: { url: 'prometheus' } };
    expect(checkedChange(typed).wrong?.url).toContain('such as https://');
  });

  test('of a flag service that was changed for another has nothing of the first', () => {
    const draft = draftOf('flags', sections);
    const script = { ...draft.text, service: 'script', program: './flag.sh', sha256: 'a'.repeat(64) };
    expect(checkedChange({ ...draft, text: script }).change?.settings).toEqual({
      ...{ service: 'script', program: './flag.sh', sha256: 'a'.repeat(64) },
    });
  });

  test('has secrets by the names of their places alone', () => {
    for (const name of ['prometheus.token', 'webhooks.urls.war-room', 'webhooks.defaultUrl'])
      expect(SecretName.safeParse(name).success).toBe(true);
    for (const name of ['prometheus', '__proto__', 'constructor.token', 'webhooks.urls.', 'webhooks.urls.a\nb'])
      expect(SecretName.safeParse(name).success).toBe(false);
  });
});
