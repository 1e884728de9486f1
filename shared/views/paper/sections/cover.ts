import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import { gateFreshness } from '#shared/domain/gate/freshness.ts';
import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { isOnItsWay } from '#shared/domain/rollout/attempt.ts';
import { spoken } from '../../format/duration.ts';
import { incidentRows } from '../../incident-rows.ts';
import { position } from '../../position.ts';
import { tClock } from '../../t-clock.ts';
import type { About } from '../about.ts';
import { alarm, facts, lines, section, strong, text } from '../blocks.ts';
import type { Cell, Section } from '../paper.ts';

type Fact = readonly [string, Cell];

function clockFacts({ state, now, words }: About): readonly Fact[] {
  const { tZeroAt, plannedTZeroAt, window, hold, scrub } = state.clock;
  const movedMs = tZeroAt - plannedTZeroAt;
  const moved =
    movedMs === 0 ? 'as planned' : `${spoken(Math.abs(movedMs))} ${movedMs > 0 ? 'later' : 'earlier'} than planned`;
  const holdText =
    hold === null
      ? 'none'
      : alarm(`since ${words.at(hold.since)}, ${words.name(hold.by)}: ${hold.reason || 'no reason given'}`);
  return [
    ['T-0 now', lines(strong(words.inFull(tZeroAt)), moved)],
    ['T-0 planned', words.inFull(plannedTZeroAt)],
    ['T-clock', strong(`${tClock(state.clock, now).text}${hold === null ? '' : ', held'}`)],
    [
      'Launch window',
      window === null ? 'none' : `T-0 from ${words.at(window.earliestAt)} to ${words.at(window.latestAt)}`,
    ],
    ['Hold', holdText],
    ...(scrub === null
      ? []
      : [['Scrubbed', alarm(`${words.at(scrub.at)}, ${words.name(scrub.by)}: ${scrub.reason}`)] as const]),
  ];
}

/** GO and fresh, or why not, in one sentence for each gate. */
function gateFacts({ state, plan, now, words }: About): readonly Fact[] {
  return plan.gates.map((gate) => {
    const fresh = gateFreshness(state, gate.id, now);
    const decision = state.gate.gates[gate.id]?.decision ?? null;
    const by = decision === null ? '' : `decided ${words.at(decision.at)} by ${words.name(decision.by)}`;
    return [gate.title, fresh.ok ? lines(strong('GO, fresh'), by) : lines(fresh.error.message, by)];
  });
}

/** What is open, the gravest first; the section on incidents has all. */
function openIncidents({ state, now, words }: About): Cell {
  const open = incidentRows(state, now).filter(({ entry }) => entry.resolvedAt === null);
  if (open.length === 0) return 'none open';
  return open.map(({ entry }) => alarm(`${entry.severity}: ${entry.title}, since ${words.exactly(entry.declaredAt)}`));
}

function standing(about: About): readonly Fact[] {
  const { state, now, words } = about;
  const { phase, next } = position(state, now);
  const decisions = openDecisions(state).map((one) =>
    alarm(
      `${one.severity}: ${one.title}, open since ${words.exactly(one.openedAt)}${one.dueAt === null ? '' : `, decide by ${words.exactly(one.dueAt)}`}`,
    ),
  );
  const inHand = actionsInOrder(state.actions).filter(isOnItsWay);
  const { readiness } = state.signal;
  return [
    ['Phase and stage', lines(strong(phase), next)],
    ...gateFacts(about),
    ['Open decisions', decisions.length === 0 ? 'none' : decisions],
    ['Actions in hand', inHand.length === 0 ? 'none' : inHand.map((action) => `${action.title}: ${action.state}`)],
    [
      'A rollback would work',
      readiness === null ? 'not proven yet' : `${readiness.verdict}, last change ${words.exactly(readiness.at)}`,
    ],
    [
      'Publicity',
      state.publicity.stop === null
        ? 'not stopped'
        : alarm(`stopped since ${words.exactly(state.publicity.stop.at)}: ${state.publicity.stop.cause}`),
    ],
    ['Incidents', openIncidents(about)],
  ];
}

/** What launch this is, where it stands, and what this paper is good for. */
export function cover(about: About): Section {
  const { state, plan, kind, log, why, now, words } = about;
  const cluster = state.launch?.cluster ?? null;
  const where =
    cluster === null
      ? `not seen yet; namespace ${plan.namespace}`
      : lines(
          strong(cluster.context),
          `${cluster.server}, as ${cluster.user}`,
          `namespace ${plan.namespace}, cluster ${cluster.uid}`,
        );
  return section('cover', 'Where the launch stands', [
    text(
      kind === 'rehearsal'
        ? 'REHEARSAL. Nothing here is a real launch.'
        : 'PRODUCTION. What is done by hand from this paper changes what customers use.',
      'warning',
    ),
    facts([
      ['Launch', `${state.launch?.id ?? ''}, from ${plan.pack.title} (${plan.pack.name} ${plan.pack.version})`],
      ...clockFacts(about),
      ...standing(about),
      ['Cluster', where],
      ['Written', `${words.inFull(now)}, for: ${why}`],
      ['Log', `position ${log.position}, head ${log.headHash}`],
    ]),
    text(
      'This paper shows the launch as it was when it was written. Go on with a pen: tick, sign, note the time. What is ' +
        'done by hand on the cluster is noticed by the console when it is back and recorded as done outside.',
      'quiet',
    ),
  ]);
}
