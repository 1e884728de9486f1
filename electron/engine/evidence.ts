import { createHash, type Hash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { StoredFile } from '#shared/contract/facts.ts';
import type { Evidence } from '#shared/domain/checklist/evidence.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Fault, refusal, type Trouble } from '#shared/lib/trouble.ts';

/** A file of evidence may be this long. */
const LARGEST_EVIDENCE = 50 * 1024 * 1024;
/** Files that are on their way at once. */
const MOST_UPLOADS = 8;

/** A stored name's bytes in UTF-8: file systems end at 255, the hash in front takes 65. */
const LONGEST_NAME = 150;

type Upload = {
  /** Null when it has been closed. */
  file: number | null;
  readonly path: string;
  readonly hash: Hash;
  readonly connection: string;
  bytes: number;
  parts: number;
};
export type EvidencePart = {
  readonly upload: string;
  readonly name: string;
  readonly part: number;
  readonly isLast: boolean;
  readonly base64: string;
};

/**
 * Copies files of evidence into the launch's folder, named by their SHA-256: a file can't be exchanged afterwards
 * without its name telling it. Parts come in order; what isn't finished leaves nothing.
 */
export class EvidenceStore {
  readonly #folder: string;
  readonly #uploads = new Map<string, Upload>();

  constructor(launchFolder: string) {
    this.#folder = join(launchFolder, 'evidence');
  }

  /** Takes a part from a connection; the last one answers with the file's hash, the others with null. */
  store({ upload: name, ...sent }: EvidencePart, connection: string): Result<StoredFile | null, Trouble> {
    const id = JSON.stringify([connection, name]);
    try {
      const known = this.#uploads.get(id);
      if (known === undefined && sent.part === 0 && this.#uploads.size >= MOST_UPLOADS) return tooMany;
      const upload = known ?? (sent.part === 0 ? this.#begin(id, connection) : undefined);
      if (upload === undefined || upload.file === null || upload.parts !== sent.part)
        return this.#refuse(id, 'A part of the file is missing.', 'Add the file again.');
      const bytes = Buffer.from(sent.base64, 'base64');
      if (upload.bytes + bytes.length > LARGEST_EVIDENCE)
        return this.#refuse(
          id,
          `The file is longer than ${LARGEST_EVIDENCE / 1024 / 1024} MB.`,
          'Add a link to it instead.',
        );
      for (let at = 0; at < bytes.length; ) at += writeSync(upload.file, bytes, at);
      upload.hash.update(bytes);
      upload.bytes += bytes.length;
      upload.parts += 1;
      return ok(sent.isLast ? this.#finish(id, upload, sent.name) : null);
    } catch (error) {
      this.#drop(id);
      return err(diskFault(error));
    }
  }

  /** Files that a command names as evidence and that aren't there. */
  missing(evidence: readonly Evidence[]): readonly string[] {
    const files = evidence.flatMap((one) => (one.kind === 'file' ? [one] : []));
    if (files.length === 0) return [];
    const here = existsSync(this.#folder) ? readdirSync(this.#folder) : [];
    return files.filter(({ sha256 }) => !here.some((name) => name.startsWith(sha256))).map(({ name }) => name);
  }

  /** A connection has closed: what it had on its way leaves nothing. */
  forget(connection: string): void {
    for (const [id, upload] of [...this.#uploads]) if (upload.connection === connection) this.#drop(id);
  }

  close(): void {
    for (const id of [...this.#uploads.keys()]) this.#drop(id);
  }

  #begin(id: string, connection: string): Upload {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const path = join(this.#folder, `${randomBytes(8).toString('hex')}.partial`);
    const file = openSync(path, 'wx', 0o600);
    const upload = { file, path, hash: createHash('sha256'), connection, bytes: 0, parts: 0 };
    this.#uploads.set(id, upload);
    return upload;
  }

  #finish(id: string, upload: Upload, name: string): StoredFile {
    if (upload.file !== null) fsyncSync(upload.file);
    closeFile(upload);
    const sha256 = upload.hash.digest('hex');
    const plain = plainName(name);
    renameSync(upload.path, join(this.#folder, `${sha256}-${plain}`));
    this.#uploads.delete(id);
    return { name: plain, sha256, bytes: upload.bytes };
  }

  #refuse(id: string, message: string, hint: string): Result<never, Trouble> {
    this.#drop(id);
    return err(refusal('evidence-refused', message, hint));
  }

  #drop(id: string): void {
    const upload = this.#uploads.get(id);
    this.#uploads.delete(id);
    if (upload === undefined) return;
    try {
      closeFile(upload);
      rmSync(upload.path, { force: true });
    } catch {
      // A disk that refuses even this keeps a partial, which no command can name.
    }
  }
}

/** Closes it once: its number may be another file's afterwards. */
function closeFile(upload: Upload): void {
  const { file } = upload;
  upload.file = null;
  if (file !== null) closeSync(file);
}

const tooMany = err(
  refusal(
    'too-many-uploads',
    `${MOST_UPLOADS} files are being added already.`,
    'Wait until one of them is stored, then add this one again.',
  ),
);

/** A name that is one on every system, leads nowhere, and is short enough for every disk. */
function plainName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^\.+/, '_');
  const [, stem = '', extension = ''] = /^(.+?)(\.[^.]{1,16})?$/u.exec(plain) ?? [];
  const room = LONGEST_NAME - Buffer.byteLength(extension);
  return `${cutTo(stem, room)}${extension}`.replace(/[. ]+$/, '_') || 'file';
}

/** Cut at a code point to at most so many bytes of UTF-8. */
function cutTo(text: string, bytes: number): string {
  let cut = '';
  let length = 0;
  for (const point of text) {
    length += Buffer.byteLength(point);
    if (length > bytes) break;
    cut += point;
  }
  return cut;
}

const diskFault = (error: unknown): Fault => ({
  kind: 'fault',
  cause: 'disk',
  message: 'The file could not be copied into the launch.',
  hint: 'See that the disk has room, then add it again.',
  retryable: true,
  raw: String(error instanceof Error ? error.message : error).slice(0, 2000),
});
