import type { PersonId } from '../ids.ts';

export type SuccessEntry = {
  readonly state: 'met' | 'not-met' | 'open';
  readonly text: string;
  readonly by: PersonId;
  readonly at: number;
};
/** By `SET/CRITERION`; what nobody has spoken of is missing. */
export type SuccessState = { readonly marks: Readonly<Record<string, SuccessEntry>> };
export const emptySuccess: SuccessState = { marks: {} };
