import type { ObservationBatch } from '../../contract/observations.ts';
import type { LaunchState } from '../../domain/launch/state.ts';
import type { LaunchPlan } from '../../domain/plan/launch-plan.ts';
import { statusChannel } from '../../domain/publicity/status-channel.ts';
import { authorityById, namesWithRole } from '../../domain/roster/roles.ts';

/** A text that is ready to be posted to the status page by hand, and who has to agree. */
export type Draft = {
  readonly template: LaunchPlan['templates'][number];
  readonly channel: string;
  /** Who says that it may go out; empty when nobody has to. */
  readonly waitsFor: string;
  /** Where the page is edited; null where the pack names no address. */
  readonly adminUrl: string | null;
};

const ADMIN_LINK = 'status-page-admin';
const PUBLIC_MESSAGE = 'public-message';

/**
 * "Investigating", offered while the page says that all is well and our own checks don't agree; null when there is nothing
 * to say, or the pack has no such text. Sending it has no connector yet: a person posts it.
 */
export function investigatingDraft(latest: ObservationBatch | null, { launch, roster }: LaunchState): Draft | null {
  const channel = launch === null ? null : statusChannel(launch.plan);
  const isDue = latest?.disagreement?.isAlarm === true && latest.publicStatus?.indicator === 'none';
  if (launch === null || channel === null || !isDue) return null;
  const template = launch.plan.templates.find(
    (one) => one.channel === channel.id && one.status?.toLowerCase().startsWith('investigating') === true,
  );
  if (template === undefined) return null;
  const confirms = authorityById(launch.plan, PUBLIC_MESSAGE)?.confirms ?? [];
  return {
    template,
    channel: channel.id,
    waitsFor: confirms.map((role) => namesWithRole(roster, role)).join(', '),
    adminUrl: launch.plan.links.find(({ id }) => id === ADMIN_LINK)?.url ?? null,
  };
}
