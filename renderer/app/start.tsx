import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { invariant } from '#shared/lib/invariant.ts';
import { connect } from '../stores/connect.ts';
import { startTicking } from '../stores/now.ts';
import { followPresentation } from '../stores/presentation.ts';
import { applyTheme, readTheme } from '../theme/theme.ts';
import { Boundary } from './boundary.tsx';

/** Joins this window to the engine and draws it. */
export function start(window: ReactNode): void {
  const root = document.getElementById('root');
  invariant(root, 'the page has an element #root');
  applyTheme(readTheme());
  connect();
  followPresentation();
  startTicking();
  createRoot(root).render(<Boundary>{window}</Boundary>);
}
