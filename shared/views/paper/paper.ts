/** A box as it stands: empty to be ticked by hand, ticked, not applicable, blocked. */
export type Box = 'open' | 'done' | 'not-applicable' | 'blocked';

/** `blank`: a line to write on, with what belongs there in small letters. */
export type Look = 'strong' | 'quiet' | 'code' | 'alarm' | 'blank';
export type Line = string | { readonly text: string; readonly look: Look } | { readonly box: Box };
/** One or several lines; an empty one is left free for a pen. */
export type Cell = Line | readonly Line[];
/** `span`: a line across the whole table, e.g. the title of a checklist's section. */
export type Row = readonly Cell[] | { readonly span: string };

export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly aside: string }
  | { readonly kind: 'text'; readonly text: string; readonly look: 'plain' | 'quiet' | 'warning' }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [string, Cell])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      /** Percent of the width, one for each column; left out, the browser decides. */
      readonly widths: readonly number[];
      readonly rows: readonly Row[];
    }
  | { readonly kind: 'list'; readonly items: readonly Cell[] }
  /** To type or to do one after the other, big, each with a box. */
  | { readonly kind: 'steps'; readonly lines: readonly Line[] }
  /** A text to paste as it is; its placeholders are blanks. */
  | { readonly kind: 'paste'; readonly text: string };

export type Section = {
  readonly id: string;
  readonly title: string;
  /** On a page of its own, set big on pages of its own, or after what comes before it. */
  readonly place: 'page' | 'by-hand' | 'flows';
  readonly blocks: readonly Block[];
};

/** The whole runbook with its state, as it goes to paper (product §10). Plain texts: what is in them is markup nowhere. */
export type Paper = {
  readonly title: string;
  readonly kind: 'rehearsal' | 'production';
  /** For the foot of every page: position and head of the log, and the time. */
  readonly logLine: string;
  readonly why: string;
  readonly sections: readonly Section[];
};
