import type { DomainEvent } from './catalogue.ts';

/** An event as windows and screens get it: what happened, when, by whom, where in the log. */
export type StoredEvent = {
  /** Place in this console's log file. */
  readonly position: number;
  /** Launch time, epoch ms. */
  readonly at: number;
  /** Person id, `engine` or `anyone`. */
  readonly actor: string;
  readonly console: string;
  readonly event: DomainEvent;
};
