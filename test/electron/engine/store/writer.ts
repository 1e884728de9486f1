// A process of its own that records commands as fast as it can and prints the position of each that was acknowledged.
import { createPrivateKey, sign } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openLog } from '#engine/store/log.ts';

const [path = '', publicKey = '', privateKey = '', mode = 'write'] = process.argv.slice(2);
const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
const opened = openLog(path, {
  consoleId: 'console-1',
  publicKey,
  sign: (bytes) => sign(null, bytes, key),
  now: Date.now,
  reserveBytes: 0,
});
if (!opened.ok) throw new Error(opened.error.message);
const log = opened.value;
writeSync(1, `open ${process.pid}\n`);
if (mode === 'hold') setInterval(() => {}, 1000);
else {
  for (let n = 0; ; n += 1) {
    const commandId = `${process.pid}-${n}`;
    const effects = [{ id: `${commandId}/0`, kind: 'scale', payload: { n }, touchesOutside: true }];
    const events = [1, 2].map((part) => ({ type: 'note.written', version: 1, data: { text: 'x'.repeat(100 * part) } }));
    const done = log.append({ commandId, at: Date.now(), actor: 'engine', events, effects });
    if (!done.ok) throw new Error(done.error.message);
    writeSync(1, `${done.value.at(-1)?.position} ${done.value.at(-1)?.hash}\n`);
    if (n % 7 === 0) log.signHead();
  }
}
