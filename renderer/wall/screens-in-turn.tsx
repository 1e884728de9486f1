import { useEffect, useState } from 'react';
import type { ScreenNumber } from '#shared/contract/window-calls.ts';
import { screenTitles } from '#shared/views/wall-attention.ts';
import { type Turn, turnAt, turnView } from '#shared/views/wall-turn.ts';
import { useRealNow } from '../stores/now.ts';
import { usePresentation } from '../stores/presentation.ts';
import { useAttention } from './use-attention.ts';
import { WallGrid } from './wall-grid.tsx';

/** Screens that share a monitor take turns; the line below says which is shown, which comes next, and when. */
export function ScreensInTurn({ screens }: { readonly screens: readonly ScreenNumber[] }) {
  const rotationMs = usePresentation((presentation) => presentation.rotationMs);
  const wanted = useAttention().screens;
  const now = useRealNow();
  const [turn, setTurn] = useState<Turn>({ screen: screens[0] ?? 1, since: now });
  const clock = { now, rotationMs };
  const current = turnAt(turn, screens, wanted, clock);
  useEffect(() => setTurn(current), [current]);
  const { next, nextInMs } = turnView(current, screens, wanted, clock);
  return (
    <>
      <WallGrid screens={[current.screen]} />
      <footer className="wall-turn">
        {screens.map((screen) => (
          <span
            key={screen}
            className={screen === current.screen ? 'wall-turn-shown' : ''}
            {...(screen === current.screen ? { 'aria-current': true } : {})}
          >
            {screen}
          </span>
        ))}
        <span className="push">
          {wanted.includes(current.screen) ? 'this screen has to be looked at; ' : ''}
          next: {next} {screenTitles[next]} in <span className="num">{Math.ceil(nextInMs / 1000)} s</span>
        </span>
      </footer>
    </>
  );
}
