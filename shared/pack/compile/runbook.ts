import { RoleId } from '../../domain/ids.ts';
import type { LaunchPlan } from '../../domain/plan/launch-plan.ts';
import { noRunbookParts, type RunbookParts } from '../../domain/plan/runbook.ts';
import type { PackContent } from '../schema/pack.ts';
import { fill, fillAll, type VariableValue } from '../variables.ts';
import type { ByHand } from './by-hand.ts';
import { whenOf } from './when.ts';
import { writtenProcedures } from './written-procedures.ts';

type Values = ReadonlyMap<string, VariableValue>;

/** An optional text under its key, its variables filled in. */
const optional = <Key extends string>(key: Key, words: string | undefined, values: Values) =>
  words === undefined ? {} : ({ [key]: fill(words, values) } as Record<Key, string>);

/** What a copy of the launch begins with; what is secret is asked for again. */
const variables = (content: PackContent, values: Values): LaunchPlan['variables'] =>
  Object.fromEntries(
    content.variables
      .filter((variable) => variable.asked === 'launch' && !variable.secret)
      .flatMap(({ id }) => {
        const value = values.get(id);
        return value === undefined ? [] : [[id, value]];
      }),
  );

function people(content: PackContent, values: Values) {
  return {
    seniorEngineers: { minimum: content.seniorEngineers.people.minimum },
    experts: content.experts.map(({ id, title, contact }) => ({ id, title, ...optional('contact', contact, values) })),
    contacts: content.contacts.map(({ id, title, how }) => ({ id, title, ...optional('how', how, values) })),
  };
}

function room({ warRoom, links, vendors }: PackContent, values: Values) {
  const filled = (words: readonly string[]) => words.map((one) => fill(one, values));
  return {
    links: links.map(({ id, title, url, for: shownAt, parameters }) => ({
      ...{ id, title, url: fill(url, values) },
      ...(shownAt === undefined ? {} : { shownAt }),
      ...(parameters === undefined ? {} : { parameters: fillAll(parameters, values) }),
    })),
    vendors: vendors.map(({ id, title, statusPage }) => ({ id, title, statusPage: fill(statusPage, values) })),
    warRoom:
      warRoom === undefined
        ? noRunbookParts.warRoom
        : {
            physical: filled(warRoom.physical),
            virtual: filled(warRoom.virtual),
            breakoutRooms: filled(warRoom.breakoutRooms),
            ...(warRoom.shift === undefined ? {} : { shiftMs: warRoom.shift }),
          },
  };
}

function told(content: PackContent, values: Values) {
  return {
    announcements: content.announcements.map(({ after, title, template }) => ({
      after,
      title,
      ...(template === undefined ? {} : { template }),
    })),
    publicity: content.publicity.map(({ id, title, owner, link }) => ({
      id,
      title,
      owner: RoleId.parse(owner),
      ...optional('link', link, values),
    })),
    escalation: content.escalation.map(({ severity, notify, method, within, condition }) => ({
      severity,
      notify,
      method,
      within,
      ...(condition === undefined ? {} : { condition }),
    })),
    escalationTriggers: content.escalationTriggers.map(({ from, to, title, unresolvedFor }) => ({
      from,
      to,
      title,
      ...(unresolvedFor === undefined ? {} : { unresolvedForMs: unresolvedFor }),
    })),
    cadences: content.cadences.map(({ id, title, mode, slots }) => ({
      id,
      title,
      mode,
      slots: slots.map(({ every, prompts }) => ({ everyMs: every, prompts })),
    })),
  };
}

function reviewed(content: PackContent, tZero: number) {
  return {
    checkpoints: content.checkpoints.map(({ id, title, at, focus, participants }) => ({
      id,
      title,
      ...whenOf(at, tZero),
      focus,
      participants,
    })),
    successCriteria: content.successCriteria.map(({ id, title, checkpoint, criteria }) => ({
      id,
      title,
      checkpoint,
      criteria: criteria.map(({ id: name, title: words, measure }) => ({
        id: name,
        title: words,
        ...(measure === undefined ? {} : { measure }),
      })),
    })),
  };
}

/** The parts of a runbook that people read and say, beside what the console carries out. */
export function runbook(content: PackContent, values: Values, hand: ByHand, tZero: number): RunbookParts {
  const { window } = content.clock;
  return {
    variables: variables(content, values),
    window: window ? { earliest: whenOf(window.earliest, tZero), latest: whenOf(window.latest, tZero) } : null,
    ...people(content, values),
    ...room(content, values),
    canarySteps: content.canarySteps.map(({ title, at, detail }) => ({
      title,
      at: whenOf(at, tZero).at,
      ...optional('detail', detail, values),
    })),
    procedures: writtenProcedures(content, values, hand),
    rollbackWindows: content.rollbackWindows.map(({ title, from, until, considerations }) => ({
      title,
      fromMs: from,
      ...(until === undefined ? {} : { untilMs: until }),
      considerations,
    })),
    ...told(content, values),
    ...reviewed(content, tZero),
  };
}
