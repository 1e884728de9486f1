/** Something in a log that doesn't hold, in words, with its place when it has one. */
export type Problem = { readonly position: number | null; readonly consoleSeq: number | null; readonly what: string };

/** Takes each problem as it is found. */
export type Report = (problem: Problem) => void;

/** A problem that is not at one event. */
export const elsewhere = (what: string): Problem => ({ position: null, consoleSeq: null, what });
