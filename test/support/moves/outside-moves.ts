import fc from 'fast-check';
import type { Command } from '#shared/domain/commands.ts';
import { cast, commander } from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

/** A move about what is seen and told outside: silences, the public page, messages delivered by hand. */
export const outsideMove = fc.record({
  outside: fc.constantFrom(...(['silence', 'lift', 'silence report', 'disagree', 'agree', 'mark', 'record'] as const)),
  person: fc.constantFrom(...cast.map((person) => person.id as string), null),
  isApt: fc.boolean(),
  pick: fc.nat(20),
});
export type OutsideMove = typeof outsideMove extends fc.Arbitrary<infer T> ? T : never;

function commandOf(story: Story, { outside, pick }: OutsideMove): Command {
  const silences = story.state.silences.silences;
  const silence = (silences[pick % Math.max(1, silences.length)]?.id ?? 'none') as never;
  const alert = `Noise${pick % 3}`;
  switch (outside) {
    case 'silence': {
      const matchers = [{ name: 'alertname', value: alert }];
      return { type: 'silence.place', alert, matchers, endsAt: story.now + pick * 20 * MINUTE, reason: 'noise' };
    }
    case 'lift':
      return { type: 'silence.lift', silence };
    case 'silence report': {
      const reports: readonly Command[] = [
        { type: 'silence.confirm', silence, reference: 'a1' },
        { type: 'silence.fail', silence, trouble: 'refused' },
        { type: 'silence.lose', silence, trouble: 'the answer was lost' },
        { type: 'silence.end', silence, why: 'time' },
      ];
      return reports[pick % reports.length] as Command;
    }
    case 'disagree':
      return { type: 'disagreement.raise', since: story.now - 2 * MINUTE, text: 'the page says operational' };
    case 'agree':
      return { type: 'disagreement.end' };
    case 'mark':
      return { type: 'message.mark', message: (story.state.messages.messages.at(-1)?.id ?? 'none') as never };
    case 'record':
      return { type: 'message.record', channel: 'status-page', template: 'investigating', text: 'We are looking' };
  }
}

const engines: ReadonlySet<OutsideMove['outside']> = new Set(['silence report', 'disagree', 'agree']);

/** Does the move if the launch lets it. */
export function doOutsideMove(story: Story, move: OutsideMove): void {
  story.after(1);
  const person = engines.has(move.outside) ? null : move.isApt ? commander : move.person;
  const decision = story.ask(person, commandOf(story, move));
  if (decision.ok) story.accept(decision);
}
