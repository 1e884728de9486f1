import type { Service } from '../../../domain/plan/launch-plan.ts';
import type { OrderedService } from '../../launch-order.ts';
import type { SmokeTest } from '../../schema/services.ts';

/** What an action needs to know of the launch. */
export type Launch = {
  readonly order: readonly OrderedService[];
  readonly services: ReadonlyMap<string, Service>;
  readonly subsets: { readonly stable: string; readonly canary: string };
  /** False: no mesh; the share of traffic is what the canary has of the pods. */
  readonly hasIstio: boolean;
  readonly readyTimeoutMs: number;
  readonly environment: string;
  readonly flags: readonly string[];
  /** Each service's own test, its id filled in. */
  readonly smokeTests: ReadonlyMap<string, SmokeTest>;
  readonly applications: readonly { readonly namespace: string; readonly name: string }[];
};

export type Which = 'all' | readonly string[];
export type Each = { readonly service: Service; readonly after: readonly string[] };

/** The services an action is about, in launch order; a service that is left out passes on what it came after. */
export function each(launch: Launch, which: Which): Each[] {
  const isMeant = (id: string) => which === 'all' || which.includes(id);
  const afterOf = new Map(launch.order.map((one) => [one.service.id, one.after]));
  const reach = (id: string): readonly string[] => (isMeant(id) ? [id] : (afterOf.get(id) ?? []).flatMap(reach));
  return launch.order.flatMap(({ service, after }) => {
    const planned = isMeant(service.id) ? launch.services.get(service.id) : undefined;
    return planned ? [{ service: planned, after: [...new Set(after.flatMap(reach))] }] : [];
  });
}

/** The same without an order. */
export const meant = (launch: Launch, which: Which): Service[] => each(launch, which).map(({ service }) => service);
