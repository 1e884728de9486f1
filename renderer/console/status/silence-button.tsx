import { useState } from 'react';
import type { AlertObserved } from '#shared/contract/observed/outside.ts';
import { asId } from '#shared/domain/as-id.ts';
import type { SilenceId } from '#shared/domain/ids.ts';
import { matchersOf, silencers } from '#shared/views/status/silencers.ts';
import { useLaunch } from '../../stores/launch.ts';
import { launchNow } from '../../stores/now.ts';
import { Parts } from '../../ui/parts.tsx';
import { SignButton } from '../act/sign-button.tsx';
import './silence.css';

const MINUTE_MS = 60_000;
/** The longest is a little less than what is allowed: the engine's clock is a moment ahead of this window's. */
const lengths = [
  { id: '15', title: '15 min', ms: 15 * MINUTE_MS },
  { id: '30', title: '30 min', ms: 30 * MINUTE_MS },
  { id: '60', title: '1 h', ms: 60 * MINUTE_MS },
  { id: '120', title: '2 h', ms: 120 * MINUTE_MS },
  { id: '240', title: '4 h', ms: 240 * MINUTE_MS - 10_000 },
] as const;
type LengthId = (typeof lengths)[number]['id'];

/** Silences one alert as noise of the launch: by name, with an end, and never what feeds a rollback criterion. */
export function SilenceButton({ alert }: { readonly alert: AlertObserved }) {
  const state = useLaunch((replica) => replica.state);
  const [length, setLength] = useState<LengthId>('30');
  const ms = lengths.find(({ id }) => id === length)?.ms ?? lengths[0].ms;
  const matchers = matchersOf(alert);
  return (
    <SignButton
      size="small"
      title={`Silence ${alert.name}?`}
      doing="Silence"
      candidates={silencers(state)}
      reason={{ label: 'Why it is noise of this launch', isRequired: true }}
      command={(reason) => ({
        ...{ type: 'silence.place', alert: alert.name, matchers },
        ...{ endsAt: Math.round(launchNow() + ms), reason },
      })}
    >
      <p className="muted">
        {alert.summary === '' ? '' : `${alert.summary}. `}It still fires and is counted here, but nobody is called for
        it. What a rollback is decided by can't be silenced.
      </p>
      <div className="silence-length">
        <span className="dim">For</span>
        <Parts label="For how long" parts={lengths} shown={length} onShow={setLength} />
      </div>
      <p className="dim silence-labels">
        Only with these labels: {matchers.map(({ name, value }) => `${name}="${value}"`).join(', ')}
      </p>
    </SignButton>
  );
}

/** Lets an alert be heard again before its silence ends. */
export function LiftButton({ silence, alert }: { readonly silence: string; readonly alert: string }) {
  const state = useLaunch((replica) => replica.state);
  return (
    <SignButton
      size="small"
      isDirect
      title={`Lift the silence of ${alert}?`}
      doing="Lift"
      candidates={silencers(state)}
      command={() => ({ type: 'silence.lift', silence: asId<SilenceId>(silence) })}
    />
  );
}
