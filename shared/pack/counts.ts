import { askedIn } from './compile/questions.ts';
import { stageOf } from './compile/rollout.ts';
import type { PackContent } from './schema/pack.ts';

const byId = <T extends { readonly id: string }>(entries: readonly T[], count: (entry: T) => number) =>
  Object.fromEntries(entries.map((entry) => [entry.id, count(entry)]));

const sum = <T>(entries: readonly T[], count: (entry: T) => number): number =>
  entries.reduce((total, entry) => total + count(entry), 0);

/** How many entries have each of the kinds there may be. */
const byKind = <Kind extends string>(kinds: readonly Kind[], found: readonly Kind[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, found.filter((one) => one === kind).length]));

/** Steps that bring more traffic to the canary; the first is the canary itself, the others are the cutover (runbook §2.3). */
function stages(content: PackContent) {
  const found = content.steps.filter((step) => (stageOf(step) ?? 0) > 0);
  return { stages: found.length, stageVerifications: sum(found.slice(1), (step) => step.checks.length) };
}

function lists({ checklists }: PackContent) {
  const items = checklists.flatMap((list) => list.sections.flatMap((section) => section.items));
  const signed = checklists.filter((list) => list.signOffs.length > 0);
  return {
    checklistItems: byId(checklists, (list) => sum(list.sections, (section) => section.items.length)),
    signOffs: byId(signed, (list) => list.signOffs.length),
    probes: items.filter((item) => item.probe !== undefined).length,
  };
}

/** What the console does beyond moving traffic: tests it runs, criteria it watches, things it asks when it comes to them. */
function carriedOut(content: PackContent) {
  const asked = content.variables.filter((variable) => variable.asked === 'use');
  const actions = [...content.steps, ...content.procedures.flatMap((procedure) => procedure.steps)].flatMap(
    (step) => step.actions,
  );
  return {
    watchedCriteria: content.criteria.filter((one) => one.watch !== undefined).length,
    smokeTests: content.services.filter((one) => (one.smokeTest ?? content.cluster.smokeTest) !== undefined).length,
    questions: askedIn(actions, asked).length,
    decisionPoints: content.steps.filter((step) => step.decision !== undefined).length,
    pointsOfNoReturn: content.steps.filter((step) => step.pointOfNoReturn).length,
  };
}

/** How much a pack holds, by kind: what a document it was made from can be counted against. */
export function packCounts(content: PackContent) {
  const { checklistItems, signOffs, probes } = lists(content);
  const launchGate = content.gates.find((gate) => gate.opens === 'launch');
  return {
    timeline: content.timeline.length,
    checklistItems,
    signOffs,
    attendees: launchGate?.attendees.length ?? 0,
    decisionCriteria: launchGate?.criteria.length ?? 0,
    phases: content.phases.length,
    canarySteps: content.canarySteps.length,
    canaryMetrics: content.canaryMetrics.length,
    ...stages(content),
    services: content.services.length,
    serviceGroups: content.groups.length,
    rollbackCriteria: byKind(
      ['immediate', 'urgent', 'conditional'],
      content.criteria.map((one) => one.severity),
    ),
    rollbackWindows: content.rollbackWindows.length,
    procedures: byId(content.procedures, (procedure) => procedure.steps.length),
    channels: byKind(
      ['internal', 'external', 'escalation'],
      content.channels.map((one) => one.audience),
    ),
    templates: content.templates.length,
    escalationRows: content.escalation.length,
    escalationTriggers: content.escalationTriggers.length,
    duties: sum(content.roles, (role) => role.duties.length),
    links: content.links.length,
    cadences: content.cadences.length,
    cadencePrompts: sum(content.cadences, (cadence) => sum(cadence.slots, (slot) => slot.prompts.length)),
    checkpoints: content.checkpoints.length,
    successCriteria: sum(content.successCriteria, (one) => one.criteria.length),
    ...carriedOut(content),
    probes,
  };
}
