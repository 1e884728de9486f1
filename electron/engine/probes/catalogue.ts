import type { ProbeKind } from '#shared/domain/plan/probe.ts';
import type { Finding } from './finding.ts';
import { lookAtAlerts } from './kinds/alertmanager.ts';
import { lookAtAutoscalers } from './kinds/autoscaler.ts';
import { lookAtChannels } from './kinds/channels.ts';
import { askCommand } from './kinds/command.ts';
import { lookAtAvailability } from './kinds/deployment-available.ts';
import { lookAtName } from './kinds/dns.ts';
import { lookAtFlags } from './kinds/flags.ts';
import { lookAtPage } from './kinds/http.ts';
import { lookAtImages } from './kinds/image.ts';
import { lookAtJob } from './kinds/job.ts';
import { lookAtTime } from './kinds/ntp.ts';
import { lookAtPods } from './kinds/pods-healthy.ts';
import { lookAtQuery } from './kinds/prometheus.ts';
import { lookAtReadiness } from './kinds/rollback-ready.ts';
import { lookAtSecrets } from './kinds/secret.ts';
import { lookAtCertificate } from './kinds/tls.ts';
import { lookAtVendor } from './kinds/vendor-status.ts';
import type { CheckOf, Look, ProbeParts } from './parts.ts';

/** Every kind there is, a line each: one that is missing here doesn't compile. */
const kinds: { readonly [Kind in ProbeKind]: Look<Kind> } = {
  tls: lookAtCertificate,
  dns: lookAtName,
  http: lookAtPage,
  'pods-healthy': lookAtPods,
  'deployment-available': lookAtAvailability,
  image: lookAtImages,
  autoscaler: lookAtAutoscalers,
  job: lookAtJob,
  secret: lookAtSecrets,
  flags: lookAtFlags,
  prometheus: lookAtQuery,
  alertmanager: lookAtAlerts,
  'vendor-status': lookAtVendor,
  ntp: lookAtTime,
  channels: lookAtChannels,
  command: askCommand,
  'rollback-ready': lookAtReadiness,
};

/** Looks once, whatever the kind. */
export const look = <Kind extends ProbeKind>(
  check: CheckOf<Kind> & { readonly kind: Kind },
  parts: ProbeParts,
  signal: AbortSignal,
): Promise<Finding> => kinds[check.kind](check, parts, signal);
