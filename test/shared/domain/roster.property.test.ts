import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStatement } from '#shared/domain/confirmation/statement.ts';
import { whyVoid } from '#shared/domain/confirmation/void.ts';
import { unmetAuthorities } from '#shared/domain/roster/can-be-met.ts';
import { isKeeperOrCommander } from '#shared/domain/roster/commanding.ts';
import { rosterTrouble } from '#shared/domain/roster/roster-trouble.ts';
import { fullRoom } from '#test/support/full-room.ts';
import { holdsAndReaches } from '#test/support/holds-and-reaches.ts';
import { askedFor, commander, confirm, gate, go, launchMade, plan } from '#test/support/launch-story.ts';
import { doMove, type PreparationMove, preparationMove } from '#test/support/moves/preparation-moves.ts';
import type { Story } from '#test/support/story.ts';

const rosterKinds: ReadonlySet<PreparationMove['kind']> = new Set<PreparationMove['kind']>([
  ...(['enrol', 'enrol', 'revoke', 'hand over', 'go over', 'withdraw', 'no-go', 'adopt', 'agree', 'wait'] as const),
]);
const rosterMoves = fc.array(
  preparationMove.filter((move) => rosterKinds.has(move.kind)),
  { maxLength: 60, size: 'max' },
);

const made = launchMade(fullRoom);
/** A launch with GO and a step whose confirmation waits for its grace time to end. */
function confirmedStep(): Story {
  const story = made.copy();
  story.does(commander, go('we go'));
  story.does(commander, confirm(askedFor(story, 'canary-images')));
  return story;
}
const people = (story: Story) => Object.values(story.state.roster.people);

/** What keys stand by, told from the log alone: for each, who signed for it, and how many it took. */
function witnessesOf(story: Story, person: string, publicKey: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const event of story.events) {
    if (event.type === 'launch.created' && event.keeper === person && event.keeperKey === publicKey)
      found.add('keeper');
    if (event.type !== 'person.enrolled' && event.type !== 'person.witnessed') continue;
    if (event.person !== person || event.publicKey !== publicKey) continue;
    const said = parseStatement(event.signed.text);
    if (said.ok && said.value.person === event.witness && said.value.shown.startsWith(publicKey))
      found.add(event.witness);
  }
  return found;
}

describe('in whatever order people enrol, revoke, hand over, adopt and decide', () => {
  test('every authority can be met, every role is held by as many as the runbook says, and a keeper or commander has a key', () => {
    fc.assert(
      fc.property(rosterMoves, (moves) => {
        const story = confirmedStep();
        for (const move of moves) {
          if (!doMove(story, move)) continue;
          expect(unmetAuthorities(plan, people(story))).toBeNull();
          expect(rosterTrouble(plan, people(story))).toBeNull();
          expect(people(story).some((one) => one.publicKey !== null && isKeeperOrCommander(story.state, one))).toBe(
            true,
          );
        }
      }),
      { numRuns: 80 },
    );
  });

  test('every key that counts was signed for by somebody else who had one, after GO by two', () => {
    let afterGo = 0;
    holdsAndReaches(
      fc.property(rosterMoves, (moves) => {
        const story = confirmedStep();
        for (const move of moves) {
          const before = story.events.length;
          const { state } = story;
          if (!doMove(story, move)) continue;
          for (const event of story.events.slice(before)) {
            if (event.type !== 'person.enrolled' && event.type !== 'person.witnessed') continue;
            expect(event.witness).not.toBe(event.person);
            expect(state.roster.people[event.witness]?.publicKey ?? null).not.toBeNull();
            const isGo = state.gate.gates[gate]?.decision?.verdict === 'go';
            if (event.type !== 'person.enrolled' || !isGo) continue;
            afterGo += 1;
            expect(witnessesOf(story, event.person, event.publicKey).size).toBeGreaterThan(1);
          }
          for (const { id, publicKey } of people(story))
            if (publicKey !== null) expect(witnessesOf(story, id, publicKey).size).toBeGreaterThan(0);
        }
      }),
      80,
      () => expect(afterGo).toBeGreaterThan(5),
    );
  });

  test('no request that has not begun keeps a confirmation whose key or role is gone', () => {
    let ended = 0;
    holdsAndReaches(
      fc.property(rosterMoves, (moves) => {
        const story = confirmedStep();
        for (const move of moves) {
          if (!doMove(story, move)) continue;
          for (const action of Object.values(story.state.actions.byId)) {
            if (action.state === 'stopped') ended += 1;
            if (action.state !== 'waiting' && action.state !== 'grace') continue;
            for (const confirmation of action.confirmations) expect(whyVoid(story.state, confirmation)).toBeNull();
          }
          const { waiting } = story.state.adoption;
          if (waiting !== null) expect(story.state.roster.people[waiting.askedBy]?.roles).toContain(waiting.askedAs);
        }
      }),
      80,
      () => expect(ended).toBeGreaterThan(5),
    );
  });
});
