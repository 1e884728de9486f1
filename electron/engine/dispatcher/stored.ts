import type { DomainEvent } from '#shared/domain/catalogue.ts';
import type { StoredEvent } from '#shared/domain/stored-event.ts';
import { eventVersion, upcast } from '#shared/domain/upcasts.ts';
import type { NewEvent } from '../store/append.ts';
import type { Recorded } from '../store/record.ts';

/** An event as the log keeps it: its type in the header, the rest as data. */
export function toNewEvent(event: DomainEvent): NewEvent {
  const { type, ...data } = event;
  return { type, version: eventVersion(type), data };
}

/**
 * An event as the domain knows it. Its shape was checked by its type when it was written and its bytes are under the
 * chain: what a redaction took away, or an event of a newer Tminus, is null.
 */
export function fromRecorded(recorded: Recorded): StoredEvent | null {
  if (recorded.isRedacted === true || recorded.data === null || typeof recorded.data !== 'object') return null;
  const data = upcast(recorded.type, recorded.version, { ...recorded.data });
  const event = { type: recorded.type, ...data } as DomainEvent;
  return { position: recorded.position, at: recorded.at, actor: recorded.actor, console: recorded.console, event };
}
