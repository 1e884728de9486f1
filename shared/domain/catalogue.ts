import { z } from 'zod';
import { actionEvents } from './action/events.ts';
import { actionItemEvents } from './action-item/events.ts';
import { adoptionEvents } from './adoption/events.ts';
import { changeEvents } from './change/events.ts';
import { checklistEvents } from './checklist/events.ts';
import { clockEvents } from './clock/events.ts';
import { gateEvents } from './gate/events.ts';
import { incidentEvents } from './incident/events.ts';
import { launchEvents } from './launch/events.ts';
import { messageEvents } from './message/events.ts';
import { noteEvents } from './note/events.ts';
import { operationEvents } from './operation/events.ts';
import { probeEvents } from './probe/events.ts';
import { publicityEvents } from './publicity/events.ts';
import { rollbackEvents } from './rollback/events.ts';
import { rosterEvents } from './roster/events.ts';
import { signalEvents } from './signal/events.ts';
import { silenceEvents } from './silence/events.ts';
import { successEvents } from './success/events.ts';
import { timelineEvents } from './timeline/events.ts';

/** Every event of every slice. A stored event's shape never changes: see test/shared/domain/fingerprints. */
export const DomainEvent = z.discriminatedUnion('type', [
  ...launchEvents,
  ...rosterEvents,
  ...adoptionEvents,
  ...clockEvents,
  ...timelineEvents,
  ...checklistEvents,
  ...probeEvents,
  ...gateEvents,
  ...actionEvents,
  ...operationEvents,
  ...rollbackEvents,
  ...signalEvents,
  ...messageEvents,
  ...publicityEvents,
  ...noteEvents,
  ...incidentEvents,
  ...actionItemEvents,
  ...changeEvents,
  ...successEvents,
  ...silenceEvents,
]);
export type DomainEvent = z.infer<typeof DomainEvent>;
