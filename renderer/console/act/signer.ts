import type { Candidate } from '#shared/views/who-confirms.ts';

/** Who signs unless somebody else is chosen: the one who is signed in if they may, else the first who has a key. */
export function signerOf(candidates: readonly Candidate[], session: string | null): string {
  const may = candidates.filter((one) => one.isEnrolled);
  return (may.find((one) => one.id === session) ?? may[0])?.id ?? '';
}
