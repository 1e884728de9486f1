import { asId } from '../as-id.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { IncidentId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';

type IncidentCommand = CommandOf<'incident.declare' | 'incident.grade' | 'incident.resolve'>;

/** Anyone declares an incident; grading and resolving it is for people with a name (authority.md). */
export function decideIncident(state: LaunchState, command: IncidentCommand, stamp: Stamp): Decision {
  if (command.type === 'incident.declare') {
    const number = state.incidents.incidents.length + 1;
    const incident = asId<IncidentId>(`incident.${number}.${stamp.commandId.slice(-6)}`);
    const { severity, title } = command;
    return decided([{ type: 'incident.declared', incident, severity, title, by: stamp.person }]);
  }
  const entry = state.incidents.incidents.find((one) => one.id === command.incident);
  if (entry === undefined) return refuse('no-such-incident', 'There is no such incident.');
  if (entry.resolvedAt !== null) return refuse('resolved', `"${entry.title}" is resolved already.`);
  if (stamp.person === null) return refuse('not-signed', 'This is for someone who is signed in.', 'Sign in first.');
  if (command.type === 'incident.resolve')
    return decided([{ type: 'incident.resolved', incident: entry.id, text: command.text, by: stamp.person }]);
  if (command.severity === entry.severity) return refuse('same', `"${entry.title}" is ${entry.severity} already.`);
  const { severity, reason } = command;
  return decided([{ type: 'incident.graded', incident: entry.id, severity, reason, by: stamp.person }]);
}
