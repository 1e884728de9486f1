import { AskAlone } from './ask-alone.tsx';
import { AskDatabase } from './ask-database.tsx';
import { AskRollback } from './ask-rollback.tsx';

/** Three ways back: everything (what nearly always is meant), one service, and the database as the last resort. */
export const WaysToRollBack = () => (
  <>
    <AskRollback />
    <AskAlone />
    <AskDatabase />
  </>
);
