import type { DomainEvent } from '../catalogue.ts';
import type { LaunchState } from '../launch/state.ts';
import { because, type Line, line, type Words } from './words.ts';

type SafetyEvent = Extract<
  DomainEvent,
  {
    type:
      | 'dry-run.requested'
      | 'dry-run.reported'
      | 'baseline.captured'
      | 'change.seen'
      | 'incident.declared'
      | 'incident.graded'
      | 'incident.resolved'
      | 'action-item.added'
      | 'action-item.closed'
      | 'success.marked';
  }
>;

/** What the timeline says of dry runs, baselines, changes by others, incidents, action items and success criteria. */
export function describeSafety(event: SafetyEvent, { name }: Words, state: LaunchState): Line {
  const incident = (id: string) => state.incidents.incidents.find((entry) => entry.id === id)?.title ?? id;
  const item = (id: string) => state.actionItems.items.find((entry) => entry.id === id)?.title ?? id;
  const procedure = (id: string) => id.replace('-', ' ');
  switch (event.type) {
    case 'dry-run.requested':
      return line('Dry run', `${procedure(event.procedure)}, ${name(event.by)}`);
    case 'dry-run.reported': {
      const wrong = event.findings.filter((one) => one.state === 'act' || one.state === 'unknown');
      return event.isPassed
        ? line('Dry run passed', `${event.findings.length} operations`, 'good')
        : line('Dry run failed', wrong.map((one) => `${one.title}: ${one.text}`).join('; '), 'act');
    }
    case 'baseline.captured':
      return line('Baseline captured', `${Object.keys(event.p95Ms).length} services, ${event.samples} samples`);
    case 'change.seen': {
      const fields = event.fields.map(({ field, from, to }) => `${field} ${from} → ${to}`).join(', ');
      const what = event.what === 'changed' ? fields : event.what;
      return line(
        event.isDoneOutside ? 'Done outside' : 'Changed outside',
        `${event.object} by ${event.manager}: ${what}`,
        'watch',
      );
    }
    case 'incident.declared':
      return line(`${event.severity} incident`, `${event.title}, ${name(event.by)}`, 'act');
    case 'incident.graded':
      return line(
        `Now ${event.severity}`,
        `${incident(event.incident)}, ${name(event.by)}${because(event.reason)}`,
        'watch',
      );
    case 'incident.resolved':
      return line('Resolved', `${incident(event.incident)}, ${name(event.by)}: ${event.text}`, 'good');
    case 'action-item.added':
      return line(
        event.isBlocking ? 'Blocking action item' : 'Action item',
        `${event.title}, ${event.owner === null ? 'nobody yet' : name(event.owner)}`,
        event.isBlocking ? 'watch' : 'plain',
      );
    case 'action-item.closed':
      return line('Action item done', `${item(event.item)}, ${name(event.by)}${because(event.text)}`);
    case 'success.marked':
      return line(
        event.state === 'met'
          ? 'Success criterion met'
          : event.state === 'open'
            ? 'Success criterion open'
            : 'Success criterion not met',
        `${event.set}: ${event.criterion}, ${name(event.by)}${because(event.text)}`,
        event.state === 'not-met' ? 'act' : 'plain',
      );
  }
}
