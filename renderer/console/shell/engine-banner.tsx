import { age } from '#shared/views/format/duration.ts';
import { useEngine } from '../../stores/engine.ts';
import { useRealNow } from '../../stores/now.ts';

/** The engine is away: since when, why, and that nothing is lost. */
export function EngineBanner() {
  const { state, since, reason } = useEngine();
  const now = useRealNow();
  const gone = since > 0 ? ` for ${age(now - since)}` : '';
  return (
    <div className="banner" role="alert">
      The engine does not answer{gone}
      {reason === '' ? '' : ` (${reason})`}.{' '}
      {state === 'restarting' ? 'It is being started again.' : 'It will be started again.'} Everything in the log is
      safe; what is shown is as it was last seen.
    </div>
  );
}

/** What is wrong with the log, with the outside or with the paper, in the engine's own sentence: said on every view. */
export const TroubleBanner = ({ message }: { readonly message: string }) => (
  <div className="banner" role="alert">
    {message}
  </div>
);
