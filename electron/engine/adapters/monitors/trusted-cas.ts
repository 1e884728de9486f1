import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/** Older Electrons' Node can't be asked for what it trusts, only for what it came with. */
const ask: Partial<Pick<typeof tls, 'getCACertificates'>> = tls;

/** The CAs that are trusted anyway, and those of `caFile` (PEM) besides. Throws if that can't be read. */
export function trustedCas(caFile: string | undefined): readonly string[] {
  const usual = ask.getCACertificates?.('default') ?? tls.rootCertificates;
  return caFile === undefined ? usual : [...usual, readFileSync(caFile, 'utf8')];
}
