import type { Service } from '../../domain/plan/launch-plan.ts';
import type { Action } from '../schema/actions.ts';
import { fill, type VariableValue } from '../variables.ts';
import { rolloutByHand } from './by-hand-rollout.ts';
import { commandLine } from './command-line.ts';

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

/** A merge patch for each field, e.g. `data.host`: it changes that field and no other (reconciled 24). */
function patches(hand: ByHand, { kind, object, patch }: Of<'patch'>): string[] {
  const filled = (text: string) => fill(text, hand.values);
  return Object.entries(patch).map(([path, value]) => {
    const body = path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), filled(value));
    const words = ['patch', filled(kind), filled(object), '--type=merge', '-p', JSON.stringify(body)];
    return commandLine('kubectl', '-n', hand.namespace, ...words);
  });
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
      return [commandLine('kubectl', '-n', hand.namespace, 'apply', '-f', filled(action.manifests))];
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
