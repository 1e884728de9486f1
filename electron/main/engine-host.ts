import type { FromEngine, ToEngine } from '#shared/contract/envelope.ts';

/** One run of the engine's process, however it is held. */
export interface EngineRun {
  readonly pid: number | undefined;
  /** False when the process can't be told any more. */
  send(message: ToEngine): boolean;
  onMessage(listener: (message: FromEngine) => void): void;
  /** Once, when the process has gone; `why` is a sentence for a person. */
  onExit(listener: (why: string) => void): void;
  kill(): void;
}

/** Starts one run of the engine. */
export type EngineHost = () => EngineRun;

export type EngineLaunch = {
  /** The engine's bundle. */
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Each line that the engine writes to its own output. */
  readonly onLine: (line: string) => void;
};

/** better-sqlite3's native part wants the Node-API of this version or a newer one; below it the process crashes. */
export const canRunEngine = (nodeVersion: string): boolean => {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 19);
};

/** Cuts a stream into lines; a line is cut at `longest` characters. */
export const byLine = (onLine: (line: string) => void, longest = 4000): ((part: Buffer | string) => void) => {
  let rest = '';
  return (part) => {
    const lines = `${rest}${part}`.split('\n');
    rest = (lines.pop() ?? '').slice(-longest);
    for (const line of lines) if (line.trim() !== '') onLine(line.slice(0, longest));
  };
};
