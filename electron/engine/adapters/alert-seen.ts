/** An alert that fires. `isSuppressed`: silenced, or inhibited by another alert; nobody is told then. */
export type AlertSeen = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly isSuppressed: boolean;
  /** What its rule says of it, as text; empty where it says nothing. */
  readonly summary: string;
  /** Since when it fires, epoch ms of the server's clock; null where that isn't said. */
  readonly since: number | null;
};

/** An alert that has neither a name nor a summary is shown all the same. */
export const NAMELESS = 'an alert without a name';
/** A date of the API, epoch ms; null where it is none. */
export function momentOf(words: string | undefined): number | null {
  const at = Date.parse(words ?? '');
  return Number.isNaN(at) ? null : at;
}

const MOST_LETTERS = 500;

/** The annotation that people read, cut: it comes from whoever wrote the rule. */
export const summaryOf = (annotations: Readonly<Record<string, string>>): string =>
  (annotations.summary ?? annotations.description ?? annotations.message ?? '').slice(0, MOST_LETTERS);
