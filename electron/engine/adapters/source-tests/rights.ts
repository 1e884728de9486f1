import type { TestLine } from '#shared/contract/settings-facts.ts';
import type { FollowedKind } from '../kubernetes/feed/followed.ts';
import { followedKinds, followedNames, kindsBesides } from '../kubernetes/feed/followed-kinds.ts';
import type { AccessCheck, ClusterPort } from '../kubernetes/port.ts';
import { istioGroup } from '../kubernetes/routes.ts';
import { act, good, unknown } from './test-parts.ts';

/** Rights by what they are for; `isFor` says what of the screens is missing without them. */
type Needed = { readonly checks: readonly AccessCheck[]; readonly isFor?: string };

const on = (verb: string, group: string, resource: string, subresource?: string): AccessCheck => ({
  ...{ verb, group, resource },
  ...(subresource === undefined ? {} : { subresource }),
});

/** What each kind that the feed follows is shown as. */
const shownAs: Readonly<Record<FollowedKind, string>> = {
  Deployment: 'services and their pods, screen 1',
  ReplicaSet: 'services and their pods, screen 1',
  Pod: 'services and their pods, screen 1',
  Event: 'the cluster’s warnings about a service',
  VirtualService: 'the split of traffic and routes that lead nowhere, screen 2',
  DestinationRule: 'the split of traffic and routes that lead nowhere, screen 2',
  HorizontalPodAutoscaler: 'autoscalers of a service',
};
const meshKinds: readonly FollowedKind[] = ['VirtualService', 'DestinationRule'];

/** The feed lists each of its kinds and watches it then. */
const toFollow = (kinds: readonly FollowedKind[]): readonly Needed[] =>
  [...new Set(kinds.map((kind) => shownAs[kind]))].map((isFor) => ({
    isFor,
    checks: kinds
      .filter((kind) => shownAs[kind] === isFor)
      .map((kind) => followedKinds[kind])
      .flatMap(({ group, plural }) => [on('list', group, plural), on('watch', group, plural)]),
  }));

/** What the screens need of a namespace that is watched besides the launch's. */
export const neededBesides: readonly Needed[] = toFollow(kindsBesides);

/** What a launch needs of its cluster. `hasMesh`: whether its traffic is split by Istio. */
export function neededOf(hasMesh: boolean): readonly { readonly what: string; readonly needed: readonly Needed[] }[] {
  const kinds = followedNames.filter((kind) => hasMesh || !meshKinds.includes(kind));
  const lines = {
    checks: [on('list', '', 'pods'), on('get', '', 'pods', 'log')],
    isFor: 'lines of the pods, screen 3',
  };
  const routes = (verb: string) => (hasMesh ? [on(verb, istioGroup, 'virtualservices')] : []);
  return [
    { what: 'To watch', needed: [...toFollow(kinds), lines] },
    {
      what: 'To take steps',
      needed: [
        {
          checks: [
            on('patch', 'apps', 'deployments'),
            ...routes('patch'),
            on('patch', 'autoscaling', 'horizontalpodautoscalers'),
          ],
        },
      ],
    },
    { what: 'To roll back', needed: [{ checks: [on('create', 'apps', 'deployments'), ...routes('get')] }] },
  ];
}

const spelled = ({ verb, group, resource, subresource }: AccessCheck): string =>
  `${verb} ${resource}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;

/** Asks what may not be done at `place`, and says what will be missing for it. */
export async function rightsLine(
  mayI: ClusterPort['mayI'],
  { what, needed, place }: { readonly what: string; readonly needed: readonly Needed[]; readonly place: string },
  signal: AbortSignal,
): Promise<TestLine> {
  const checks = needed.flatMap((one) => one.checks);
  const answers = await mayI(checks, signal);
  if (!answers.ok) return unknown(what, answers.error.message);
  const denied = new Set(answers.value.filter(({ isAllowed }) => !isAllowed).map(spelled));
  if (denied.size === 0) return good(what, `has all ${checks.length} rights it needs in ${place}`);
  const missing = needed.flatMap(({ checks: own, isFor }) => {
    const names = own.map(spelled).filter((name) => denied.has(name));
    return names.length === 0 ? [] : [`${names.join(', ')}${isFor === undefined ? '' : ` (${isFor})`}`];
  });
  return act(what, `may not ${missing.join('; ')} in ${place}: ask the cluster’s owner for it`);
}
