import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '#shared/domain/catalogue.ts';
import { evolve } from '#shared/domain/evolve.ts';
import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { fullRoom } from '#test/support/full-room.ts';
import { holdsAndReaches } from '#test/support/holds-and-reaches.ts';
import {
  commander,
  everyoneVotesGo,
  everythingTicked,
  gate,
  go,
  launchGate,
  launchMade,
  plan,
} from '#test/support/launch-story.ts';
import { doMove, type PreparationMove, preparationMove } from '#test/support/moves/preparation-moves.ts';
import type { Story } from '#test/support/story.ts';

/** The runbook with only the criteria that can be met today, so that a plain GO is possible. */
const knowable: LaunchPlan = {
  ...plan,
  gates: plan.gates.map((entry) => ({
    ...entry,
    criteria: entry.criteria.filter((one) =>
      ['all-checklists-complete', 'all-stakeholders-approve'].includes(one.kind),
    ),
  })),
};
const approval = launchGate.criteria.find((one) => one.kind === 'all-stakeholders-approve')?.id ?? '';

const gateKinds: ReadonlySet<PreparationMove['kind']> = new Set<PreparationMove['kind']>([
  ...(['attend', 'vote', 'vote against', 'voice', 'countersign', 'go', 'go over', 'no-go', 'withdraw'] as const),
  ...(['hold', 'resume', 'wait', 'wait long', 'tick', 'revoke', 'enrol', 'hand over'] as const),
]);
const gateMoves = fc.array(
  preparationMove.filter((move) => gateKinds.has(move.kind)),
  { maxLength: 60, size: 'max' },
);

/** What a GO of the launch's gate has to have, told from the log alone. */
function hasFreshGo(story: Story): boolean {
  let decided: { at: number; isGo: boolean; overrode: readonly string[] } | null = null;
  let shutAt = -1;
  let heldAt = -1;
  const votes = new Map<string, { at: number; verdict: string }>();
  story.events.forEach((event: DomainEvent, index) => {
    const at = story.times[index] ?? 0;
    if ('gate' in event && event.gate !== gate) return;
    if (event.type === 'gate.passed') decided = { at, isGo: true, overrode: event.overrode };
    if (event.type === 'gate.refused') decided = { at, isGo: false, overrode: [] };
    if (event.type === 'gate.withdrawn') shutAt = at;
    if (event.type === 'clock.held') heldAt = at;
    if (event.type === 'clock.resumed' && at - heldAt > plan.rules.holdNeedsGateMs) shutAt = at;
    if (event.type === 'gate.voted' || event.type === 'gate.vote-recorded')
      votes.set(event.role, { at, verdict: event.verdict });
  });
  const last = decided as { at: number; isGo: boolean; overrode: readonly string[] } | null;
  if (last === null || !last.isGo || last.at < shutAt) return false;
  const wentWithout = last.overrode.includes(approval);
  return launchGate.attendees.every((role) => {
    const vote = votes.get(role);
    if (vote !== undefined && vote.verdict === 'no-go' && vote.at > last.at) return false;
    const from = Math.max(vote?.at ?? -1, wentWithout ? last.at : -1);
    return from >= 0 && story.now - from <= launchGate.voteFreshMs;
  });
}

const polled = everyoneVotesGo(everythingTicked(launchMade({ ...fullRoom, plan: knowable })));
const begun = (): Story => polled.copy();
const isAskable = (story: Story): boolean => stepStatus(story.state, 'canary-images', story.now).refusal === null;

describe('in whatever order people attend, vote, speak, sign, decide, withdraw, hold and wait', () => {
  test('the launch’s first step can be asked for only with a GO that is fresh', () => {
    let askable = 0;
    holdsAndReaches(
      fc.property(gateMoves, (moves) => {
        const story = begun();
        if (moves.length % 2 === 0) story.after(1).does(commander, go());
        for (const move of moves) {
          doMove(story, move);
          if (!isAskable(story)) continue;
          askable += 1;
          expect(hasFreshGo(story)).toBe(true);
        }
      }),
      120,
      () => expect(askable).toBeGreaterThan(50),
    );
  });

  test('a GO that overrides nothing means that every criterion was met, and one with a reason names those that were not', () => {
    let plain = 0;
    holdsAndReaches(
      fc.property(gateMoves, (moves) => {
        const story = begun();
        for (const move of moves) {
          const before = story.events.length;
          const { state } = story;
          if (!doMove(story, move)) continue;
          const passed = story.events.slice(before).find((event) => event.type === 'gate.passed');
          if (passed?.type !== 'gate.passed') continue;
          const failing = gateCriteria(state, passed.gate, story.now).filter((one) => one.state !== 'met');
          expect(passed.overrode).toEqual(failing.map((one) => one.id));
          if (passed.overrode.length > 0) expect(passed.reason).not.toBe('');
          else plain += 1;
        }
      }),
      120,
      () => expect(plain).toBeGreaterThan(5),
    );
  });

  test('nobody but the attendees and their deputies ever has a vote, and nobody took down their own', () => {
    fc.assert(
      fc.property(gateMoves, (moves) => {
        const story = begun();
        for (const move of moves) {
          const { roster, gate: gates } = story.state;
          const before = story.events.length;
          doMove(story, move);
          for (const event of story.events.slice(before)) {
            if (event.type !== 'gate.voted' && event.type !== 'gate.vote-recorded') continue;
            const voter = event.type === 'gate.voted' ? event.by : event.voter;
            if (event.type === 'gate.vote-recorded') expect(event.by).not.toBe(voter);
            expect(launchGate.attendees).toContain(event.role);
            const holder = roster.people[event.inSteadOf ?? voter];
            expect(holder?.roles).toContain(event.role);
            if (event.inSteadOf === undefined) continue;
            expect(holder?.deputy).toBe(voter);
            expect(gates.gates[event.gate]?.attendance[event.role]?.isPresent).toBe(false);
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  test('the log folds to the same gates again', () => {
    fc.assert(
      fc.property(gateMoves, (moves) => {
        const story = begun();
        for (const move of moves) doMove(story, move);
        const again = story.events.reduce(
          (state, event, position) =>
            evolve(state, { position, at: story.times[position] ?? 0, actor: '', console: 'console-1', event }),
          emptyLaunch,
        );
        expect(again).toEqual(story.state);
      }),
      { numRuns: 60 },
    );
  });
});
