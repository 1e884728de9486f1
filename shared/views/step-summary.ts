import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { spoken } from './format/duration.ts';

export type SummaryLine = { readonly what: string; readonly text: string };

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
const of = <Kind extends OperationSpec['kind']>(step: Step, kind: Kind): Extract<OperationSpec, { kind: Kind }>[] =>
  step.operations
    .map(({ spec }) => spec)
    .filter((spec): spec is Extract<OperationSpec, { kind: Kind }> => spec.kind === kind);

/** A step in a few lines, from what the runbook plans. */
export function stepSummary(step: Step): readonly SummaryLine[] {
  const lines: SummaryLine[] = [];
  const notes = of(step, 'kubernetes.note').flatMap(({ deployments }) => deployments);
  const pins = of(step, 'kubernetes.pin-autoscaler');
  const first = [
    ...(notes.length > 0 ? [`${count(notes.length, 'Deployment')} noted`] : []),
    ...(pins.length > 0 ? [`${count(pins.length, 'autoscaler')} pinned to stable's count`] : []),
  ];
  if (first.length > 0) lines.push({ what: 'Kept for a rollback', text: first.join(', ') });
  const images = of(step, 'kubernetes.set-image');
  const tags = [...new Set(images.map((spec) => spec.image.split(':').at(-1) ?? spec.image))];
  if (images.length > 0)
    lines.push({ what: 'Canary images', text: `${count(images.length, 'Deployment')} to ${tags.join(', ')}` });
  const scales = of(step, 'kubernetes.scale');
  const shares = [
    ...new Set(
      scales.map(({ replicas }) => ('count' in replicas ? `${replicas.count}` : `${replicas.percent} % of stable`)),
    ),
  ];
  if (scales.length > 0)
    lines.push({ what: 'Pods first', text: `${count(scales.length, 'Deployment')} to ${shares.join(', ')}` });
  const weights = of(step, 'traffic.weights');
  const percents = [...new Set(weights.map((spec) => spec.canaryPercent))];
  if (weights.length > 0)
    lines.push({
      what: 'Then traffic',
      text: `${count(weights.length, 'service')} to ${percents.join(', ')} % canary, in launch order`,
    });
  const flags = of(step, 'flag.set');
  if (flags.length > 0)
    lines.push({ what: 'Flags', text: flags.map((spec) => `${spec.flag} ${spec.on ? 'on' : 'off'}`).join(', ') });
  const messages = of(step, 'message.post');
  if (messages.length > 0) lines.push({ what: 'Messages', text: count(messages.length, 'message') });
  lines.push(...othersOf(step));
  if (step.verification !== undefined) {
    const share = step.verification.canarySharePercent;
    const seen =
      share === undefined ? 'every operation read back' : `${share} % of requests on the canary of each service`;
    lines.push({ what: 'Verified when', text: `${seen}, within ${spoken(step.verification.withinMs)}` });
  }
  for (const hold of step.holds) lines.push({ what: 'Not before', text: hold.title });
  return lines;
}

/** What is neither pods, traffic, flags nor messages. */
function othersOf(step: Step): readonly SummaryLine[] {
  const deletes = of(step, 'kubernetes.delete');
  const unpins = of(step, 'kubernetes.unpin-autoscaler');
  const syncs = of(step, 'argo.sync');
  const programs = [...new Set(of(step, 'command.run').map(({ program }) => program.split('/').at(-1) ?? program))];
  const byHand = of(step, 'manual.step').map(({ text }) => text);
  return [
    { what: 'Deletes', text: deletes.length === 0 ? '' : count(deletes.length, 'Deployment') },
    { what: 'Autoscalers', text: unpins.length === 0 ? '' : `${count(unpins.length, 'minimum')} put back` },
    {
      what: 'Argo CD',
      text: syncs.length === 0 ? '' : `${count(syncs.length, 'application')} ${syncs[0]?.automated ?? ''}`,
    },
    {
      what: 'Programs',
      text: programs.length === 0 ? '' : `${programs.join(', ')}, ${of(step, 'command.run').length} times`,
    },
    { what: 'By hand', text: byHand.join(' ') },
    { what: 'People look at', text: (step.checks ?? []).join(', ') },
  ].filter(({ text }) => text !== '');
}
