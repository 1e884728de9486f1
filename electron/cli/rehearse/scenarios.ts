/** Where in the launch a fault is injected, what it is, and how the launch should then end. */
export type Scenario = {
  readonly about: string;
  /** Injected when this step has come so far. */
  readonly at: { readonly step: string; readonly when: 'before-asked' | 'running' | 'verified' };
  /** Body for the rehearsal environment's faults address; null where nothing breaks in the cluster. */
  readonly fault: Readonly<Record<string, unknown>> | null;
  /** Who rolls back, and on what ground. */
  readonly rollsBack: 'senior-engineer-on-criterion' | 'commander' | 'database';
};

export const scenarios: Readonly<Record<string, Scenario>> = {
  'error-spike': {
    about: 'errors of one canary go to 6 % at 5 % of traffic; after five minutes a senior engineer rolls back alone',
    at: { step: 'stage-5', when: 'verified' },
    fault: { scenario: 'error-spike', service: 'search-service', subset: 'canary', percent: 6 },
    rollsBack: 'senior-engineer-on-criterion',
  },
  'slow-canary': {
    about: 'the canaries answer half as fast again as stable; the commander rolls back at the decision point',
    at: { step: 'stage-5', when: 'verified' },
    fault: { scenario: 'slow-canary' },
    rollsBack: 'commander',
  },
  'bad-data': {
    about: 'the new version has written bad data at 25 %; the database is rolled back, step by step, with its people',
    at: { step: 'stage-25', when: 'verified' },
    fault: null,
    rollsBack: 'database',
  },
  'image-missing': {
    about: 'an image of the new version can not be pulled; the first stage fails and the commander rolls back',
    at: { step: 'canary-images', when: 'before-asked' },
    fault: { scenario: 'image-missing', match: 'search-service-canary' },
    rollsBack: 'commander',
  },
  'api-down': {
    about: 'the Kubernetes API goes away in the middle of the step to 25 %; the commander rolls back while it is away',
    at: { step: 'stage-25', when: 'running' },
    fault: { scenario: 'api-down', mode: 'refuse', forMs: 6000 },
    rollsBack: 'commander',
  },
};
