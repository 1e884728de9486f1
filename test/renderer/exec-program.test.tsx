import { isValidElement, type ReactElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, expect, test } from 'vitest';
import { allowedPath, programOf } from '#engine/adapters/kubernetes/exec-plugin.ts';
import { ExecProgram } from '#renderer/console/settings/sources/exec-program.tsx';
import { draftNow, useSettings } from '#renderer/stores/settings.ts';
import { invariant } from '#shared/lib/invariant.ts';
import type { AllowedProgram } from '#shared/settings/connections-shape.ts';
import { checkedChange, draftOf } from '#shared/settings/draft.ts';

const initial = useSettings.getState();
beforeEach(() => useSettings.setState(initial, true));

const hex = (digit: string): string => digit.repeat(64);
const pinOf = (call: string, file = 'f'): AllowedProgram => ({
  ...{ command: 'aws', path: '/usr/bin/aws', sha256: hex(file), callSha256: hex(call) },
});
const europe = pinOf('a');
const asia = pinOf('b');

/** What the form of the cluster shows of a context that runs this for credentials. */
const shown = (pin: AllowedProgram): ReactElement => {
  const draft = draftNow(useSettings.getState(), 'cluster');
  return ExecProgram({ draft, program: { line: 'aws eks get-token', environment: [], pin } });
};
const allowed = (): unknown => draftNow(useSettings.getState(), 'cluster').kept.allowedExecPlugins ?? [];
const textOf = (pin: AllowedProgram): string => renderToStaticMarkup(shown(pin));

type Props = { readonly children?: ReactNode; readonly onClick?: () => void };
/** Presses the button with these words; throws when there is none. */
function press(words: string, pin: AllowedProgram): void {
  const found: (() => void)[] = [];
  const look = (node: ReactNode): void => {
    if (Array.isArray(node)) for (const one of node) look(one);
    if (!isValidElement<Props>(node)) return;
    const { children, onClick } = node.props;
    if (children === words && onClick !== undefined) found.push(onClick);
    if (typeof node.type === 'function' && onClick === undefined)
      look((node.type as (props: Props) => ReactNode)(node.props));
    look(children);
  };
  look(shown(pin));
  const [button] = found;
  invariant(button, `there is a button ${words}`);
  button();
}

test('two contexts that call the same program in different ways are allowed side by side, and taken back one by one', () => {
  press('Allow exactly this', europe);
  press('Allow exactly this', asia);
  expect(allowed()).toEqual([europe, asia]);
  for (const pin of [europe, asia]) expect(textOf(pin)).toContain('Allowed to run for credentials');
  press('Don’t allow', europe);
  expect(allowed()).toEqual([asia]);
  expect(textOf(europe)).toContain('Wants to run a program');
});

test('a program that was updated takes the place of its old file, and of nothing else', () => {
  for (const pin of [europe, asia]) press('Allow exactly this', pin);
  const updated = pinOf('a', 'e');
  expect(textOf(updated)).toContain('Wants to run a program');
  press('Allow exactly this', updated);
  expect(allowed()).toEqual([asia, updated]);
});

test('a bare name that allows any call is taken back as a whole, and pins of others stay', () => {
  const cluster = { kubeconfig: '/k', context: 'c', namespace: 'n', allowedExecPlugins: ['aws', 'gke', asia] };
  useSettings.setState({ drafts: { cluster: draftOf('cluster', { cluster }) } });
  expect(textOf(europe)).toContain('Allowed to run for credentials');
  press('Don’t allow', europe);
  expect(allowed()).toEqual(['gke', asia]);
  expect(checkedChange(draftNow(useSettings.getState(), 'cluster')).change).toMatchObject({ source: 'cluster' });
});

test('what was allowed for a context that is no more is said, and can be taken back', () => {
  for (const pin of [europe, asia]) press('Allow exactly this', pin);
  expect(textOf(europe)).toContain('One other call of aws is allowed');
  press('Allow no other', europe);
  expect(allowed()).toEqual([europe]);
  expect(textOf(europe)).not.toContain('other call');
});

test('the engine runs both, and neither in a third way', () => {
  const call = (region: string) => ({ command: import.meta.filename, args: ['get-token', '--region', region] });
  const pins = ['eu', 'ap'].map((region) => programOf(call(region), '/'));
  for (const pin of pins) {
    invariant(pin, 'the program is there');
    press('Allow exactly this', pin);
  }
  const list = allowed() as AllowedProgram[];
  for (const region of ['eu', 'ap'])
    expect(allowedPath(call(region), '/', list)).toEqual({ path: import.meta.filename });
  expect(allowedPath(call('us'), '/', list)).toMatchObject({ why: expect.stringContaining('in another way') });
});
