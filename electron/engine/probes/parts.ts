import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { ProbeCheck, ProbeKind } from '#shared/domain/plan/probe.ts';
import type { Feeds } from '../adapters/feeds.ts';
import type { Looks } from '../adapters/looks.ts';
import type { Outside } from '../adapters/outside.ts';
import type { Clock } from '../clock.ts';
import type { ObservationHub } from '../watch/hub.ts';
import { type Finding, unknown } from './finding.ts';

/** What a look may use. */
export type ProbeParts = {
  readonly plan: Pick<LaunchPlan, 'channels'>;
  readonly clock: Clock;
  readonly hub: ObservationHub;
  /** What is read whatever becomes of the cluster (0037); null: nothing is set up. */
  readonly feeds: Feeds | null;
  /** Null: the launch's cluster isn't connected. */
  readonly outside: Outside | null;
  /** What needs no connection of the launch. */
  readonly looks: Looks;
};

export type CheckOf<Kind extends ProbeKind> = Extract<ProbeCheck, { readonly kind: Kind }>;
/** One kind of probe: looks once, within the signal's time, changes nothing. What doesn't answer is unknown. */
export type Look<Kind extends ProbeKind, Parts = ProbeParts> = (
  check: CheckOf<Kind>,
  parts: Parts,
  signal: AbortSignal,
) => Promise<Finding>;

const nothing = 'Nothing is connected: this can not be looked at.';

/** A look that needs what is read from elsewhere than the cluster. */
export const fed =
  <Kind extends ProbeKind>(look: Look<Kind, ProbeParts & { readonly feeds: Feeds }>): Look<Kind> =>
  async (check, parts, signal) =>
    parts.feeds === null ? unknown(nothing) : look(check, { ...parts, feeds: parts.feeds }, signal);

/** A look that needs the launch's cluster, or what is carried out beside it. */
export const connected =
  <Kind extends ProbeKind>(look: Look<Kind, ProbeParts & { readonly outside: Outside }>): Look<Kind> =>
  async (check, parts, signal) =>
    parts.outside === null ? unknown(nothing) : look(check, { ...parts, outside: parts.outside }, signal);
