import { createRoot } from 'react-dom/client';
import { invariant } from '#shared/lib/invariant.ts';
import { connect } from '../stores/connect.ts';
import { startTicking } from '../stores/now.ts';
import { followPresentation } from '../stores/presentation.ts';
import { applyTheme, readTheme } from '../theme/theme.ts';
import { App } from './app.tsx';
import { routeOf } from './route.ts';

const root = document.getElementById('root');
invariant(root, 'index.html has an element #root');
applyTheme(readTheme());
connect();
followPresentation();
startTicking();
createRoot(root).render(<App route={routeOf(window.location.hash)} />);
