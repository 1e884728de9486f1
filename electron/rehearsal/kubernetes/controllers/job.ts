import type { JsonObject } from '../../json.ts';
import { numberAt, objectAt, textAt, textsAt } from '../../json.ts';
import { shortName } from '../../noise.ts';
import { controllerOf, isTerminating, nameOf, namespaceOf, ownedBy, timestamp, uidOf } from '../object.ts';
import { theResource } from '../resource.ts';
import type { Workbench } from './workbench.ts';
import { emit } from './workbench.ts';

const JOBS = theResource('batch/jobs');
const PODS = theResource('pods');

function makePod(bench: Workbench, job: JsonObject, attempt: number): void {
  const template = objectAt(job, 'spec', 'template');
  const labels = { ...textsAt(template, 'metadata', 'labels'), 'job-name': nameOf(job), 'controller-uid': uidOf(job) };
  const name = `${nameOf(job)}-${shortName(5, uidOf(job), attempt)}`;
  bench.store.create(PODS, {
    metadata: { name, namespace: namespaceOf(job), labels, ownerReferences: ownedBy(job) },
    spec: { ...objectAt(template, 'spec') },
    status: { phase: 'Pending' },
  });
  emit(bench, job, 'Normal', 'SuccessfulCreate', `Created pod: ${name}`, 'job-controller');
}

/** Runs a Job's pods until enough have succeeded or too many failed. Times its retries without a back-off. */
export function reconcileJob(bench: Workbench, namespace: string, name: string): void {
  const job = bench.store.get(JOBS, namespace, name);
  if (!job || isTerminating(job) || textAt(job, 'status', 'conditions', 0, 'status') === 'True') return;
  const pods = bench.store.list(PODS, namespace).filter((pod) => controllerOf(pod)?.uid === uidOf(job));
  const inPhase = (phase: string) => pods.filter((pod) => textAt(pod, 'status', 'phase') === phase).length;
  const succeeded = inPhase('Succeeded');
  const failed = inPhase('Failed');
  const active = pods.length - succeeded - failed;
  const wanted = numberAt(job, 1, 'spec', 'completions');
  const now = timestamp(Date.now());
  const isFailed = failed > numberAt(job, 6, 'spec', 'backoffLimit');
  const isDone = succeeded >= wanted;
  const room = Math.min(numberAt(job, 1, 'spec', 'parallelism'), wanted - succeeded) - active;
  if (!isDone && !isFailed) for (let index = 0; index < room; index += 1) makePod(bench, job, pods.length + index);
  const condition = { status: 'True', lastProbeTime: now, lastTransitionTime: now };
  const ended = isDone
    ? [{ type: 'Complete', ...condition }]
    : isFailed
      ? [
          {
            type: 'Failed',
            ...condition,
            reason: 'BackoffLimitExceeded',
            message: 'Job has reached the specified backoff limit',
          },
        ]
      : [];
  const latest = bench.store.get(JOBS, namespace, name);
  if (!latest) return;
  bench.store.update(JOBS, {
    ...latest,
    status: {
      startTime: textAt(latest, 'status', 'startTime') || now,
      ...(ended.length > 0 ? { conditions: ended } : {}),
      ...(isDone ? { completionTime: now } : {}),
      ...(active + Math.max(0, room) > 0 && ended.length === 0 ? { active: active + Math.max(0, room) } : {}),
      ...(succeeded > 0 ? { succeeded } : {}),
      ...(failed > 0 ? { failed } : {}),
    },
  });
}
