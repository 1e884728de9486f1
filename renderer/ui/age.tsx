import { age } from '#shared/views/format/duration.ts';

/** How old the data beside it is; `no data yet` where nothing came. */
export const Age = ({ at, now }: { readonly at: number | null; readonly now: number }) =>
  at === null ? <span>no data yet</span> : <span>{age(now - at)} ago</span>;
