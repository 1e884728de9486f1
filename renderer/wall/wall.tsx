import { useEffect } from 'react';
import type { ScreenNumber } from '#shared/contract/window-calls.ts';
import { useEngine } from '../stores/engine.ts';
import { useLaunch } from '../stores/launch.ts';
import { useRealNow } from '../stores/now.ts';
import { usePresentation, usePresenter } from '../stores/presentation.ts';
import { hideIdleCursor } from './hide-idle-cursor.ts';
import { ScreensInTurn } from './screens-in-turn.tsx';
import { WallGrid } from './wall-grid.tsx';
import './wall.css';

/** How long a window that was loaded again says so, milliseconds. */
const cameBackShownMs = 60_000;

/** One window of the wall: one of the four screens (product §7), or several that share it. It shows and never acts. */
export function Wall({ screen }: { readonly screen: ScreenNumber }) {
  const phase = useLaunch((replica) => replica.phase);
  const { screens, sharing } = usePresentation();
  const own = screens.length === 0 ? [screen] : screens;
  const inTurn = sharing === 'rotation' && own.length > 1;
  useEffect(hideIdleCursor, []);
  return (
    <div className="wall-window">
      {phase !== 'open' ? (
        <Empty screens={own} isStarting={phase === 'starting'} />
      ) : inTurn ? (
        <ScreensInTurn screens={own} />
      ) : (
        <WallGrid screens={own} />
      )}
      <EngineNotice />
      <CameBackNotice />
    </div>
  );
}

type EmptyProps = { readonly screens: readonly ScreenNumber[]; readonly isStarting: boolean };

function Empty({ screens, isStarting }: EmptyProps) {
  const isPresenter = usePresenter();
  return (
    <main className="wall wall-empty">
      <h1>{screens.length === 1 ? `Screen ${screens[0]}` : `Screens ${screens.join(', ')}`}</h1>
      <p>{isStarting ? 'Starting.' : 'Waiting for a launch to be opened on the console.'}</p>
      {isPresenter && !isStarting ? <p className="wall-presenter-word">Presenter mode</p> : null}
    </main>
  );
}

function EngineNotice() {
  const isUp = useEngine((engine) => engine.state === 'up');
  if (isUp) return null;
  return (
    <p className="wall-notice" role="alert">
      The engine of this console does not answer: everything here is as it was last seen. It is being started again.
    </p>
  );
}

function CameBackNotice() {
  const cameBackAt = usePresentation((presentation) => presentation.cameBackAt);
  const now = useRealNow();
  if (cameBackAt === null || now - cameBackAt > cameBackShownMs) return null;
  return <p className="wall-notice wall-notice-calm">This window had stopped answering and was loaded again.</p>;
}
