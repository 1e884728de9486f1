import { z } from 'zod';

export const TARGETS = ['kubernetes', 'prometheus', 'unleash', 'slack', 'outside'] as const;
export type Target = (typeof TARGETS)[number];

/** Every fault may start later, end by itself, and (those that hit requests) hit only so many. Times are real milliseconds. */
const common = {
  delayMs: z.number().nonnegative().default(0),
  forMs: z.number().positive().optional(),
  times: z.int().positive().optional(),
};
const percent = z.number().min(0).max(100);
const mode = z.enum(['refuse', 'hang', '500', '503']).default('refuse');
const target = z.enum(['kubernetes', 'unleash', 'slack']).default('kubernetes');
const scenario = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ scenario: z.literal(name), ...common, ...shape });

/** Every fault there is; one line adds one, `faults.ts` and `interference.ts` say what it does. */
export const faultSchema = z.discriminatedUnion('scenario', [
  scenario('error-spike', {
    service: z.string().default('*'),
    subset: z.string().default('canary'),
    percent: percent.default(6),
  }),
  scenario('latency', {
    service: z.string().default('*'),
    subset: z.string().default('canary'),
    factor: z.number().positive().default(2),
  }),
  scenario('slow-canary', { factor: z.number().positive().default(1.5) }),
  scenario('image-missing', { match: z.string().default('canary') }),
  scenario('crash-loop', { deployment: z.string() }),
  scenario('not-ready', { deployment: z.string() }),
  scenario('api-down', { mode, seconds: z.number().positive().optional() }),
  scenario('forbidden', {
    verb: z.string().default('patch'),
    resource: z.string().default('*'),
    user: z.string().optional(),
  }),
  scenario('conflict-once', { resource: z.string().default('*') }),
  scenario('throttle', { target, resource: z.string().default('*'), retryAfterS: z.int().positive().default(1) }),
  scenario('lose-answer', { target, resource: z.string().default('*') }),
  scenario('watch-expired', {}),
  scenario('flags-down', { mode }),
  scenario('slack-down', { mode }),
  scenario('prometheus-down', { mode }),
  scenario('network-cut', { mode }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type ScenarioName = Fault['scenario'];

/** What each does, for people: shown by GET /faults and in README.md. */
export const DESCRIPTIONS: Record<ScenarioName, string> = {
  'error-spike': 'percent of the requests to a subset of a service (default: canary of all) fail with 500',
  latency: 'latency of a subset of a service times factor',
  'slow-canary': 'latency of every canary times 1.5',
  'image-missing': 'pods whose name or image holds match (default: canary) cannot pull their image',
  'crash-loop': 'every container of a Deployment crashes and is restarted with growing waits',
  'not-ready': "a Deployment's pods run and fail their readiness probe",
  'api-down': 'the Kubernetes API refuses connections (mode refuse), hangs, or answers 500 or 503',
  forbidden: 'a verb on a resource is refused with 403, and access reviews say so',
  'conflict-once': 'the next update or patch gets 409 (times: how many)',
  throttle: 'the next requests get 429 with Retry-After (times, target)',
  'lose-answer': 'the next write is done, then its connection is cut without an answer (times, target)',
  'watch-expired': 'the past is forgotten: watches from before it and continue tokens get 410; open watches are cut',
  'flags-down': 'the flag service is down',
  'slack-down': 'Slack and webhooks are down',
  'prometheus-down': 'Prometheus is down',
  'network-cut': 'nothing answers: cluster, metrics, flags, messages, outside',
};
