/** Label `true` of namespaces that are there to rehearse in; on kube-system: of the whole cluster. */
export const REHEARSAL_LABEL = 'tminus.io/rehearsal';

/** Every text of a rehearsal begins with REHEARSAL (authority.md). */
export const labelled = (kind: 'rehearsal' | 'production', text: string): string =>
  kind === 'rehearsal' ? `REHEARSAL ${text}` : text;
