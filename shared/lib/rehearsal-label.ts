/** Label `true` of namespaces that are there to rehearse in; on kube-system: of the whole cluster. */
export const REHEARSAL_LABEL = 'tminus.io/rehearsal';
