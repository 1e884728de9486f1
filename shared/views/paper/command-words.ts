import type { LaunchState } from '#shared/domain/launch/state.ts';
import { code } from './blocks.ts';
import type { Line } from './paper.ts';

/** Whether a line of a written procedure is to be typed: words begin with a capital or a bracket, programs don't. */
export const isCommand = (line: string): boolean => /^[a-z./~]/.test(line);

const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The same command for the launch's own cluster, whatever context the shell it is typed in has. */
export function forCluster(state: LaunchState, command: string): string {
  const context = state.launch?.cluster?.context;
  if (context === undefined || !command.startsWith('kubectl ') || command.includes('--context')) return command;
  return `kubectl --context ${word(context)} ${command.slice('kubectl '.length)}`;
}

/** A line of a procedure: a command to type, else what to do in words. */
export const toDo = (state: LaunchState, line: string): Line =>
  isCommand(line) ? code(forCluster(state, line)) : line;
