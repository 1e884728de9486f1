import type { Envelope } from '#shared/contract/envelope.ts';
import type { StoredFile } from '#shared/contract/facts.ts';
import { refusal } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';

/** A part's bytes: below the 2 MB that one call may carry. */
const PART_BYTES = 1_900_000;
const LARGEST_BYTES = 50 * 1024 * 1024;
/** Characters that are made at once: more would overflow the call. */
const CHUNK = 0x8000;

/** Base64 of bytes, without a library and in every Electron. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

/**
 * Sends a file to the launch's folder, part after part; what comes back is to be named as evidence. `onPart` hears how
 * much is done, 0 to 1.
 */
export async function storeFile(file: File, onPart: (done: number) => void = () => {}): Promise<Envelope<StoredFile>> {
  if (file.size > LARGEST_BYTES)
    return {
      ok: false,
      trouble: refusal('evidence-refused', `${file.name} is longer than 50 MB.`, 'Add a link to it instead.'),
    };
  const upload = crypto.randomUUID();
  const parts = Math.max(1, Math.ceil(file.size / PART_BYTES));
  for (let part = 0; part < parts; part += 1) {
    const bytes = new Uint8Array(await file.slice(part * PART_BYTES, (part + 1) * PART_BYTES).arrayBuffer());
    const isLast = part === parts - 1;
    const input = { upload, name: file.name.slice(-200), part, isLast, base64: base64(bytes) };
    const answer = await call('evidence.store', input);
    if (!answer.ok) return answer;
    onPart((part + 1) / parts);
    if (answer.value !== null) return { ok: true, value: answer.value };
  }
  return {
    ok: false,
    trouble: refusal('evidence-refused', `${file.name} was not stored whole.`, 'Add the file again.'),
  };
}
