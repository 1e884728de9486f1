import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isSuspended } from '#shared/domain/publicity/stop.ts';
import { namesWithRole, roleTitle } from '#shared/domain/roster/roles.ts';

/** A post to the public that others send for us, and whether its owner has stopped it (reconciled 31). */
export type PublicityRow = {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly link: string | null;
  readonly isStopped: boolean;
  /** Who said so and when; null while nobody has. */
  readonly marked: { readonly by: string; readonly at: number } | null;
};
export type Publicity = {
  /** What stopped it; null while it may go out. */
  readonly stop: { readonly at: number; readonly cause: string; readonly reason: string } | null;
  readonly rows: readonly PublicityRow[];
  /** Our own messages that wait for the release. */
  readonly waiting: number;
  /** False once all is as it should be: nothing is stopped, and no post is left behind as stopped. */
  readonly isOpen: boolean;
};

export function publicity(state: LaunchState): Publicity {
  const { stop, posts } = state.publicity;
  const plan = state.launch?.plan;
  const rows = (plan?.publicity ?? []).map(({ id, title, owner, link }): PublicityRow => {
    const post = posts[id];
    const names = namesWithRole(state.roster, owner);
    const role = plan === undefined ? owner : roleTitle(plan, owner);
    return {
      id,
      title,
      owner: names === '' ? role : `${role}, ${names}`,
      link: link?.startsWith('https://') === true ? link : null,
      isStopped: post?.state === 'stopped',
      marked: post === undefined ? null : { by: state.roster.people[post.by]?.name ?? post.by, at: post.at },
    };
  });
  const waiting = state.messages.messages.filter(
    (message) => message.state === 'queued' && isSuspended(state, message.channel),
  ).length;
  return { stop, rows, waiting, isOpen: stop !== null || rows.some((row) => row.isStopped) };
}
