import { expect, test } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { allItems } from '#shared/domain/plan/item-by-id.ts';
import { byHand } from '#shared/views/by-hand.ts';
import { handSteps } from '#shared/views/paper/hand-steps.ts';
import { samplePeople } from '#test/renderer/fixtures/people.ts';
import { samplePlan as plan } from '#test/renderer/fixtures/plan.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';
import { rowsOf, sampleHtml, samplePaper, textOf } from './sample-paper.ts';

const early = scenarios.dayBefore();
const words = textOf(sampleHtml(early));

/** Every one of them can be read on the paper. */
const holds = (texts: readonly (string | undefined)[]): void => {
  expect(texts.length).toBeGreaterThan(0);
  const flat = words.replaceAll(/\s+/g, ' ');
  const missing = texts.filter((one) => one !== undefined && !flat.includes(one.replaceAll(/\s+/g, ' ').trim()));
  expect(missing).toEqual([]);
};
const titles = (entries: readonly { readonly title: string }[]): readonly string[] => entries.map(({ title }) => title);

test('every item, list, section and sign-off of the runbook is on the paper', () => {
  holds(titles(allItems(plan)));
  holds(titles(plan.checklists));
  holds(plan.checklists.flatMap((list) => titles(list.sections)));
  const paper = samplePaper(early);
  const boxes = plan.checklists.map(({ id }) => rowsOf(paper, `list-${id}`, 'Item').length);
  expect(boxes).toEqual(plan.checklists.map((list) => list.sections.flatMap(({ items }) => items).length));
  const signOffs = plan.checklists.flatMap(({ id }) => rowsOf(paper, `list-${id}`, 'Signature on paper'));
  expect(signOffs).toHaveLength(7);
});

test('everyone on the roster can be reached from it: contact, roles, deputy', () => {
  holds(samplePeople.map(({ name }) => name));
  holds(samplePeople.map(({ contact }) => contact));
  holds(titles(plan.roles));
  expect(rowsOf(samplePaper(early), 'contacts', 'Call first')).toHaveLength(plan.roles.length + 1);
});

test('every authority is there, with who asks and who confirms by role and by name', () => {
  holds(titles(plan.authorities));
  const rows = rowsOf(samplePaper(early), 'authorities', 'Asks');
  expect(rows).toHaveLength(plan.authorities.length);
  const urgent = rows.find((row) => JSON.stringify(row).includes('urgent'));
  expect(urgent?.[1]).toBe('the tripped criterion');
  expect(urgent?.[2]).toEqual([
    'Launch Commander: J. Ito',
    'senior engineer: A. Lindqvist, D. Silva, M. Okafor, R. Diaz',
  ]);
});

test('every part of the runbook that people read or say is there', () => {
  holds(titles(plan.timeline));
  holds(titles(plan.gates));
  holds(plan.gates.flatMap(({ criteria }) => titles(criteria)));
  holds([...titles(plan.phases), ...plan.phases.flatMap(({ activities }) => activities)]);
  holds([
    ...titles(plan.canarySteps),
    ...titles(plan.services),
    ...titles(plan.canaryMetrics),
    ...titles(plan.criteria),
  ]);
  holds([...titles(plan.severities), ...titles(plan.rollbackWindows), ...titles(plan.announcements)]);
  holds([...titles(plan.experts), ...titles(plan.contacts), ...titles(plan.links), ...titles(plan.channels)]);
  holds([...plan.channels.map(({ address }) => (address === 'not set' ? '' : address))]);
  holds([...plan.escalation.map(({ method }) => method), ...titles(plan.escalationTriggers)]);
  holds(plan.cadences.flatMap(({ title, slots }) => [title, ...slots.flatMap(({ prompts }) => prompts)]));
  holds([...titles(plan.checkpoints), ...plan.successCriteria.flatMap(({ criteria }) => titles(criteria))]);
  holds([...titles(plan.publicity), ...titles(plan.screens), ...plan.warRoom.physical]);
  holds(plan.roles.flatMap(({ duties }) => duties));
});

test('every step with its operations in words, its holds and its checks', () => {
  holds(plan.steps.map(({ question }) => question));
  holds(plan.steps.flatMap(({ checks, holds: minimum }) => [...(checks ?? []), ...titles(minimum)]));
  holds(plan.steps.flatMap(({ operations }) => titles(operations)));
  const paper = samplePaper(early);
  const rows = plan.phases.flatMap(({ id }) => rowsOf(paper, `phase-${id}`, 'Operation'));
  expect(rows).toHaveLength(plan.steps.flatMap(({ operations }) => operations).length);
});

