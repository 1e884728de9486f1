import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { UserConfig } from 'vite';

export const tree = fileURLToPath(new URL('../../', import.meta.url));

/** package.json's "imports", which a bundler resolves from the same table; written out for those of the Electron side. */
export const builtIn = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

type Side = {
  /** Name of the result in .vite/build, without its ending. */
  readonly name: string;
  readonly entry: string;
  readonly format: 'cjs' | 'es';
  /** The oldest Node that runs it. */
  readonly target: string;
  readonly external: readonly (string | RegExp)[];
  /** Packages that become part of the file although others stay outside. */
  readonly inside?: readonly RegExp[];
  /** What is imported later on lies in files of its own beside it, `NAME-*.mjs`; without comments and blanks, names stay. */
  readonly isSplit?: boolean;
  /** Of these packages only what is used is taken: their modules do nothing by being loaded. */
  readonly withoutSideEffects?: RegExp;
};

/** One process of ours as one file in .vite/build, or a few that begin with its name. Used by build/bundle.mjs and by Electron Forge alike. */
export const nodeSide = ({ name, entry, format, target, external, inside = [], ...more }: Side): UserConfig => ({
  root: tree,
  clearScreen: false,
  logLevel: 'warn',
  build: {
    outDir: `${tree}.vite/build`,
    emptyOutDir: false,
    copyPublicDir: false,
    target,
    minify: false,
    sourcemap: true,
    ssr: true,
    lib: { entry: `${tree}${entry}`, formats: [format], fileName: () => `${name}.${format === 'cjs' ? 'cjs' : 'mjs'}` },
    rolldownOptions: {
      external: [...builtIn, ...external],
      output: {
        entryFileNames: `${name}.${format === 'cjs' ? 'cjs' : 'mjs'}`,
        // A part that is loaded late must never be of another build than the rest: then it is missing, and that is said.
        chunkFileNames: `${name}-[name]-[hash].mjs`,
        codeSplitting: more.isSplit === true,
        ...(more.isSplit === true ? { minify: { compress: false, mangle: false, codegen: true } } : {}),
      },
      treeshake: { moduleSideEffects: (id) => more.withoutSideEffects?.test(id) !== true },
    },
  },
  ssr: { noExternal: format === 'cjs' ? true : [/^#/, ...inside] },
});
