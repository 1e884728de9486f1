import { SENIOR_ENGINEER } from '../../domain/plan/break-glass-authority.ts';
import type { PackPath } from '../problem.ts';
import type { Action } from '../schema/actions.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Probe } from '../schema/probes.ts';
import type { Finding, Rule } from './rule.ts';

type Kind = 'role' | 'authority' | 'step' | 'gate' | 'checklist' | 'channel' | 'template' | 'group' | 'service'
  | 'item' | 'phase' | 'flag' | 'checkpoint' | 'person' | 'severity' | 'vendor' | 'criteria' | 'variable' | 'measure'; // biome-ignore format: one list
type Reference = { readonly kind: Kind; readonly id: string | undefined; readonly path: PackPath };

const ids = (entries: readonly { readonly id: string }[]): string[] => entries.map((entry) => entry.id);

/** The names there are, by kind. */
function namesOf(content: PackContent): Record<Kind, readonly string[]> {
  const roles = [...ids(content.roles), SENIOR_ENGINEER];
  return {
    role: roles,
    person: [...roles, ...ids(content.contacts)],
    authority: ids(content.authorities),
    step: ids(content.steps),
    gate: ids(content.gates),
    checklist: ids(content.checklists),
    item: content.checklists.flatMap((list) => list.sections.flatMap((section) => ids(section.items))),
    channel: ids(content.channels),
    template: ids(content.templates),
    group: ids(content.groups),
    service: ids(content.services),
    phase: ids(content.phases),
    flag: ids(content.flags.launch),
    checkpoint: ids(content.checkpoints),
    severity: content.severities.map((entry) => entry.severity),
    vendor: ids(content.vendors),
    criteria: ids(content.successCriteria),
    variable: ids(content.variables),
    measure: ids(content.signals.measures),
  };
}

const many = (kind: Kind, list: readonly string[], path: PackPath): Reference[] =>
  list.map((id, index) => ({ kind, id, path: [...path, index] }));

function inAction(action: Action, path: PackPath): Reference[] {
  const found: Reference[] = [];
  if ('services' in action && action.services !== 'all')
    found.push(...many('service', action.services, [...path, 'services']));
  if (action.do === 'message') {
    found.push({ kind: 'channel', id: action.channel, path: [...path, 'channel'] });
    found.push({ kind: 'template', id: action.template, path: [...path, 'template'] });
  }
  if (action.do === 'flags') {
    for (const key of ['on', 'off'] as const) {
      const list = action[key];
      if (list !== undefined && list !== 'all') found.push(...many('flag', list, [...path, key]));
    }
  }
  return found;
}

function* inProbe(probe: Probe, path: PackPath): Generator<Reference> {
  if (probe.check === 'vendor-status') yield { kind: 'vendor', id: probe.vendor, path: [...path, 'vendor'] };
  if (probe.check === 'image' && probe.services !== 'all')
    yield* many('service', probe.services, [...path, 'services']);
  if (probe.check === 'flags' && probe.flags !== 'all') yield* many('flag', probe.flags, [...path, 'flags']);
  if (probe.check === 'channels' && probe.channels !== 'all')
    yield* many('channel', probe.channels, [...path, 'channels']);
}

function* inPeople(content: PackContent): Generator<Reference> {
  for (const [index, { asks, confirms, notBefore }] of content.authorities.entries()) {
    const path = ['authorities', index];
    if (typeof asks !== 'string') yield* many('role', asks, [...path, 'asks']);
    yield* many('role', confirms, [...path, 'confirms']);
    yield { kind: 'step', id: notBefore?.after, path: [...path, 'notBefore', 'after'] };
    yield { kind: 'criteria', id: notBefore?.criteria, path: [...path, 'notBefore', 'criteria'] };
  }
  yield { kind: 'authority', id: content.rollbackAuthority, path: ['rollbackAuthority'] };
  for (const [index, list] of content.checklists.entries()) {
    yield* many('role', list.signOffs, ['checklists', index, 'signOffs']);
    for (const [at, section] of list.sections.entries()) {
      for (const [number, item] of section.items.entries()) {
        const path = ['checklists', index, 'sections', at, 'items', number];
        yield { kind: 'role', id: item.owner, path: [...path, 'owner'] };
        if (item.probe !== undefined) yield* inProbe(item.probe, [...path, 'probe']);
      }
    }
  }
  for (const [index, gate] of content.gates.entries()) {
    const path = ['gates', index];
    yield* many('role', gate.attendees, [...path, 'attendees']);
    yield* many('checklist', gate.checklists, [...path, 'checklists']);
    yield { kind: 'role', id: gate.lead, path: [...path, 'lead'] };
    yield { kind: 'authority', id: gate.authority, path: [...path, 'authority'] };
  }
}

