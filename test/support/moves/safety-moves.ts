import fc from 'fast-check';
import type { Command } from '#shared/domain/commands.ts';
import { openQuestions } from '#shared/domain/operation/next.ts';
import { DELETE_STABLE, safePlan } from '#test/support/safe-plan.ts';
import { cast, commander, operations, techLead } from '../launch-story.ts';
import { MINUTE, type Story } from '../story.ts';

/** A move of what keeps a launch safe; which command it becomes depends on the state it meets. */
export const safetyMove = fc.record({
  safety: fc.constantFrom(
    ...(['pause', 'resume', 'answer', 'attest', 'force', 'delete stable', 'alone', 'database', 'break glass'] as const),
    ...([
      'second',
      'carry on',
      'dry run',
      'dry run ends',
      'declare',
      'grade',
      'resolve',
      'success',
      'all met',
    ] as const),
    ...(['add item', 'close item', 'change', 'baseline', 'a day later', 'clock time'] as const),
  ),
  person: fc.constantFrom(...cast.map((person) => person.id as string), null),
  role: fc.constantFrom(...safePlan.roles.map((role) => role.id as string), 'senior-engineer'),
  /** True: whoever may do it does, where that is one person. */
  isApt: fc.boolean(),
  pick: fc.nat(20),
});
export type SafetyMove = typeof safetyMove extends fc.Arbitrary<infer T> ? T : never;

/** Moves that are the engine's reports. */
export const enginesSafetyMoves: ReadonlySet<string> = new Set(['dry run ends', 'change', 'baseline']);

const apt: Partial<Record<SafetyMove['safety'], string>> = {
  ...{ resume: commander, answer: commander, attest: commander, second: commander, 'carry on': commander },
  ...{ database: operations, 'delete stable': operations, force: techLead, alone: commander, 'break glass': techLead },
};
const aptRole: Partial<Record<SafetyMove['safety'], string>> = {
  ...{ second: 'launch-commander', database: 'operations-lead', alone: 'launch-commander' },
  'break glass': 'senior-engineer',
};

/** Who does it. */
export const safePerson = ({ safety, person, isApt }: SafetyMove): string | null =>
  isApt ? (apt[safety] ?? person) : person;

/** Lets time go on where the move is about time. */
export function passSafely(story: Story, { safety }: SafetyMove): void {
  if (safety === 'a day later') story.after(24 * 60 * MINUTE);
  if (safety === 'clock time') story.after(11 * MINUTE);
}

const pickOf = <T>(from: readonly T[], pick: number): T | undefined => from[pick % Math.max(1, from.length)];
const ANSWERS: Readonly<Record<string, string>> = { 'point-in-time': '2026-11-24T06:00:00Z' };

export function safetyCommand(story: Story, move: SafetyMove): Command | null {
  const role = move.isApt ? (aptRole[move.safety] ?? move.role) : move.role;
  const meant = { ...move, role };
  return ofActions(story, meant) ?? ofRollbacks(story, meant) ?? ofTheRoom(story, meant);
}

function ofActions(story: Story, { safety, pick, role }: SafetyMove): Command | null {
  const { order, byId } = story.state.actions;
  const action = byId[order[order.length - 1 - (pick % Math.min(2, Math.max(1, order.length)))] ?? ''];
  const id = (action?.id ?? 'none') as never;
  switch (safety) {
    case 'pause':
      return { type: 'action.pause', action: id };
    case 'resume':
      return { type: 'action.resume', action: id };
    case 'answer': {
      const asked = action === undefined ? [] : openQuestions(action);
      return {
        ...{ type: 'action.answer', action: id },
        answers: Object.fromEntries(asked.map((question) => [question, ANSWERS[question] ?? `x-${pick}`])),
      };
    }
    case 'attest': {
      const byHand = action?.operations.find(
        ({ state, planned }) => state === 'running' && planned.spec.kind === 'manual.step',
      );
      const outcome = pick % 4 === 0 ? 'failed' : 'done';
      return { type: 'operation.attest', action: id, operation: byHand?.planned.id as never, outcome, text: '' };
    }
    case 'force':
      return { type: 'step.ask', step: pickOf(safePlan.steps, pick)?.id as never, force: 'it has to be' };
    case 'delete stable':
      return { type: 'step.ask', step: DELETE_STABLE };
    case 'second':
      return {
        ...{ type: 'action.confirm', action: id, role: role as never, shown: action?.shown ?? '' },
        typedName: pick % 5 === 0 ? 'something else' : (action?.title ?? ''),
      };
    case 'carry on':
      return { type: 'action.continue', action: id };
    default:
      return null;
  }
}

