/** What every program needs to start at all. Anything else, credentials above all, has to be named. */
const usual = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'SystemRoot', 'TEMP'];

/** The environment of a program: nothing but the names that are allowed. */
export const allowedEnv = (names: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(
    [...usual, ...names].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
