// A process of its own that brings a log to a later format and is killed while it does.
import { writeSync } from 'node:fs';
import { openDatabase } from '#engine/store/db.ts';
import { migrate } from '#engine/store/migrations/migrate.ts';
import { laterSteps } from './later-steps.ts';

const path = process.argv[2] ?? '';
const db = openDatabase(path, true);
if (!db.ok) throw new Error(db.error.message);
writeSync(1, 'begins\n');
const done = migrate(db.value, path, laterSteps, () => {});
if (!done.ok) throw new Error(done.error.message);
db.value.close();
