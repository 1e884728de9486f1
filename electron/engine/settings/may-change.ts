import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Engine } from '../engine.ts';
import { listCards } from '../launch-files.ts';

/**
 * Why this window may not save or test connections; null when it may. As soon as a production launch is on the console,
 * only somebody who is signed in to an open one may: what a rehearsal's roster says doesn't count. Archived launches are
 * over.
 */
export function whyNotChange(engine: Engine, connection: string): Trouble | null {
  const isOpen = engine.state.launch?.kind === 'production';
  if (isOpen && engine.people.session(connection, engine.state).person !== null) return null;
  if (isOpen)
    return refusal(
      'not-signed-in',
      'A production launch is open: its connections are tested and changed by somebody who is signed in.',
      'Sign in first.',
    );
  const launch = listCards(engine.home).find(({ kind, isArchived }) => kind === 'production' && !isArchived);
  if (launch === undefined) return null;
  return refusal(
    'not-signed-in',
    `This console has the production launch ${launch.title}: its connections are tested and changed by somebody who is signed in there.`,
    'Open it and sign in. When it is over, put it away.',
  );
}
