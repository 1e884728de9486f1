import type { Service } from '../../domain/plan/launch-plan.ts';
import type { Action } from '../schema/actions.ts';
import type { SmokeTest } from '../schema/services.ts';
import { fill, type VariableValue } from '../variables.ts';
import { fieldPath } from './actions/cluster.ts';
import { rolloutByHand } from './by-hand-rollout.ts';
import { commandLine, word } from './command-line.ts';

/** What whoever does it by hand needs to know of the launch. */
export type ByHand = {
  readonly namespace: string;
  /** In launch order. */
  readonly services: readonly Service[];
  readonly subsets: { readonly stable: string; readonly canary: string };
  /** False: no mesh, so that there are no weights to move. */
  readonly hasIstio: boolean;
  readonly environment: string;
  readonly flags: readonly string[];
  /** Applications of Argo CD that deploy the services. */
  readonly applications: readonly { readonly namespace: string; readonly name: string }[];
  readonly smokeTests: ReadonlyMap<string, SmokeTest>;
  /** Where each channel is, by its id. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly templates: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, VariableValue>;
};

type Of<Name extends Action['do']> = Extract<Action, { do: Name }>;

function flags(hand: ByHand, { on, off }: Of<'flags'>): string[] {
  const named = (which: Of<'flags'>['on']) => (which === 'all' ? hand.flags : (which ?? []));
  const say = (list: readonly string[], state: string) =>
    list.length === 0 ? [] : [`In the environment ${hand.environment} turn ${state}: ${list.join(', ')}.`];
  return [...say(named(on), 'on'), ...say(named(off), 'off')];
}

/** A Secret's data is written in plain text; `stringData` is where the API takes it so. */
const plainPath = (kind: string, [first = '', ...rest]: readonly string[]): string[] =>
  kind.toLowerCase() === 'secret' && first === 'data' ? ['stringData', ...rest] : [first, ...rest];

/** A merge patch for each field, e.g. `data.host`: it changes that field and no other (reconciled 24). */
function patches(hand: ByHand, { kind, object, patch }: Of<'patch'>): string[] {
  const filled = (text: string) => fill(text, hand.values);
  return Object.entries(patch).map(([path, value]) => {
    const parts = plainPath(kind, fieldPath(path));
    const body = parts.reduceRight<unknown>((inner, key) => ({ [key]: inner }), filled(value));
    const words = ['patch', filled(kind).toLowerCase(), filled(object), '--type=merge', '-p', JSON.stringify(body)];
    return commandLine('kubectl', '-n', hand.namespace, ...words);
  });
}

/** The objects on standard input, as JSON, which is YAML too. */
function applied(hand: ByHand, { objects }: Of<'apply'>): string[] {
  const line = commandLine('kubectl', '-n', hand.namespace, 'apply', '--server-side', '-f', '-');
  return objects.map((one) => `${line} <<< ${word(fill(JSON.stringify(one), hand.values))}`);
}

function read(hand: ByHand, { kind, object, path, expected }: Of<'read'>): string[] {
  const where = `jsonpath={.${path}}`;
  const line = commandLine('kubectl', '-n', hand.namespace, 'get', kind.toLowerCase(), object, '-o', where);
  return [`${line}  # ${fill(expected, hand.values)}`];
}

function sync(hand: ByHand, policy: 'none' | 'automated'): string[] {
  return hand.applications.map(({ namespace, name }) =>
    commandLine('argocd', 'app', 'set', `${namespace}/${name}`, '--sync-policy', policy),
  );
}

/** An action as lines for a person: commands to type, or what to do in words. */
export function byHand(hand: ByHand, action: Action): string[] {
  const filled = (text: string) => fill(text, hand.values);
  switch (action.do) {
    case 'flags':
      return flags(hand, action);
    case 'message': {
      const title = hand.templates.get(action.template) ?? action.template;
      return [`Post "${title}" to ${hand.addresses.get(action.channel) ?? action.channel}.`];
    }
    case 'command':
      return [commandLine(filled(action.program), ...action.arguments.map(filled))];
    case 'request': {
      const body = action.body === undefined ? [] : ['-d', filled(action.body)];
      return [commandLine('curl', '-X', action.method, ...body, filled(action.url))];
    }
    case 'apply':
      return applied(hand, action);
    case 'read':
      return read(hand, action);
    case 'suspend-sync':
      return sync(hand, 'none');
    case 'restore-sync':
      return sync(hand, 'automated');
    case 'quick-rollback':
      return ['Do the quick rollback, step by step, and wait until it is read back.'];
    case 'patch':
      return patches(hand, action);
    case 'clone-database': {
      const [instance, clone, at] = [action.instance, action.clone, action.at].map(filled);
      return [commandLine('gcloud', 'sql', 'instances', 'clone', `${instance}`, `${clone}`, `--point-in-time=${at}`)];
    }
    case 'manual':
      return [filled(action.text)];
    default:
      return rolloutByHand(hand, action) ?? [];
  }
}
