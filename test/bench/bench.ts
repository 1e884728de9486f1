import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { quantile, type Row, type Sample } from './row.ts';

/** Samples of a row; the figures are their medians. The first one warms up and isn't counted. */
const usualSamples = 9;
/** How long `soak` goes on when it isn't said. */
const usualMinutes = 10;

const here = fileURLToPath(new URL('.', import.meta.url));
/** Not the system's temporary folder: that may be memory, where nothing is ever synced. */
const scratch = fileURLToPath(new URL('../../out/bench', import.meta.url));

type Measured = {
  readonly row: number;
  readonly figure: string;
  readonly unit: string;
  readonly floor: number;
  readonly floorIs: string;
  readonly ours: number;
  readonly ratio: number;
  readonly goal: number | null;
  readonly samples: number;
};

const rowFiles = (): ReadonlyMap<number, string> =>
  new Map(
    readdirSync(here)
      .sort()
      .flatMap((name): [number, string][] => {
        const number = /^row-(\d+)-.*\.ts$/.exec(name)?.[1];
        return number === undefined ? [] : [[Number(number), name]];
      }),
  );

/** `first-paint` of `row-01-first-paint.ts`. */
const nameOf = (file: string): string => file.replace(/^row-\d+-(.*)\.ts$/, '$1');

/** A row by its number or its name; NaN where there is none. */
const numberOf = (asked: string, files: ReadonlyMap<number, string>): number =>
  [...files].find(([number, file]) => asked === String(number) || asked === nameOf(file))?.[0] ?? Number.NaN;

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && 'prepare' in value && 'figures' in value;

async function load(file: string): Promise<Row> {
  const module: unknown = await import(pathToFileURL(join(here, file)).href);
  const row = typeof module === 'object' && module !== null && 'row' in module ? module.row : undefined;
  if (!isRow(row)) throw new Error(`${file} exports no row`);
  return row;
}

async function measure(number: number, row: Row, samples: number): Promise<readonly Measured[]> {
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, `row-${number}-`));
  const run = await row.prepare(folder);
  try {
    await run.sample(0);
    const taken: Sample[] = [];
    for (let turn = 1; turn <= samples; turn += 1) taken.push(await run.sample(turn));
    return row.figures.map((figure, place) => {
      const floor = quantile(
        taken.map((sample) => sample[place]?.floor ?? Number.NaN),
        0.5,
      );
      const ours = quantile(
        taken.map((sample) => sample[place]?.ours ?? Number.NaN),
        0.5,
      );
      const { name, unit, floorIs, goal } = figure;
      return { row: number, figure: name, unit, floor, floorIs, ours, ratio: ours / floor, goal, samples };
    });
  } finally {
    await run.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

const shown = (value: number): string =>
  Number.isNaN(value) ? '-' : value >= 100 ? value.toFixed(0) : value.toPrecision(3);

/** Not a row: it has no floor, memory just has to stay flat. */
async function soaked(minutes: number): Promise<void> {
  const { soak } = await import('./electron/soak.ts');
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, 'soak-'));
  process.stdout.write(`Rows 3 and 12 together for ${minutes} minutes, five windows and the engine:\n`);
  await soak(minutes, folder, (line) => void process.stdout.write(`${line}\n`)).finally(() =>
    rmSync(folder, { recursive: true, force: true }),
  );
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, samples: { type: 'string' }, minutes: { type: 'string' } },
  });
  const samples = Number(values.samples ?? usualSamples);
  const files = rowFiles();
  if (positionals[0] === 'soak') return soaked(Number(values.minutes ?? usualMinutes));
  const wanted = positionals.length === 0 ? [...files].map(([number]) => String(number)) : positionals;
  const print = (line: string): unknown => values.json !== true && process.stdout.write(`${line}\n`);
  const all: Measured[] = [];
  print(
    `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? '?'}), ${process.platform} ${release()}`,
  );
  for (const asked of wanted) {
    const number = numberOf(asked, files);
    const file = files.get(number);
    if (file === undefined) {
      process.stderr.write(
        `There is no row ${asked}; there are: ${[...files.keys()].join(', ')}, and by name ${[...files.values()].map(nameOf).join(', ')}.\n`,
      );
      process.exitCode = 2;
      continue;
    }
    const row = await load(file);
    print(`\nRow ${number}: ${row.title}`);
    for (const one of await measure(number, row, samples)) {
      all.push(one);
      const { figure, ours, unit, floor, floorIs, ratio, goal } = one;
      print(
        `  ${figure}: ${shown(ours)} ${unit}; floor ${shown(floor)} ${unit} (${floorIs}); ratio ${shown(ratio)}, ${goal === null ? 'no goal' : `goal ${shown(goal)}`}`,
      );
    }
  }
  if (values.json === true) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
}

await main();
// A lent display, whose process would be waited for, ends with this one.
process.exit();
