import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import { gateFreshness } from '#shared/domain/gate/freshness.ts';
import { voteOf } from '#shared/domain/gate/poll.ts';
import { untouchedGate } from '#shared/domain/gate/state.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { spoken } from '../../format/duration.ts';
import type { About } from '../about.ts';
import { alarm, blank, facts, heading, lines, quiet, section, strong, table } from '../blocks.ts';
import type { Block, Cell, Row, Section } from '../paper.ts';

function decision({ state, words, now }: About, gate: Gate): Cell {
  const entry = state.gate.gates[gate.id] ?? untouchedGate;
  const fresh = gateFreshness(state, gate.id, now);
  const made = entry.decision;
  return lines(
    fresh.ok ? strong('GO, fresh') : alarm(fresh.error.message),
    made !== null &&
      `${made.verdict.toUpperCase()} by ${words.name(made.by)}, ${words.exactly(made.at)}: ${made.reason || 'no reason given'}`,
    made !== null && made.recordedBy !== null && `recorded by ${words.name(made.recordedBy)}`,
    made !== null && made.overrode.length > 0 && alarm(`overrode: ${made.overrode.join(', ')}`),
    entry.withdrawn !== null &&
      alarm(
        `withdrawn ${words.exactly(entry.withdrawn.at)} by ${words.name(entry.withdrawn.by)}: ${entry.withdrawn.reason}`,
      ),
  );
}

function voteRow({ state, words, now }: About, gate: Gate, role: string): Row {
  const { state: stands, vote } = voteOf(state, gate, role, now);
  const there = (state.gate.gates[gate.id] ?? untouchedGate).attendance[role];
  const attends = there === undefined ? { box: 'open' as const } : there.isPresent ? 'present' : alarm('absent');
  const byVoice =
    vote?.recordedBy == null
      ? ''
      : `by voice, taken down by ${words.name(vote.recordedBy)}${vote.countersignedAt === null ? ', not countersigned' : ''}`;
  const given =
    vote === null
      ? ''
      : lines(
          strong(`${vote.verdict.toUpperCase()}${stands === 'stale' ? ', stale' : ''}`),
          `${words.name(vote.person)}, ${words.at(vote.at)}`,
          vote.reason,
          quiet(byVoice),
        );
  return [
    lines(
      strong(words.role(role)),
      quiet(
        words
          .people(role)
          .map((person) => person.name)
          .join(', '),
      ),
    ),
    attends,
    given,
    stands === 'go' || stands === 'no-go' ? 'in the log' : blank('GO / NO-GO, signature'),
  ];
}

function gateBlocks(about: About, gate: Gate): readonly Block[] {
  const { state, now, words } = about;
  const criteria = gateCriteria(state, gate.id, now).map(
    (criterion): Row => [
      criterion.title,
      criterion.state === 'met' ? strong('met') : alarm(criterion.state.replace('-', ' ')),
      criterion.text,
    ],
  );
  const votes = gate.attendees.map((role) => voteRow(about, gate, role));
  return [
    heading(gate.title, words.at(words.moment({ at: gate.plannedAt, clock: gate.clock }))),
    facts([
      ['Opens', gate.opens === 'launch' ? 'the launch' : 'the freeze of changes'],
      ['Stands', decision(about, gate)],
      ['A vote is fresh for', spoken(gate.voteFreshMs)],
    ]),
    table(['Criterion 34', 'Stands 14', 'Why 52'], criteria),
    table(['Attendee 28', 'There 12', 'Vote 32', 'On paper 28'], votes),
    facts([
      ['Decision by hand', 'GO ☐   NO-GO ☐   by ____________________   recorded by ____________________   at ________'],
    ]),
  ];
}

/** Go/No-Go: votes, criteria, decisions (runbook §1.5, reconciled 28 to 30). */
export const gates = (about: About): Section =>
  section(
    'gates',
    'Go/No-Go',
    about.plan.gates.flatMap((gate) => gateBlocks(about, gate)),
  );
