// Checks a bundle that "tminus log export FILE --format json" made, with nothing but Node (18 or newer):
//
//   node verify-bundle.mjs BUNDLE [--head HASH]
//
// Exit code: 0 whole, 1 broken, 2 wrong use. The format is described in docs/log-format.md; keep this file beside the
// bundle, and it can still be checked when nobody has Tminus any more.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const chainStart = '0'.repeat(64);
const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Everything that is wrong with a bundle, in sentences, and where each console's chain ends. */
function check(text, wantedHead) {
  const problems = [];
  const keys = new Map();
  const ends = new Map();
  const hashes = new Map();
  let events = 0;
  let lastPosition = 0;

  const checkEvent = ({ position, header, salt, data, hash }) => {
    const say = (what) => problems.push(`position ${position}: ${what}`);
    const fields = JSON.parse(header);
    const end = ends.get(fields.console) ?? { seq: 0, hash: chainStart };
    if (position !== lastPosition + 1) say(`it does not follow position ${lastPosition}`);
    if (sha256(header) !== hash) say('the header does not have its hash');
    if (!keys.has(fields.console)) say(`console ${fields.console} has no key`);
    if (fields.prevHash !== end.hash || fields.consoleSeq !== end.seq + 1) {
      say(`event ${fields.consoleSeq} of ${fields.console} does not follow event ${end.seq}`);
    }
    if ((salt === null) !== (data === null)) say('half of a redaction');
    if (data !== null && sha256(salt + data) !== fields.dataHash) say('the data does not have its hash');
    ends.set(fields.console, { seq: fields.consoleSeq, hash });
    hashes.set(hash, `${fields.console} ${fields.consoleSeq}`);
    lastPosition = position;
    events += 1;
  };

  const checkHead = ({ console: id, seq, hash, at, signature }) => {
    const say = (what) => problems.push(`the head that ${id} signed at event ${seq} ${what}`);
    const bytes = Buffer.from(JSON.stringify(['tminus-head/1', id, seq, hash, at]));
    const x = keys.get(id);
    const key =
      x === undefined ? undefined : createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    if (key === undefined || !verify(null, bytes, key, Buffer.from(signature, 'base64url')))
      return say('is not signed');
    if (seq === 0 && hash === chainStart) return;
    if (seq > (ends.get(id)?.seq ?? 0)) say(`is missing: the end was cut off at event ${ends.get(id)?.seq ?? 0}`);
    else if (hashes.get(hash) !== `${id} ${seq}`) say('is another one here: the log was rewritten');
  };

  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else problems.push('the last line has no end: the bundle was cut');
  for (const [place, line] of lines.entries()) {
    try {
      const value = JSON.parse(line);
      if (place === 0) {
        if (value.format !== 'tminus-log-bundle/1')
          return { problems: ['this is not a bundle of a Tminus log'], events, ends };
        for (const { id, publicKey } of value.consoles) keys.set(id, publicKey);
      } else if (value.event !== undefined) checkEvent(value.event);
      else if (value.head !== undefined) checkHead(value.head);
      else problems.push(`line ${place + 1} is neither an event nor a head`);
    } catch (error) {
      problems.push(`line ${place + 1} can't be read: ${error.message}`);
    }
  }
  if (wantedHead !== undefined && !hashes.has(wantedHead)) {
    problems.push(`the head ${wantedHead} is not in this bundle: its end was cut off, or it was rewritten`);
  }
  return { problems, events, ends };
}

const [file, option, wantedHead, ...rest] = process.argv.slice(2);
const isRightUse = file !== undefined && rest.length === 0 && (option === undefined || option === '--head');
if (!isRightUse || (option !== undefined && !/^[0-9a-f]{64}$/.test(wantedHead ?? ''))) {
  process.stderr.write('Usage: node verify-bundle.mjs BUNDLE [--head HASH]\n');
  process.exitCode = 2;
} else {
  const { problems, events, ends } = check(readFileSync(file, 'utf8'), wantedHead);
  const print = (line) => process.stdout.write(`${line}\n`);
  print(problems.length === 0 ? `Whole: ${events} events.` : `Broken: ${problems[0]}.`);
  for (const problem of problems.slice(1, 10)) print(`Also: ${problem}.`);
  for (const [id, { seq, hash }] of ends) print(`Console ${id} ends at event ${seq}: ${hash}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
