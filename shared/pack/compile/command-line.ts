/** A word of a command line, in quotes where a shell would read it as something else. */
export const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** A command line to type; a person puts the value in the place of a placeholder like `[point in time]`. */
export const commandLine = (...words: string[]): string => words.map(word).join(' ');
