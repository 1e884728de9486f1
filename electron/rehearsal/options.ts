import { parseArgs } from 'node:util';
import type { WorldGiven } from './world/world.ts';

export type RehearsalOptions = {
  /** Folder for kubeconfig, CA and rehearsal.json; made when missing. */
  readonly dir: string;
  /** Launch seconds per real second. */
  readonly speed?: number;
  /** Launch time at the start, epoch ms; now when left out. */
  readonly startMs?: number;
  readonly namespace?: string;
  /** Same seed, same noise. */
  readonly seed?: number;
  /** A world, the namespace of a built-in one, or the JSON file of one; the Media Gateway when left out. */
  readonly world?: WorldGiven | string;
  /** A real cluster's kubeconfig: no Kubernetes API of our own is started, the traffic follows that cluster. */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** On a real cluster: make the world there, in a namespace with our label. */
  readonly createWorld?: boolean;
  /** On a real cluster: delete that namespace on stop, only if it carries our label. */
  readonly removeWorld?: boolean;
  /** From a pod's creation until it is ready, real ms: [shortest, longest]. */
  readonly podReadyMs?: readonly [number, number];
  /** How long the clone of a database takes, real ms. */
  readonly cloneMs?: number;
  readonly bookmarkEveryMs?: number;
  /** So many pods besides, in a namespace of their own; none when left out. */
  readonly crowd?: number;
};

export type CommandLine = { readonly options: RehearsalOptions; readonly isDetached: boolean };

export const USAGE = `usage: node electron/rehearsal/main.ts --dir DIR [--speed N] [--start EPOCH_MS] [--namespace NAME] [--seed N] [--world NAME|FILE] [--crowd PODS]
       [--kubeconfig FILE [--context NAME] [--create-world] [--remove-world]] [--detached]`;

/** What can't be read from the command line, in words. */
export class BadUsage extends Error {
  override readonly name = 'BadUsage';
}

function number(text: string | undefined, name: string, isGood: (value: number) => boolean): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || !isGood(value))
    throw new BadUsage(`--${name} ${text} is not a number it can take.`);
  return value;
}

/** Drops what was not given, so that defaults apply. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  return Object.assign(kept, Object.fromEntries(entries));
}

/** Reads the command line. Throws {@link BadUsage} with what is wrong. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  let values: ReturnType<typeof read>;
  const read = () =>
    parseArgs({
      args: [...args],
      options: {
        dir: text,
        speed: text,
        start: text,
        namespace: text,
        seed: text,
        world: text,
        crowd: text,
        kubeconfig: text,
        context: text,
        'create-world': flag,
        'remove-world': flag,
        detached: flag,
      },
    }).values;
  try {
    values = read();
  } catch (error) {
    throw new BadUsage(error instanceof Error ? error.message : String(error));
  }
  if (!values.dir) throw new BadUsage('--dir is missing: the folder for the kubeconfig and rehearsal.json.');
  if ((values['create-world'] || values['remove-world'] || values.context) && !values.kubeconfig) {
    throw new BadUsage(
      '--create-world, --remove-world and --context go with --kubeconfig: without it the environment has its own cluster.',
    );
  }
  const options: RehearsalOptions = {
    dir: values.dir,
    createWorld: values['create-world'],
    removeWorld: values['remove-world'],
    ...given({
      speed: number(values.speed, 'speed', (value) => value > 0),
      startMs: number(values.start, 'start', (value) => value > 0),
      seed: number(values.seed, 'seed', Number.isSafeInteger),
      crowd: number(values.crowd, 'crowd', (value) => Number.isSafeInteger(value) && value > 0),
      namespace: values.namespace,
      world: values.world,
      kubeconfig: values.kubeconfig,
      context: values.context,
    }),
  };
  return { options, isDetached: values.detached };
}
