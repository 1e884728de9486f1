import { type About, aboutOf, type PaperInput } from './about.ts';
import type { Paper, Section } from './paper.ts';
import { authorities } from './sections/authorities.ts';
import { checklists } from './sections/checklists.ts';
import { contacts } from './sections/contacts.ts';
import { cover } from './sections/cover.ts';
import { criteria } from './sections/criteria.ts';
import { day } from './sections/day.ts';
import { gates } from './sections/gates.ts';
import { incidentsAndChanges } from './sections/incidents.ts';
import { logLines } from './sections/log-lines.ts';
import { messages } from './sections/messages.ts';
import { notes } from './sections/notes.ts';
import { procedures } from './sections/procedures.ts';
import { quickRollback } from './sections/quick-rollback.ts';
import { rollout } from './sections/rollout.ts';
import { services } from './sections/services.ts';
import { checkpoints, publicity, warRoom } from './sections/war-room.ts';

/** In the order in which they are wanted when everything else is down. */
const all = (about: About): readonly Section[] => [
  cover(about),
  contacts(about),
  authorities(about),
  quickRollback(about),
  ...procedures(about),
  day(about),
  ...checklists(about),
  gates(about),
  ...rollout(about),
  services(about),
  criteria(about),
  incidentsAndChanges(about),
  messages(about),
  publicity(about),
  warRoom(about),
  checkpoints(about),
  notes(about),
  logLines(about),
];

/** The whole runbook with its state (product §10); null while there is no launch. */
export function paperOf(input: PaperInput): Paper | null {
  const about = aboutOf(input);
  if (about === null) return null;
  const { log, now, words, plan, kind, why } = about;
  const head = log.headHash.slice(0, 12) || 'none';
  return {
    title: plan.title,
    kind,
    logLine: `log ${log.position}, head ${head}, ${words.exactly(now)} ${plan.timeZone}`,
    why,
    sections: all(about),
  };
}
