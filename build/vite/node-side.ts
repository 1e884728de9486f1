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
};

/** One process of ours as one file in .vite/build. Used by build/bundle.mjs and by Electron Forge alike. */
export const nodeSide = ({ name, entry, format, target, external, inside = [] }: Side): UserConfig => ({
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
      output: { entryFileNames: `${name}.${format === 'cjs' ? 'cjs' : 'mjs'}`, codeSplitting: false },
    },
  },
  ssr: { noExternal: format === 'cjs' ? true : [/^#/, ...inside] },
});
