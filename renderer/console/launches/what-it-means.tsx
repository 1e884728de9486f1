import type { LaunchKind } from '#shared/views/launch-draft.ts';

/** What a kind of launch means, before it is made: they never mix, and a kind can't be changed (authority.md). */
export const WhatItMeans = ({ kind }: { readonly kind: LaunchKind }) => (
  <p className={`what-it-means what-it-means-${kind}`}>
    <b className={`env-${kind}`}>{kind.toUpperCase()}</b>{' '}
    {kind === 'production'
      ? 'It acts on the real cluster and writes to the real channels, with keys of its own: everyone enrols before a witness. It can not be turned into a rehearsal.'
      : 'It has a cluster, metrics, flags and channels of its own on this machine. Every text it makes begins with REHEARSAL; nothing real is touched.'}
  </p>
);