test('the quick rollback can be done from the page alone: every command, every check, the texts to post', () => {
  const commands = byHand(early.state).flatMap((step) => step.commands);
  expect(commands.length).toBeGreaterThan(20);
  holds(commands);
  holds(titles(plan.quickRollback.steps));
  holds(plan.procedures.flatMap(({ steps }) => steps.flatMap(({ checks }) => checks)));
  expect(words).toContain('REHEARSAL ⚠️ ROLLBACK INITIATED by Who does it? at At what time?');
});

test('the commands that the cluster has proven are the ones on the page', () => {
  const provable = plan.quickRollback.operations.filter(({ spec }) => spec.kind !== 'rollback.read-back');
  const proven = provable.map(({ id, spec }) =>
    spec.kind === 'message.post'
      ? 'post'
      : spec.kind === 'traffic.weights'
        ? `kubectl patch virtualservice ${spec.host} --of ${id}`
        : `prove --of ${id}`,
  );
  const page = textOf(sampleHtml(early, { byHand: proven, at: early.now })).replaceAll(/\s+/g, ' ');
  expect(proven.filter((one) => !page.includes(one))).toEqual([]);
  expect(page).toContain('Commands as this cluster last proved them, Mon 23 Nov 13:51:06.');
  // A paper is read when the weights have long been others: what they have to be is said as well.
  expect(page).toContain('edit virtualservice # host auth-service: every http route, canary 0, stable 100');
});

test('a command that only looked, because nothing was to be moved when it was proven, is not what is typed', () => {
  const provable = plan.quickRollback.operations.filter(({ spec }) => spec.kind !== 'rollback.read-back');
  const looks = 'kubectl get virtualservices -o yaml';
  const proven = provable.map(({ id, spec }) => (spec.kind === 'traffic.weights' ? looks : `prove --of ${id}`));
  const steps = handSteps(early.state, proven);
  expect(steps[2]?.commands).toHaveLength(plan.services.length);
  expect(steps[2]?.commands.every((line) => line.includes('every http route, canary 0, stable 100'))).toBe(true);
});

test('canaries are scaled down dependents first', () => {
  const commands = handSteps(early.state, [])[3]?.commands ?? [];
  expect(commands).toHaveLength(plan.services.length);
  const at = (service: string): number => commands.findIndex((line) => line.includes(`/${service}-canary`));
  for (const service of plan.services)
    for (const needed of service.dependsOn) expect(at(service.id)).toBeLessThan(at(needed));
});

test('boxes stand as they are, with who, when, why and what the probe said', () => {
  const rows = rowsOf(samplePaper(early), 'list-t-24h', 'Item').map((row) => JSON.stringify(row));
  expect(rows.filter((row) => row.includes('{"box":"done"}'))).toHaveLength(14);
  expect(rows.filter((row) => row.includes('{"box":"open"}'))).toHaveLength(12);
  expect(rows.find((row) => row.includes('{"box":"blocked"}'))).toContain('waits for the support team');
  expect(rows.find((row) => row.includes('{"box":"not-applicable"}'))).toContain('no change since the last one');
  expect(rows.find((row) => row.includes('contradicts the tick'))).toContain('valid for 10 days, 30 are asked for');
});

test('the cover says where the launch stands, and the head of the log it was read from', () => {
  const engine = scenarios.urgent();
  const page = textOf(sampleHtml(engine));
  expect(page).toContain('Phase 3 Full Rollout, 50 %');
  expect(page).toContain('urgent: Error rate 2-5% sustained for 10+ minutes');
  expect(page).toContain(`position ${engine.events.length}, head ${'ab12'.repeat(16)}`);
  expect(rowsOf(samplePaper(engine), 'incidents', 'Declared')).toHaveLength(engine.state.incidents.incidents.length);
  expect(rowsOf(samplePaper(engine), 'log', 'What')).toHaveLength(50);
});

test('a message that was never sent is on the paper, whole, to be posted by hand', () => {
  const engine = scenarios.dayBefore();
  const text = 'REHEARSAL ⚠️ ROLLBACK INITIATED by J. Ito at 09:31\nReason: errors <5 %';
  const message = { channel: 'launch-war-room', template: 'rollback-initiated', text };
  expect(engine.send({ type: 'message.queue', message: MessageId.parse('m-1'), ...message }, null)).toBeNull();
  const page = textOf(sampleHtml(engine));
  for (const line of text.split('\n')) expect(page).toContain(line);
});

test('without a launch there is no paper', async () => {
  const { emptyLaunch } = await import('#shared/domain/launch/state.ts');
  const { paperOf } = await import('#shared/views/paper/paper-of.ts');
  const log = { position: 0, headHash: '', events: [] };
  expect(paperOf({ state: emptyLaunch, now: 0, why: '', log, proven: null })).toBeNull();
});
