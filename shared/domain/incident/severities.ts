/** How grave an incident is, the gravest first. */
export const severities = ['P1', 'P2', 'P3', 'P4'] as const;
