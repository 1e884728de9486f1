import type { Check } from '#shared/domain/operation/plan.ts';
import { type ApplicationSeen, listApplications } from './argo.ts';
import type { Connection } from './connection.ts';
import type { Tracked } from './port.ts';

/** `isSure`: only Argo CD writes it. Helm and people set `app.kubernetes.io/instance` too. */
type Tracking = { readonly application: string; readonly namespace: string | null; readonly isSure: boolean };

/**
 * Whether Argo CD would undo a change of these objects (reconciled 32). None of them tracked: no finding. `act` never stops a
 * rollback, which is only warned.
 */
export async function selfHealCheck(connection: Connection, objects: readonly Tracked[]): Promise<Check[]> {
  const tracked = objects.flatMap((object) => {
    const tracking = trackingOf(object);
    return tracking === null ? [] : [{ object, tracking }];
  });
  if (tracked.length === 0) return [];
  const what = 'Argo CD';
  const sure = tracked.filter(({ tracking }) => tracking.isSure);
  const applications = await listApplications(connection);
  if (!applications.ok) {
    // Without Argo CD here, a label that many tools set says nothing.
    if (sure.length === 0) return [];
    const text = `${names(sure)}: kept by Application ${sure[0]?.tracking.application}, which can't be read: ${applications.error.message}`;
    return [{ what, state: 'unknown', text }];
  }
  const found = tracked.map((one) => ({ ...one, application: find(applications.value, one.tracking) }));
  const undone = found.filter(({ application }) => application !== null && application.sync !== 'by-hand');
  const by = undone[0]?.application;
  if (by !== undefined && by !== null) return [{ what, state: 'act', text: undoes(by, names(undone)) }];
  const lost = found.filter(({ application, tracking }) => application === null && tracking.isSure);
  if (lost.length > 0) {
    const text = `${names(lost)}: kept by Application ${lost[0]?.tracking.application}, which isn't on this cluster: see that it doesn't sync by itself`;
    return [{ what, state: 'unknown', text }];
  }
  const kept = found.find(({ application }) => application !== null)?.application;
  return kept === undefined || kept === null
    ? []
    : [{ what, state: 'good', text: `Application ${kept.name} does not sync by itself` }];
}

function trackingOf({ kind, name, annotations = {}, labels = {} }: Tracked): Tracking | null {
  const id = annotations['argocd.argoproj.io/tracking-id'];
  if (id !== undefined) {
    // APPLICATION:GROUP/KIND:NAMESPACE/NAME. Copied along to another object it means nothing.
    const [application = '', kindOf = '', nameOf = ''] = id.split(':');
    const isOwn = kindOf.split('/').at(-1) === kind && nameOf.split('/').at(-1) === name;
    const [namespace, own] = application.split('_');
    if (isOwn)
      return {
        application: own ?? application,
        namespace: own === undefined ? null : (namespace ?? null),
        isSure: true,
      };
  }
  const sure = labels['argocd.argoproj.io/instance'];
  if (sure !== undefined) return { application: sure, namespace: null, isSure: true };
  const maybe = labels['app.kubernetes.io/instance'];
  return maybe === undefined ? null : { application: maybe, namespace: null, isSure: false };
}

const find = (all: readonly ApplicationSeen[], { application, namespace }: Tracking): ApplicationSeen | null =>
  all.find((one) => one.name === application && (namespace === null || one.namespace === namespace)) ?? null;

const names = (all: readonly { readonly object: Tracked }[]): string =>
  all.map(({ object }) => `${object.kind} ${object.name}`).join(', ');

function undoes({ name, namespace, sync }: ApplicationSeen, objects: string): string {
  const how =
    sync === 'self-heal'
      ? `Application ${name} heals itself and would set ${objects} back at once`
      : `Application ${name} syncs by itself and would set ${objects} back at its next sync`;
  return `${how}: suspend its automated sync first (argo.sync in namespace ${namespace})`;
}
