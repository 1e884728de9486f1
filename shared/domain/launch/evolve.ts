import { adoptedRoster, evolveAdoption } from '../adoption/evolve.ts';
import type { DomainEvent } from '../catalogue.ts';
import type { LaunchPlan } from '../plan/launch-plan.ts';
import { withoutKey } from '../roster/state.ts';
import type { LaunchState } from './state.ts';

/** The cluster as it is reached now. */
export function identified(
  state: LaunchState,
  { type: _, ...cluster }: Extract<DomainEvent, { type: 'cluster.identified' }>,
): LaunchState {
  if (state.launch === null) return state;
  return { ...state, launch: { ...state.launch, cluster } };
}

/** The launch's first event: the plan and the roster are copied, the clock is set. */
export function created(
  state: LaunchState,
  event: Extract<DomainEvent, { type: 'launch.created' }>,
  at: number,
): LaunchState {
  const people = event.people.map((person) => {
    const isKeeper = person.id === event.keeper;
    const key = {
      publicKey: isKeeper ? event.keeperKey : null,
      words: isKeeper ? event.keeperWords : null,
      witness: isKeeper ? event.keeper : null,
    };
    return [person.id, { ...withoutKey(person), ...key }] as const;
  });
  const { launch: id, kind, plan } = event;
  return {
    ...state,
    launch: { id, kind, plan, createdAt: at, cluster: null, launchedAt: null },
    roster: { keeper: event.keeper, people: Object.fromEntries(people) },
    clock: {
      ...state.clock,
      tZeroAt: event.tZeroAt,
      plannedTZeroAt: event.tZeroAt,
      anchorAt: event.tZeroAt,
      window: event.window ?? null,
    },
  };
}

/** The launch goes on with the new plan and roster. */
export function adopted(
  state: LaunchState,
  event: Extract<DomainEvent, { type: 'adoption.adopted' }>,
  at: number,
): LaunchState {
  const { waiting } = state.adoption;
  if (state.launch === null || waiting?.id !== event.adoption) return state;
  return {
    ...state,
    launch: { ...state.launch, plan: waiting.plan },
    roster: adoptedRoster(state.roster, waiting),
    adoption: {
      ...evolveAdoption(state.adoption, event, at),
      // A change of people alone leaves what was rehearsed of the plan as good as it was.
      ...(samePlan(state.launch.plan, waiting.plan) ? {} : { planAdoptedAt: at }),
    },
  };
}

const samePlan = (a: LaunchPlan, b: LaunchPlan): boolean => JSON.stringify(a) === JSON.stringify(b);
