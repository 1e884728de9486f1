import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Doing } from '../network-fault.ts';
import { FlagsmithApi, type FlagsmithSettings } from './flagsmith-api.ts';
import type { OpenFlagPort } from './port.ts';

const page = <Item extends z.ZodType>(item: Item) => z.object({ next: z.string().nullish(), results: z.array(item) });

const Environment = z.object({
  id: z.number(),
  name: z.string(),
  api_key: z.string(),
  minimum_change_request_approvals: z.number().nullish(),
  use_v2_feature_versioning: z.boolean().default(false),
});
type Environment = z.infer<typeof Environment>;
const Feature = z.object({
  id: z.number(),
  name: z.string(),
  environment_feature_state: z.object({ id: z.number(), enabled: z.boolean() }).nullish(),
});
type Feature = z.infer<typeof Feature>;
const Version = z.object({ uuid: z.string(), is_live: z.boolean() });
/** A state in a version; its value and variants are handed back as they came. */
const VersionState = z.object({
  feature_segment: z.unknown().optional(),
  feature_state_value: z.json(),
  multivariate_feature_state_values: z.array(z.json()).optional(),
});
const MOST_PAGES = 20;

/**
 * Flagsmith's admin API, in both its worlds: an environment either holds one state for each feature, or versions of them,
 * of which the published one is live.
 */
