import { describePeople } from './describe/people.ts';
import { describePreparation } from './describe/preparation.ts';
import { describeSafety } from './describe/safety.ts';
import { describeSilence } from './describe/silence.ts';
import { because, type Line, line, notReadyText, wordsOf } from './describe/words.ts';
import type { LaunchState } from './launch/state.ts';
import type { StoredEvent } from './stored-event.ts';

/** What the timeline says of an event; `state` is the launch as it is now, for names and titles. */
export function describe({ event }: StoredEvent, state: LaunchState): Line {
  const words = wordsOf(state);
  const { name, role, stead } = words;
  const action = (id: string) => state.actions.byId[id]?.title ?? id;
  const operation = (actionId: string, id: string) =>
    state.actions.byId[actionId]?.operations.find((entry) => entry.planned.id === id)?.planned.title ?? id;
  const seen = (entries: readonly { readonly what: string; readonly seen: string; readonly agrees: boolean }[]) => {
    const wrong = entries.filter((entry) => !entry.agrees);
    if (wrong.length === 0) return entries.length === 0 ? '' : `${entries.length} of ${entries.length} as expected`;
    const more = wrong.length > 3 ? ` and ${wrong.length - 3} more` : '';
    return `${wrong
      .slice(0, 3)
      .map((entry) => `${entry.what} ${entry.seen}`)
      .join(', ')}${more}`;
  };
  switch (event.type) {
    case 'launch.created':
      return line('Launch made', `${event.plan.title}, ${event.kind}, by ${name(event.keeper)}`);
    case 'cluster.identified':
      return line(
        event.sources === undefined ? 'Cluster' : 'Connected',
        [`${event.context} at ${event.server}, as ${event.user}`, ...(event.sources ?? [])].join('; '),
      );
    case 'launch.launched':
      return line('Launched', 'its last stage is verified', 'good');
    case 'action.requested':
      return line(
        event.subject.kind === 'rollback' && event.subject.isBreakGlass === true ? 'Break-glass' : 'Asked for',
        `${event.title}${event.askedBy === null ? '' : `, by ${name(event.askedBy)}`}${event.subject.kind === 'rollback' ? because(event.subject.reason) : ''}${event.forced === undefined ? '' : `, forced: ${event.forced}`}`,
        event.subject.kind === 'rollback' ? 'act' : 'plain',
      );
    case 'action.planned':
      return line('Planned', `${action(event.action)}, plan ${event.hash.slice(0, 8)}`);
    case 'action.plan-failed':
      return line('Can not go', `${action(event.action)}: ${event.message}`, 'act');
    case 'action.replanned':
      return line('Planned anew', `${action(event.action)}: ${event.reason}`, 'watch');
    case 'action.confirmed':
      return line('Confirmed', `${action(event.action)}, ${name(event.by)} as ${role(event.role)}${stead(event)}`);
    case 'action.denied':
      return line(
        'Denied',
        `${action(event.action)}, ${name(event.by)}${stead(event)}${because(event.reason)}`,
        'watch',
      );
    case 'action.authorised':
      return line('Authorised', action(event.action));
    case 'action.started':
      return line(
        'Started',
        action(event.action),
        state.actions.byId[event.action]?.subject.kind === 'rollback' ? 'act' : 'plain',
      );
    case 'action.expired':
      return line('Expired', `${action(event.action)}: nobody confirmed in time`, 'watch');
    case 'action.stopped':
      return line(
        'Stopped',
        `${action(event.action)}, ${event.by === null ? 'by the rules' : name(event.by)}${because(event.reason)}`,
        'watch',
      );
    case 'action.failed':
      return line('Failed', `${action(event.action)}: ${event.reason}`, 'act');
    case 'action.completed':
      return line('Read back', `${action(event.action)}: every operation is done`);
    case 'action.verified':
      return line('Verified', `${action(event.action)}: ${seen(event.seen)}`, 'good');
    case 'action.not-effective':
      return line('Not effective', `${action(event.action)}: ${seen(event.seen)}`, 'act');
    case 'action.interrupted':
      return line('Not started', `${action(event.action)}: ${event.reason}`, 'watch');
    case 'action.paused':
      return line('Paused', `${action(event.action)}, ${name(event.by)}`, 'watch');
    case 'action.resumed':
      return line('Resumed', `${action(event.action)}, ${name(event.by)}`);
    case 'action.answered':
      return line(
        'Answered',
        `${action(event.action)}: ${Object.entries(event.answers)
          .map(([id, answer]) => `${id} ${answer}`)
          .join(', ')}, ${name(event.by)}`,
      );
    case 'action.continued':
      return line('Goes on', `${action(event.action)}, ${name(event.by)}`);
    case 'operation.started':
      return line('Begins', operation(event.action, event.operation));
    case 'operation.succeeded':
      return line('Done', `${operation(event.action, event.operation)} ${seen(event.seen)}`);
    case 'operation.failed':
      return line('Failed', `${operation(event.action, event.operation)}: ${event.message}`, 'act');
    case 'operation.outcome-unknown':
      return line('Outcome unknown', `${operation(event.action, event.operation)}: ${event.message}`, 'unknown');
    case 'operation.resolved':
      return line(
        'Looked',
        `${operation(event.action, event.operation)}: ${event.applied === 'yes' ? 'it had taken effect' : 'it had not taken effect'}`,
        event.applied === 'yes' ? 'good' : 'watch',
      );
    case 'operation.cancelled':
      return line('Not done', `${operation(event.action, event.operation)}: ${event.message}`, 'watch');
    case 'decision.opened':
      return line(`${event.severity} decision`, `${event.title}${because(event.evidence)}`, 'act');
    case 'decision.timed-out':
      return line(
        'Decision is late',
        state.rollback.decisions.find((entry) => entry.id === event.decision)?.title ?? '',
        'act',
      );
    case 'decision.kept-going':
      return line('Keep going', `${name(event.by)}${stead(event)}${because(event.reason)}`, 'watch');
    case 'dry-run.requested':
    case 'dry-run.reported':
    case 'baseline.captured':
    case 'change.seen':
    case 'incident.declared':
    case 'incident.graded':
    case 'incident.resolved':
    case 'action-item.added':
    case 'action-item.closed':
    case 'success.marked':
      return describeSafety(event, words, state);
    case 'canary.judged': {
      const bad = event.metrics.filter((metric) => metric.verdict === 'bad');
      if (bad.length > 0)
        return line(
          'Canary',
          bad.map((metric) => `${metric.title} ${metric.value} at ${metric.where}`).join(', '),
          'watch',
        );
      if (event.metrics.some((metric) => metric.verdict === 'unknown')) return line('Canary', 'no data', 'unknown');
      return event.metrics.some((metric) => metric.verdict === 'too-few')
        ? line('Canary', 'too few requests to judge', 'unknown')
        : line('Canary', 'within its limits', 'good');
    }
    case 'readiness.judged':
      return event.verdict === 'ready'
        ? line('Rollback ready', 'proven', 'good')
        : line('Rollback not ready', notReadyText(event.checks.filter((check) => check.state !== 'good')), 'watch');
    case 'message.queued':
      return line('Message stored', `${event.channel}: ${event.text.split('\n')[0] ?? ''}`);
    case 'message.delivered':
      return line('Message sent', messageText(state, event.message));
    case 'message.failed':
      return line('Message not sent', `${messageText(state, event.message)}: ${event.trouble}`, 'watch');
    case 'message.outcome-unknown':
      return line('Message may have been sent', `${messageText(state, event.message)}: ${event.trouble}`, 'unknown');
    case 'disagreement.raised':
      return line('Status page disagrees', event.text, 'act');
    case 'disagreement.ended':
      return line('Status page agrees again', '', 'good');
    case 'silence.asked':
    case 'silence.placed':
    case 'silence.failed':
    case 'silence.outcome-unknown':
    case 'silence.lift-asked':
    case 'silence.ended':
      return describeSilence(event, words, state);
    case 'note.written':
      return line(event.kind === 'note' ? 'Note' : 'Action item', `${event.text}, ${name(event.by)}`);
    case 'person.enrolled':
    case 'person.witnessed':
    case 'person.revoked':
    case 'role.handed-over':
    case 'adoption.requested':
    case 'adoption.confirmed':
    case 'adoption.denied':
    case 'adoption.adopted':
      return describePeople(event, words);
    default:
      return describePreparation(event, words);
  }
}

const messageText = (state: LaunchState, id: string): string => {
  const entry = state.messages.messages.find((message) => message.id === id);
  return entry === undefined ? id : `${entry.channel}: ${entry.text.split('\n')[0] ?? ''}`;
};
