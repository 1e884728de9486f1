import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { invariant } from '#shared/lib/invariant.ts';
import { connect } from '../stores/connect.ts';
import { startTicking } from '../stores/now.ts';
import { followPresentation } from '../stores/presentation.ts';
import { applyTheme, readTheme } from '../theme/theme.ts';
import { Boundary } from './boundary.tsx';

/** A window whose engine is late is drawn without a launch then, milliseconds: it says that the engine is starting. */
const FIRST_DRAW_MS = 300;

/** Joins this window to the engine and draws it: once, with the launch in it. */
export function start(window: ReactNode): void {
  const root = document.getElementById('root');
  invariant(root, 'the page has an element #root');
  applyTheme(readTheme());
  const late = new Promise((resolve) => setTimeout(resolve, FIRST_DRAW_MS));
  // At once: what waits for the first frame waits for one with the launch in it. Whatever went wrong, something is drawn.
  const draw = (): void => flushSync(() => createRoot(root).render(<Boundary>{window}</Boundary>));
  void Promise.race([connect(), late]).finally(draw);
  followPresentation();
  startTicking();
}