export function createFlagsmith(settings: FlagsmithSettings): OpenFlagPort {
  const api = new FlagsmithApi(settings);
  const { where } = api;
  const notFound = (doing: Doing, what: string): Fault => ({
    kind: 'fault',
    cause: 'not-found',
    message: `Could not ${doing.what}: ${where} has no ${what}.`,
    retryable: false,
  });

  /** The first entry of a list that matches, page by page. */
  async function find<Item extends z.ZodType>(
    item: Item,
    path: string,
    isIt: (one: z.output<Item>) => boolean,
    doing: Doing,
    signal: AbortSignal | undefined,
  ): Promise<Result<z.output<Item> | undefined, Fault>> {
    for (let number = 1; number <= MOST_PAGES; number += 1) {
      const ask = { method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}page=${number}`, signal } as const;
      const answer = await api.ask(page(item), ask, doing);
      if (!answer.ok) return answer;
      const found = answer.value.results.find(isIt);
      if (found !== undefined || !answer.value.next) return ok(found);
    }
    return ok(undefined);
  }

  async function environmentOf(name: string, doing: Doing, signal?: AbortSignal): Promise<Result<Environment, Fault>> {
    const isIt = (one: Environment) => one.name === name || one.api_key === name;
    const found = await find(Environment, `/environments/?project=${settings.project}`, isIt, doing, signal);
    if (!found.ok) return found;
    return found.value === undefined ? err(notFound(doing, `environment ${name}`)) : ok(found.value);
  }

  /** The feature with its state in an environment. The search finds parts of names, so the name is compared as well. */
  async function featureOf(flag: string, { id, name }: Environment, doing: Doing, signal?: AbortSignal) {
    const path = `/projects/${settings.project}/features/?environment=${id}&search=${encodeURIComponent(flag)}`;
    const found = await find(Feature, path, (one) => one.name === flag, doing, signal);
    if (!found.ok) return found;
    const state = found.value?.environment_feature_state;
    if (found.value === undefined || !state) return err(notFound(doing, `flag ${flag} in ${name}`));
    return ok({ ...found.value, state });
  }

  /** One request makes the new version and publishes it: nothing half done is left behind. */
  async function publish(
    feature: Feature,
    { id }: Environment,
    on: boolean,
    cause: string | undefined,
    doing: Doing,
    signal?: AbortSignal,
  ): Promise<Result<void, Fault>> {
    const reading = { ...doing, changes: false };
    const path = `/environments/${id}/features/${feature.id}/versions/`;
    const live = await find(Version, path, ({ is_live }) => is_live, reading, signal);
    if (!live.ok) return live;
    if (live.value === undefined) return err(notFound(reading, `live version of ${feature.name}`));
    const statesAt = { method: 'GET', path: `${path}${live.value.uuid}/featurestates/`, signal } as const;
    const states = await api.ask(z.array(VersionState), statesAt, reading);
    if (!states.ok) return states;
    const own = states.value.find((state) => (state.feature_segment ?? null) === null);
    if (own === undefined) return err(notFound(reading, `state of ${feature.name} in its live version`));
    const { feature_state_value, multivariate_feature_state_values } = own;
    const state = { feature_segment: null, enabled: on, feature_state_value };
    const body = JSON.stringify({
      ...(cause === undefined ? {} : { description: `Tminus ${cause}` }),
      feature_states_to_update: [
        multivariate_feature_state_values === undefined ? state : { ...state, multivariate_feature_state_values },
      ],
      publish_immediately: true,
    });
    const made = await api.ask(z.object({}), { method: 'POST', path, body, signal, status: 201 }, doing);
    return made.ok ? ok(undefined) : made;
  }

  return {
    service: 'flagsmith',
    where: String(settings.project),
    async read(flag, environment, signal) {
      const doing: Doing = { what: `read the flag ${flag} in ${environment}`, where, changes: false };
      const found = await environmentOf(environment, doing, signal);
      if (!found.ok) return found;
      const feature = await featureOf(flag, found.value, doing, signal);
      return feature.ok ? ok({ flag, environment, isOn: feature.value.state.enabled }) : feature;
    },
    async set(flag, environment, on, signal, cause): Promise<Result<void, Fault>> {
      const what = `turn the flag ${flag} ${on ? 'on' : 'off'} in ${environment}`;
      const reading: Doing = { what, where, changes: false };
      const found = await environmentOf(environment, reading, signal);
      if (!found.ok) return found;
      const feature = await featureOf(flag, found.value, reading, signal);
      if (!feature.ok) return feature;
      const doing: Doing = { what, where, changes: true };
      if (found.value.use_v2_feature_versioning) return publish(feature.value, found.value, on, cause, doing, signal);
      const path = `/environments/${encodeURIComponent(found.value.api_key)}/featurestates/${feature.value.state.id}/`;
      const body = JSON.stringify({ feature: feature.value.id, enabled: on });
      const put = await api.ask(z.object({ enabled: z.boolean() }), { method: 'PUT', path, body, signal }, doing);
      return put.ok ? ok(undefined) : put;
    },
    async preflight(_flag, environment, _on, signal) {
      const doing: Doing = { what: `read the environment ${environment}`, where, changes: false };
      const found = await environmentOf(environment, doing, signal);
      if (!found.ok) return found;
      // Null: no change requests. 0: they are on, and need no one else; the interface asks for them all the same.
      const needed = found.value.minimum_change_request_approvals ?? null;
      return ok(needed === null ? null : approvalAsked(environment, needed));
    },
    close: () => api.close(),
  };
}

const approvalAsked = (environment: string, needed: number): string =>
  `Flagsmith would ask for a change request with ${needed} ${needed === 1 ? 'approval' : 'approvals'} in ${environment}: turn change requests off there for the launch, or have this one approved and published there before.`;

/** Two steps by hand, since a state has a number of its own; the token is left to the reader's environment. */
export const flagsmithByHand =
  (settings: Pick<FlagsmithSettings, 'url' | 'project' | 'scheme'>) =>
  (spec: { readonly flag: string; readonly environment: string; readonly on: boolean }): string =>
    `# ${settings.url.replace(/\/+$/, '')}: project ${settings.project}, environment ${spec.environment}, turn ${spec.flag} ${spec.on ? 'on' : 'off'}; or with the state's number ID: curl -X PUT -H "Authorization: ${settings.scheme} $FLAGSMITH_TOKEN" -H 'Content-Type: application/json' -d '{"feature":FEATURE_ID,"enabled":${spec.on}}' '${settings.url.replace(/\/+$/, '')}/api/v1/environments/ENVIRONMENT_KEY/featurestates/ID/'`;
