/** People to rehearse with, beside a pack's files; no part of the pack. */
export const CAST_FILE = 'rehearsal-cast.yaml';

/** Whether a file of a folder belongs to the pack. */
export const isPackFile = (name: string): boolean => /\.ya?ml$/.test(name) && name !== CAST_FILE;
