/** What the command line asks of the app. Everything else on it belongs to Electron and is left alone. */
export type LaunchArguments = {
  /** `--wall`: open the wall's windows too. */
  readonly wall: boolean;
  /** `--speed N`: how much faster than real time a rehearsal runs. */
  readonly speed: number | null;
  /** `--user-data-dir=DIR`: the profile's folder. */
  readonly home: string | null;
  /** `--no-rehearsal`: don't start the rehearsal environment. */
  readonly rehearsal: boolean;
};

/**
 * Reads the command line, of this start or of a second one, which is not trusted: a value that makes no sense is as if
 * it were not there.
 */
export const readArguments = (argv: readonly string[]): LaunchArguments => {
  const after = (name: string): string | null => {
    for (const [index, word] of argv.entries()) {
      if (word.startsWith(`${name}=`)) return word.slice(name.length + 1);
      const next = argv[index + 1];
      if (word === name && next !== undefined && !next.startsWith('--')) return next;
    }
    return null;
  };
  const speed = Number(after('--speed'));
  return {
    wall: argv.includes('--wall'),
    speed: Number.isFinite(speed) && speed > 0 && speed <= 100_000 ? speed : null,
    home: after('--user-data-dir'),
    rehearsal: !argv.includes('--no-rehearsal'),
  };
};
