import { roleTitle } from '../../roster/roles.ts';
import { voteOf } from '../poll.ts';
import { type Criterion, met, notMet } from './verdict.ts';

/** A fresh GO from each attendee or their deputy (reconciled 29); one given by voice counts and is named as unsigned. */
export const allStakeholdersApprove: Criterion = (state, gate, now) => {
  const title = (role: string) => (state.launch === null ? role : roleTitle(state.launch.plan, role));
  const votes = gate.attendees.map((role) => ({ role, ...voteOf(state, gate, role, now) }));
  const named = (wanted: string) =>
    votes
      .filter((vote) => vote.state === wanted)
      .map(({ role }) => title(role))
      .join(', ');
  const against = named('no-go');
  if (against !== '') return notMet(`NO-GO from ${against}`);
  const missing = named('missing');
  if (missing !== '') return notMet(`no vote from ${missing}`);
  const stale = named('stale');
  if (stale !== '') return notMet(`stale vote of ${stale}`);
  const unsigned = votes.filter(({ vote }) => vote?.recordedBy != null && vote.countersignedAt === null);
  const byVoice =
    unsigned.length === 0 ? '' : `; by voice, not countersigned: ${unsigned.map(({ role }) => title(role)).join(', ')}`;
  return met(`GO from all ${gate.attendees.length}${byVoice}`);
};
