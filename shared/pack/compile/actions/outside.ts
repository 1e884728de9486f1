import type { ActionOf } from '../../schema/actions.ts';
import type { Draft } from '../draft.ts';

/** `./scripts/smoke-test.sh` as a part of an id: `smoke-test.sh`. */
const baseName = (program: string): string => program.split('/').at(-1) ?? program;

export function command(owner: string, action: ActionOf<'command'>): Draft[] {
  const { program, timeout, expected, sha256, repeatable } = action;
  const spec = {
    kind: 'command.run' as const,
    program,
    arguments: action.arguments,
    timeoutMs: timeout,
    ...(expected === undefined ? {} : { expected }),
    ...(sha256 === undefined ? {} : { sha256 }),
    isRepeatable: repeatable,
  };
  const title = action.title ?? `Run ${[baseName(program), ...action.arguments].join(' ')}`;
  return [{ id: `${owner}/command/${baseName(program)}`, title, after: [], spec }];
}

export function request(owner: string, action: ActionOf<'request'>): Draft[] {
  const { method, url, body, status, timeout, title } = action;
  const spec = {
    kind: 'http.request' as const,
    method,
    url,
    ...(body === undefined ? {} : { body }),
    status,
    timeoutMs: timeout,
  };
  return [{ id: `${owner}/request`, title: title ?? `${method} ${url}`, after: [], spec }];
}

/** Making the clone a second time fails on its name, so it isn't simply run again when nobody knows how it ended. */
export function cloneDatabase(owner: string, { instance, clone, at, timeout }: ActionOf<'clone-database'>): Draft[] {
  const spec = {
    kind: 'command.run' as const,
    program: 'gcloud',
    arguments: ['sql', 'instances', 'clone', instance, clone, `--point-in-time=${at}`],
    timeoutMs: timeout,
    isRepeatable: false,
  };
  return [{ id: `${owner}/clone`, title: `Clone ${instance} into ${clone} as of ${at}`, after: [], spec }];
}

export const manual = (owner: string, { text, title }: ActionOf<'manual'>): Draft[] => [
  { id: `${owner}/manual`, title: title ?? text, after: [], spec: { kind: 'manual.step', text } },
];
