/**
 * A failure told to the person who typed the command: what failed, why, what to do.
 * Anything else that is thrown is a bug of ours and is shown with its stack.
 */
export class StartTrouble extends Error {
  /**
   * @param {string} what what failed
   * @param {string} why the reason, as far as it is known
   * @param {string} todo what the person can do, with the exact command where there is one
   */
  constructor(what, why, todo) {
    super(what);
    this.why = why;
    this.todo = todo;
  }
}

/**
 * Prints a failure and gives the exit code for it.
 * @param {unknown} error
 * @returns {number}
 */
export const explain = (error) => {
  if (error instanceof StartTrouble) {
    process.stderr.write(
      `\n  Failed:     ${error.message}\n  Why:        ${error.why}\n  What to do: ${error.todo}\n\n`,
    );
  } else {
    process.stderr.write(
      `\n  This is a mistake in Tminus, please report it:\n${error instanceof Error ? error.stack : error}\n\n`,
    );
  }
  return 1;
};
