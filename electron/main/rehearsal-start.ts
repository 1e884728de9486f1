import { join } from 'node:path';
import type { MainLog } from './main-log.ts';
import type { Profile } from './profile.ts';
import { type RehearsalRun, startRehearsal } from './rehearsal-process.ts';

const usualSpeed = 1;

/**
 * Starts the rehearsal environment for the app. Where it can't be started the app opens all the same, without it: a log
 * must be readable, and a production launch needs no rehearsal.
 */
export const beginRehearsal = async (options: {
  /** Folder of the engine's and the rehearsal's bundles. */
  readonly programs: string;
  readonly profile: Profile;
  readonly speed: number | null;
  readonly log: MainLog;
}): Promise<RehearsalRun | null> => {
  try {
    const run = await startRehearsal({
      node: process.env.TMINUS_NODE ?? 'node',
      program: join(options.programs, 'rehearsal.mjs'),
      folder: options.profile.rehearsal,
      speed: options.speed ?? usualSpeed,
      onLine: (line) => options.log.note(`rehearsal: ${line}`),
      onExit: (why) => options.log.note(`${why} Start Tminus again to have it back.`),
    });
    options.log.note(`rehearsal environment up, pid ${run.pid}`);
    return run;
  } catch (error) {
    options.log.note(`no rehearsal: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
};