function ofRollbacks(story: Story, { safety, pick, role }: SafetyMove): Command | null {
  const asked = { type: 'rollback.ask', role: role as never, reason: pick % 7 === 0 ? '' : 'it smells' } as const;
  const procedure = pick % 2 === 0 ? 'quick-rollback' : 'database-rollback';
  switch (safety) {
    case 'alone': {
      const services = [pickOf(safePlan.services, pick)?.id, pickOf(safePlan.services, pick + 3)?.id];
      return { ...asked, services: services as never };
    }
    case 'database':
      return { ...asked, procedure: 'database-rollback', typedName: 'Database Rollback' };
    case 'break glass':
      return { ...asked, isBreakGlass: true };
    case 'dry run':
      return { type: 'dry-run.ask', procedure };
    case 'dry run ends': {
      const state = pickOf(['good', 'watch', 'act', 'unknown'] as const, pick) ?? 'good';
      const found = { operation: 'x' as never, title: 'X', how: 'checked', state, text: 'looked' } as const;
      return {
        ...{ type: 'dry-run.report', dryRun: story.state.rollback.dryRuns.at(-1)?.id ?? 'none', findings: [found] },
      };
    }
    default:
      return null;
  }
}

function ofTheRoom(story: Story, { safety, pick }: SafetyMove): Command | null {
  const incident = (story.state.incidents.incidents.at(-1)?.id ?? 'none') as never;
  const severity = pickOf(['P1', 'P2', 'P3', 'P4'] as const, pick) ?? 'P1';
  const set = safePlan.successCriteria.find(({ id }) => id === 't-plus-24h');
  switch (safety) {
    case 'declare':
      return { type: 'incident.declare', severity, title: 'Search is slow' };
    case 'grade':
      return { type: 'incident.grade', incident, severity, reason: '' };
    case 'resolve':
      return { type: 'incident.resolve', incident, text: 'mended' };
    case 'success':
    case 'all met': {
      const open = set?.criteria.find(({ id }) => story.state.success.marks[`${set.id}/${id}`]?.state !== 'met');
      const criterion = (safety === 'all met' ? open : pickOf(set?.criteria ?? [], pick))?.id ?? '';
      const state = safety === 'all met' ? 'met' : (pickOf(['met', 'not-met', 'open'] as const, pick) ?? 'met');
      return { type: 'success.mark', set: set?.id ?? '', criterion, state, text: 'looked at' };
    }
    case 'add item':
      return { type: 'action-item.add', title: 'Ask for quota', owner: null, dueAt: null, isBlocking: pick % 2 === 0 };
    case 'close item':
      return {
        type: 'action-item.close',
        item: (story.state.actionItems.items.at(-1)?.id ?? 'none') as never,
        text: '',
      };
    case 'change': {
      const target = { kind: 'Deployment', where: 'rehearsal', name: 'search-service-stable' };
      const fields = [{ target, field: 'spec.replicas', from: '5', to: '3' }];
      return {
        type: 'change.report',
        object: 'Deployment search-service-stable',
        manager: 'hpa',
        what: 'changed',
        fields,
      };
    }
    case 'baseline':
      return { type: 'baseline.capture', p95Ms: { 'search-service stable': 120 }, errorRatePercent: {}, samples: 20 };
    default:
      return null;
  }
}
