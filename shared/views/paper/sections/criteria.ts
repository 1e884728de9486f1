import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { RollbackCriterion } from '#shared/domain/plan/measured.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { minutesSeconds, spoken } from '../../format/duration.ts';
import type { About } from '../about.ts';
import { alarm, heading, lines, list, quiet, section, strong, table, text } from '../blocks.ts';
import type { Block, Line, Row, Section } from '../paper.ts';

function metrics({ plan, state, words }: About): readonly Block[] {
  const judged = state.signal.canary;
  const rows = plan.canaryMetrics.map((metric): Row => {
    const last = judged?.metrics.find((one) => one.id === metric.id);
    const said = last === undefined ? quiet('not judged yet') : `${last.verdict}: ${last.value}, ${last.where}`;
    return [strong(metric.title), metric.limit, said];
  });
  return [
    heading('Canary metrics', judged === null ? '' : `last judged ${words.exactly(judged.at)}`),
    table(['Metric 28', 'Limit 32', 'Last judgement 40'], rows),
  ];
}

/** How a criterion comes to be known. */
function knownBy({ metric, measured }: RollbackCriterion, measures: About['plan']['signals']['measures']): string {
  if (metric !== undefined)
    return `watched, for ${spoken(metric.sustainedMs)}, per service, each subset and in total; the worst counts`;
  if (measured === undefined) return 'raised by a person';
  const titles = measured.measures.map((id) => measures.find((one) => one.id === id)?.title ?? id);
  return `watched, for ${spoken(measured.sustainedMs)}: ${titles.join(', ')}; the worst counts`;
}

/** The three classes with who decides and how long they have (runbook §3.1). */
function classes({ plan, words }: About): readonly Block[] {
  return plan.severities.flatMap((rule) => {
    const authority = authorityById(plan, rule.authority);
    const asks = Array.isArray(authority?.asks) ? authority.asks : [];
    const who = [...asks, ...(authority?.confirms ?? [])].map(words.roleWithNames).join(' and ');
    const rows = plan.criteria
      .filter((criterion) => criterion.severity === rule.severity)
      .map((criterion): Row => [{ box: 'open' }, criterion.title, knownBy(criterion, plan.signals.measures)]);
    return [
      heading(
        rule.title,
        rule.decisionMs === null ? 'no decision window' : `${minutesSeconds(rule.decisionMs)} to decide`,
      ),
      text(`Who decides: ${who}.`),
      table(['  5', 'Criterion 50', 'How it is known 45'], rows),
    ];
  });
}

/** One service alone, by break-glass: what is not like any other rollback. */
function subjectWords({ plan }: About, { subject }: Action): readonly Line[] {
  if (subject.kind !== 'rollback') return [];
  const titles = (subject.services ?? []).map((id) => plan.services.find((one) => one.id === id)?.title ?? id);
  return [
    ...(titles.length > 0 ? [`only ${titles.join(', ')}`] : []),
    ...(subject.isBreakGlass === true ? [alarm('break-glass')] : []),
  ];
}

function decisions(about: About): readonly Block[] {
  const { state, words } = about;
  const rows = state.rollback.decisions.map(
    (one): Row => [
      words.exactly(one.openedAt),
      lines(strong(one.title), one.severity, quiet(one.evidence)),
      one.raisedBy === null ? 'the watch' : words.name(one.raisedBy),
      one.state === 'open'
        ? alarm(one.hasTimedOut ? 'open, its time is over' : 'open')
        : lines(
            one.state.replace('-', ' '),
            `${words.name(one.closedBy)}, ${one.closedAt === null ? '' : words.exactly(one.closedAt)}`,
          ),
    ],
  );
  const rollbacks = actionsInOrder(state.actions)
    .filter(isRollback)
    .map(
      (action): Row => [
        words.exactly(action.askedAt),
        lines(strong(action.title), ...subjectWords(about, action), action.reason),
        words.name(action.askedBy),
        action.state,
      ],
    );
  return [
    heading('Decisions so far'),
    table(['Opened 20', 'Criterion 40', 'Raised by 18', 'Stands 22'], rows),
    heading('Rollbacks so far'),
    table(['Asked for 20', 'What 40', 'By 18', 'Stands 22'], rollbacks),
  ];
}

function windows({ plan, state, words }: About): readonly Block[] {
  const from = state.launch?.launchedAt ?? null;
  const span = (fromMs: number, untilMs: number | undefined): string =>
    untilMs === undefined ? `after ${spoken(fromMs)}` : `${spoken(fromMs)} to ${spoken(untilMs)}`;
  const rows = plan.rollbackWindows.map(
    (window): Row => [
      lines(strong(window.title), span(window.fromMs, window.untilMs)),
      from === null
        ? 'begins when 100 % is verified'
        : `${words.at(from + window.fromMs)}${window.untilMs === undefined ? ' on' : ` to ${words.at(from + window.untilMs)}`}`,
      window.considerations,
    ],
  );
  return [heading('Rollback windows'), table(['Window 38', 'When 28', 'Asked first 34'], rows)];
}

/** When to roll back, who says so, how long they have (runbook §2.2, §3.1). */
export const criteria = (about: About): Section =>
  section('criteria', 'Canary limits and rollback criteria', [
    ...metrics(about),
    ...classes(about),
    ...windows(about),
    list([
      'An error rate is told only from a minimum of requests on: below it the verdict is "too few", neither good nor bad, and blocks.',
    ]),
    ...decisions(about),
  ]);
