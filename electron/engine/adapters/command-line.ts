/** A word as a POSIX shell reads it back. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** A program with its arguments as a line to read and copy; nothing here ever gives such a line to a shell. */
export const commandLine = (program: string, words: readonly string[]): string =>
  [...(program === '' ? [] : [program]), ...words].map(quoted).join(' ');