function* inRollout(content: PackContent): Generator<Reference> {
  for (const [index, service] of content.services.entries()) {
    yield { kind: 'group', id: service.group, path: ['services', index, 'group'] };
    yield* many('service', service.dependsOn, ['services', index, 'dependsOn']);
    yield* many('flag', service.flags, ['services', index, 'flags']);
  }
  for (const [index, step] of content.steps.entries()) {
    const path = ['steps', index];
    yield { kind: 'phase', id: step.phase, path: [...path, 'phase'] };
    yield { kind: 'authority', id: step.authority, path: [...path, 'authority'] };
    yield { kind: 'gate', id: step.gate, path: [...path, 'gate'] };
    yield* many('step', step.after, [...path, 'after']);
    for (const [at, hold] of step.holds.entries())
      yield { kind: 'step', id: hold.after, path: [...path, 'holds', at, 'after'] };
    for (const [at, action] of step.actions.entries()) yield* inAction(action, [...path, 'actions', at]);
  }
  for (const [index, procedure] of content.procedures.entries()) {
    yield { kind: 'authority', id: procedure.authority, path: ['procedures', index, 'authority'] };
    for (const [at, step] of procedure.steps.entries()) {
      const path = ['procedures', index, 'steps', at];
      yield* many('variable', step.asks, [...path, 'asks']);
      for (const [number, action] of step.actions.entries()) yield* inAction(action, [...path, 'actions', number]);
    }
  }
}

function* inWords(content: PackContent): Generator<Reference> {
  for (const [index, variable] of content.variables.entries())
    yield { kind: 'item', id: variable.notBefore, path: ['variables', index, 'notBefore'] };
  for (const [index, entry] of content.timeline.entries()) {
    for (const kind of ['step', 'gate', 'checklist', 'item'] as const)
      yield { kind, id: entry[kind], path: ['timeline', index, kind] };
  }
  for (const [index, post] of content.publicity.entries())
    yield { kind: 'role', id: post.owner, path: ['publicity', index, 'owner'] };
  for (const [index, one] of content.criteria.entries())
    yield { kind: 'severity', id: one.severity, path: ['criteria', index, 'severity'] };
  for (const [index, one] of content.severities.entries())
    yield { kind: 'authority', id: one.authority, path: ['severities', index, 'authority'] };
  for (const [index, one] of content.channels.entries())
    yield { kind: 'authority', id: one.authority, path: ['channels', index, 'authority'] };
  for (const [index, one] of content.templates.entries())
    yield { kind: 'channel', id: one.channel, path: ['templates', index, 'channel'] };
  for (const [index, one] of content.announcements.entries()) {
    yield { kind: 'step', id: one.after, path: ['announcements', index, 'after'] };
    yield { kind: 'template', id: one.template, path: ['announcements', index, 'template'] };
  }
  for (const [index, row] of content.escalation.entries())
    yield { kind: 'person', id: row.notify, path: ['escalation', index, 'notify'] };
  for (const [index, one] of content.successCriteria.entries())
    yield { kind: 'checkpoint', id: one.checkpoint, path: ['successCriteria', index, 'checkpoint'] };
}

function* inMeasures(content: PackContent): Generator<Reference> {
  for (const [index, { watch }] of content.criteria.entries())
    if (watch?.measures !== undefined) yield* many('measure', watch.measures, ['criteria', index, 'watch', 'measures']);
  for (const [index, { measure }] of content.canaryMetrics.entries())
    if (measure !== undefined && 'measure' in measure)
      yield { kind: 'measure', id: measure.measure, path: ['canaryMetrics', index, 'measure', 'measure'] };
  for (const [index, { criteria }] of content.successCriteria.entries())
    for (const [at, { measure }] of criteria.entries())
      yield { kind: 'measure', id: measure, path: ['successCriteria', index, 'criteria', at, 'measure'] };
}

function* check(content: PackContent): Generator<Finding> {
  const names = namesOf(content);
  const all = [...inPeople(content), ...inRollout(content), ...inWords(content), ...inMeasures(content)];
  for (const { kind, id, path } of all) {
    if (id === undefined || names[kind].includes(id)) continue;
    const known =
      names[kind].length > 0 ? `There are: ${names[kind].join(', ')}.` : `The pack lists no ${kind} at all.`;
    yield { path, message: `There is no ${kind} \`${id}\`.`, hint: `Correct the name or add it. ${known}` };
  }
}

export const unknownReference: Rule = {
  name: 'unknown-reference',
  says: 'Something refers to an authority, role, step, channel, template, ... that is not in the pack.',
  severity: 'error',
  blocks: true,
  check,
};
