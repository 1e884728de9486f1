import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/** Older Electrons' Node can't be asked for what it trusts, only for what it came with. */
const ask: Partial<Pick<typeof tls, 'getCACertificates'>> = tls;

/** By what the file holds: who trusts the same CAs gets the same list, which is then read only once. */
const lists = new Map<string, readonly string[]>();

/** The CAs that are trusted anyway, and those of `caFile` (PEM) besides. Throws if that can't be read. */
export function trustedCas(caFile: string | undefined): readonly string[] {
  const own = caFile === undefined ? '' : readFileSync(caFile, 'utf8');
  const known = lists.get(own);
  if (known !== undefined) return known;
  const usual = ask.getCACertificates?.('default') ?? tls.rootCertificates;
  const list = own === '' ? usual : [...usual, own];
  lists.set(own, list);
  return list;
}
