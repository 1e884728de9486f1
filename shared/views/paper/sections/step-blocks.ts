import type { Action } from '#shared/domain/action/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { spoken } from '../../format/duration.ts';
import type { DayThing } from '../../projection.ts';
import { stepRow } from '../../step-rows.ts';
import type { About } from '../about.ts';
import { alarm, facts, heading, lines, quiet, steps, strong, table, text } from '../blocks.ts';
import type { Block, Cell, Line } from '../paper.ts';
import { OPERATION_COLUMNS, operationRow } from './operation-rows.ts';

const rolesOf = ({ plan, words }: About, id: string): string => {
  const authority = authorityById(plan, id);
  const asks = Array.isArray(authority?.asks)
    ? authority.asks.map(words.roleWithNames).join(' or ')
    : (authority?.asks ?? id);
  const confirms = (authority?.confirms ?? []).map(words.roleWithNames).join(' and ');
  return confirms === '' ? asks : `${asks}; confirmed by ${confirms}`;
};

const verificationWords = ({ verification }: Step): string => {
  if (verification === undefined) return 'none but what was read back';
  const { canarySharePercent, shareTolerancePoints, metrics, withinMs } = verification;
  const share =
    canarySharePercent === undefined
      ? []
      : [
          `${canarySharePercent} % of the requests at each service’s canary, give or take ${shareTolerancePoints ?? 0} points`,
        ];
  return `${[...share, ...(metrics ? ['error rate and p95 within the canary’s limits'] : [])].join('; ') || 'everything read back'}, within ${spoken(withinMs)}`;
};

function history({ words }: About, action: Action | null): Cell {
  if (action === null) return 'not asked for';
  const by = (at: number | null, what: string): Line | null => (at === null ? null : `${what} ${words.exactly(at)}`);
  return lines(
    `asked for ${words.exactly(action.askedAt)} by ${words.name(action.askedBy)}, attempt ${action.attempt}`,
    ...action.confirmations.map(
      (one) => `confirmed ${words.exactly(one.at)} by ${words.name(one.person)} as ${words.role(one.role)}`,
    ),
    by(action.startedAt, 'started'),
    by(action.completedAt, 'read back'),
    action.forced !== null && alarm(`without asking for capacity: ${action.forced}`),
    ...Object.entries(action.answers).map(([question, answer]) => `${question}: ${answer}`),
    action.reason !== '' && quiet(action.reason),
  );
}

/** What the commander weighs at its decision point (runbook §2.2 step 4). */
const decisionBlocks = ({ decision }: Step): readonly Block[] =>
  decision === undefined
    ? []
    : [
        table(
          ['Proceed 33', 'Hold and investigate 34', 'Roll back 33'],
          [[decision.proceed, decision.hold, decision.rollBack]],
        ),
      ];

/** A step with its operations in words, and where it stands; `thing` is its place in the day. */
export function stepBlocks(about: About, step: Step, thing: DayThing | undefined): readonly Block[] {
  const { state, plan, now, words } = about;
  const { action, holds } = stepStatus(state, step.id, now);
  const { mark, note } = stepRow(state, step, now);
  const told = plan.announcements.filter((one) => one.after === step.id).map((one) => one.title);
  const entryOf = (id: string) => action?.operations.find((one) => one.planned.id === id);
  const titleOf = (id: string): string => plan.steps.find((one) => one.id === id)?.title ?? id;
  const minimum = step.holds.map((hold, index) => {
    const until = holds[index]?.until ?? null;
    return `${hold.title}${until === null ? '' : `, until ${words.exactly(until)}`}`;
  });
  const gate = plan.gates.find((one) => one.id === step.gate)?.title;
  return [
    heading(step.title, mark.word),
    facts([
      ['Question', strong(step.question)],
      ['Planned', words.at(words.planned({ at: step.plannedAt }))],
      ...(thing === undefined || thing.actualAt !== null
        ? []
        : [['Expected now', lines(words.at(thing.projectedAt), thing.cause)] as const]),
      ['Stage', step.stagePercent === undefined ? 'moves no traffic' : `${step.stagePercent} % of the traffic`],
      ['Who', rolesOf(about, step.authority)],
      [
        'Comes after',
        lines(
          ...step.after.map(titleOf),
          gate !== undefined && `GO and fresh: ${gate}`,
          step.needsCanaryMetrics && 'canary metrics good at the moment of asking',
        ),
      ],
      ['Minimum holds', minimum],
      ['Verified when', verificationWords(step)],
      ['Stands', lines(strong(mark.word), note, ...([history(about, action)].flat() as readonly Line[]))],
    ]),
    ...(step.isPointOfNoReturn === true
      ? [text('Point of no return: it takes a way back away, and its name is typed.', 'warning')]
      : []),
    ...decisionBlocks(step),
    ...((step.checks?.length ?? 0) > 0 ? [text('People look at:'), steps(step.checks ?? [])] : []),
    table(
      OPERATION_COLUMNS,
      step.operations.map((planned) => operationRow(entryOf(planned.id), planned)),
    ),
    ...(told.length > 0 ? [text('Told when it is verified:'), steps(told)] : []),
  ];
}
