import { never } from '../../lib/invariant.ts';
import type { SilenceEvent } from './events.ts';
import type { SilenceEntry, SilenceState } from './state.ts';

export function evolveSilences(state: SilenceState, event: SilenceEvent, at: number): SilenceState {
  const change = (to: Partial<SilenceEntry>): SilenceState => ({
    silences: state.silences.map((entry) => (entry.id === event.silence ? { ...entry, ...to } : entry)),
  });
  switch (event.type) {
    case 'silence.asked': {
      const { silence: id, alert, matchers, endsAt, reason, by } = event;
      const fresh = { standing: 'placing' as const, reference: null, trouble: null };
      return { silences: [...state.silences, { id, alert, matchers, endsAt, reason, by, askedAt: at, ...fresh }] };
    }
    case 'silence.placed':
      return change({ standing: 'active', reference: event.reference, trouble: null });
    case 'silence.failed': {
      // What couldn't be lifted holds on.
      const known = state.silences.find((entry) => entry.id === event.silence);
      const held = known?.reference == null ? 'unknown' : 'active';
      const standing = known?.standing === 'lifting' ? held : 'failed';
      return change({ standing, trouble: event.trouble });
    }
    case 'silence.outcome-unknown':
      return change({ standing: 'unknown', trouble: event.trouble });
    case 'silence.lift-asked':
      return change({ standing: 'lifting', trouble: null });
    case 'silence.ended':
      return change({ standing: 'over', trouble: null });
    default:
      return never(event, 'evolveSilences');
  }
}
