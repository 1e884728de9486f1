import type { PersonId } from '../ids.ts';

export type PostState = 'scheduled' | 'stopped';
export type PostEntry = {
  readonly state: PostState;
  readonly by: PersonId;
  readonly at: number;
  readonly note: string;
};
/** What goes out to the public beside the launch (reconciled 31). */
export type PublicityState = {
  /** While set, our queued messages to the public wait and every external post is to be stopped by its owner. */
  readonly stop: { readonly at: number; readonly cause: string; readonly reason: string } | null;
  /** External posts by id; one nobody has touched is scheduled and isn't in the record. */
  readonly posts: Readonly<Record<string, PostEntry>>;
};
export const emptyPublicity: PublicityState = { stop: null, posts: {} };
