import { z } from 'zod';

export const TARGETS = [
  'kubernetes',
  'prometheus',
  'alertmanager',
  'unleash',
  'slack',
  'outside',
  'dns',
  'ntp',
] as const;
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
  scenario('pod-churn', { perSecond: z.number().positive().max(5_000).default(500) }),
  scenario('flags-down', { mode }),
  scenario('slack-down', { mode }),
  scenario('prometheus-down', { mode }),
  scenario('alertmanager-down', { mode }),
  scenario('network-cut', { mode }),
  scenario('firing-alert', {
    alert: z.string().default('RehearsalAlert'),
    severity: z.enum(['critical', 'warning', 'info']).default('critical'),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).default({}),
    silenced: z.boolean().default(false),
  }),
  scenario('certificate-expiring', { days: z.number().default(10) }),
  scenario('vendor-incident', { vendor: z.string().default('pubnub'), component: z.string().optional() }),
  scenario('autoscaler-stuck', {
    autoscaler: z.string().default('*'),
    condition: z.enum(['AbleToScale', 'ScalingActive']).default('AbleToScale'),
  }),
  scenario('autoscaler-fights', { deployment: z.string(), minimum: z.int().positive().default(3) }),
  scenario('argo-self-heal', { application: z.string().default('*') }),
  scenario('dns-wrong', { name: z.string().default('*'), address: z.ipv4().default('203.0.113.10') }),
  scenario('clock-off', { offsetMs: z.number().default(5_000) }),
  scenario('secret-missing', { secret: z.string() }),
  scenario('metric-value', { metric: z.string(), namespace: z.string().default('*'), value: z.number() }),
  scenario('page-down', { path: z.string(), status: z.int().min(400).max(599).default(503) }),
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
  'pod-churn': 'so many changes a second to the pods of the crowd (--crowd)',
  'flags-down': 'the flag service is down',
  'slack-down': 'Slack and webhooks are down',
  'prometheus-down': 'Prometheus is down',
  'alertmanager-down': 'Alertmanager is down',
  'network-cut': 'nothing answers: cluster, metrics, alerts, flags, messages, outside, DNS, NTP',
  'firing-alert': 'an alert fires whatever the metrics say; silenced: Alertmanager knows a silence for it',
  'certificate-expiring':
    'the public entrance serves a certificate that expires in days (10; negative: it has expired)',
  'vendor-incident': "a vendor's page says partial outage of component (default: its first)",
  'autoscaler-stuck': 'condition (AbleToScale) of an autoscaler (default: all) is False, and it changes nothing',
  'autoscaler-fights': 'an autoscaler keeps a Deployment at minimum (3) pods or more, unless it is at zero',
  'argo-self-heal':
    'an Argo CD Application (default: all) syncs by itself and sets weights, images and replicas back within a second',
  'dns-wrong': 'A records of name (default: every name) answer with address, AAAA records are gone',
  'clock-off': 'NTP answers a time that is offsetMs ahead of the real one (negative: behind)',
  'secret-missing': 'the Secret is gone; it is back when the fault goes',
  'metric-value': "a platform's or node's gauge stands at value; a platform's counter grows by value a second",
  'page-down': 'a page of the outside, by its path, answers with status (503)',
};
