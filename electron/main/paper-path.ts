import { basename, dirname, join, relative, sep } from 'node:path';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { launchFile } from './open-file.ts';

export type PaperFiles = { readonly html: string; readonly pdf: string };

/**
 * The two files of a paper, if they are what they must be: HOME/launches/ID/paper/NAME.html, there, and NAME.pdf beside
 * it. Nothing else is ever loaded or written.
 */
export function paperFiles(home: string, html: string, pdf: string): Result<PaperFiles, Refusal> {
  const [launches, launch, folder, name, ...more] = relative(home, html).split(sep);
  const isPlace = launches === 'launches' && folder === 'paper' && more.length === 0;
  if (!isPlace || launch === undefined || name === undefined || !name.endsWith('.html'))
    return err(refusal('not-a-paper', `${html} is not a paper of a launch of this profile.`));
  const file = launchFile(home, launch, 'paper', name);
  if (!file.ok) return file;
  const beside = join(dirname(file.value), `${basename(name, '.html')}.pdf`);
  return pdf === beside
    ? ok({ html: file.value, pdf: beside })
    : err(refusal('not-a-paper', `${pdf} is not where the PDF of ${name} belongs.`));
}
