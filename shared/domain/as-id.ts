/**
 * Text that is known to be an id: one of the pack, of the roster, or made here. It is not looked at; what comes from outside
 * is read by the schemas of `ids.ts`, which windows don't load (performance.md, row 1).
 */
export const asId = <Id extends string>(text: string): Id => text as Id;
