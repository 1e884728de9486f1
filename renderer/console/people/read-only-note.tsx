import { spoken } from '#shared/views/format/duration.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { Kbd } from '../../ui/kbd.tsx';

/** A console where nobody is signed in: why, and what can be done all the same (authority.md). */
export function ReadOnlyNote() {
  const { person, lockedFor } = useSession();
  const idleMs = useLaunch((replica) => replica.state.launch?.plan.rules.idleLockMs ?? null);
  if (person !== null) return null;
  return (
    <section className="read-only" aria-label="Read-only console">
      <p>
        <b>{headOf(lockedFor, idleMs)}</b> It shows everything and signs nothing until somebody signs in.
      </p>
      <p className="muted">
        Anyone can still hold <Kbd>H</Kbd>, stop what is running, withdraw GO and raise a rollback criterion{' '}
        <Kbd>R</Kbd>.
      </p>
    </section>
  );
}

function headOf(lockedFor: 'idle' | 'revoked' | null, idleMs: number | null): string {
  if (lockedFor === 'idle')
    return `This console locked itself: nobody used it for ${idleMs === null ? 'a while' : spoken(idleMs)}.`;
  if (lockedFor === 'revoked') return 'Signed out: the key that was signed in here was revoked or replaced.';
  return 'This console only reads.';
}
