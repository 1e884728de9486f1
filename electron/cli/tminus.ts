import { printer, type Subcommand } from './subcommand.ts';

/** The subcommands. A new one is a file and a line here; it is loaded only when it is called. */
const subcommands: ReadonlyMap<string, { readonly about: string; readonly load: () => Promise<Subcommand> }> = new Map([
  [
    'log',
    {
      about: 'verify or export the log of a launch',
      load: async () => (await import('./log.ts')).logCommand,
    },
  ],
  [
    'pack',
    {
      about: 'print the schema of runbook packs, lint a pack, show what it becomes',
      load: async () => (await import('./pack.ts')).packCommand,
    },
  ],
  [
    'rehearse',
    {
      about: 'drive a launch or a rollback without a window',
      load: async () => (await import('./rehearse.ts')).rehearseCommand,
    },
  ],
]);

const usage = (): string =>
  [
    'Usage: npm run -s tminus -- COMMAND ...',
    ...[...subcommands].map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`),
  ].join('\n');

const [name = '', ...args] = process.argv.slice(2);
const chosen = subcommands.get(name);
if (chosen === undefined) {
  const isAsked = name === '' || name === 'help' || name === '--help';
  printer[isAsked ? 'out' : 'complain'](isAsked ? usage() : `There is no command "${name}".\n${usage()}`);
  process.exitCode = isAsked ? 0 : 2;
} else {
  const run = await chosen.load();
  process.exitCode = await run(args, printer);
}
