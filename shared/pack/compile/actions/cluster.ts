import type { ActionOf } from '../../schema/actions.ts';
import type { Draft } from '../draft.ts';
import type { Launch } from './launch.ts';

/** `metadata.labels.a\.b` by its parts. */
export const fieldPath = (path: string): string[] => path.split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'));

const refOf = ({ kind, object, apiVersion }: ActionOf<'patch' | 'read'>) => ({
  ...(apiVersion === undefined ? {} : { apiVersion }),
  kind,
  name: object,
});

export function apply(launch: Launch, owner: string, { objects, title }: ActionOf<'apply'>): Draft[] {
  const named = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ');
  const spec = { kind: 'kubernetes.apply' as const, objects, readyTimeoutMs: launch.readyTimeoutMs };
  return [{ id: `${owner}/apply`, title: title ?? `Apply ${named}`, after: [], spec }];
}

export function patch(owner: string, action: ActionOf<'patch'>): Draft[] {
  const fields = Object.entries(action.patch).map(([path, value]) => ({ path: fieldPath(path), value }));
  const title = action.title ?? `${action.kind} ${action.object}: ${Object.keys(action.patch).join(', ')}`;
  const spec = { kind: 'kubernetes.patch' as const, object: refOf(action), fields };
  return [{ id: `${owner}/patch/${action.object}`, title, after: [], spec }];
}

export function read(owner: string, action: ActionOf<'read'>): Draft[] {
  const { path, expected, object } = action;
  const title = action.title ?? `${action.kind} ${object}: ${path} is ${expected}`;
  const spec = { kind: 'kubernetes.read' as const, object: refOf(action), path: fieldPath(path), expected };
  return [{ id: `${owner}/read/${object}`, title, after: [], spec }];
}

export function sync(launch: Launch, owner: string, automated: 'suspended' | 'restored'): Draft[] {
  return launch.applications.map(({ namespace, name }) => ({
    id: `${owner}/sync/${name}`,
    title: `Argo CD ${name}: automated sync ${automated}`,
    after: [],
    spec: { kind: 'argo.sync', application: name, namespace, automated },
  }));
}
