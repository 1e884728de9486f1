import { defineConfig } from 'vite';
import { nodeSide } from './node-side.ts';

/**
 * Inside the file: @peculiar/x509 with what it uses, since one of those looks for Reflect's metadata as it loads. The
 * rehearsal puts it there first; left outside, they would be loaded before any line of ours.
 */
const inside = /^(@peculiar\/|asn1js$|pvtsutils$|pvutils$|tslib$|tsyringe$)/;
const outside = /^(?!@peculiar\/|asn1js$|pvtsutils$|pvutils$|tslib$|tsyringe$)[^.#/]/;

/** The rehearsal environment, on Node 24; other packages stay in node_modules. */
export default defineConfig(
  nodeSide({
    name: 'rehearsal',
    entry: 'electron/rehearsal/main.ts',
    format: 'es',
    target: 'node22',
    external: [outside],
    inside: [inside],
  }),
);
