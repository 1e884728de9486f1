import { useEffect, useState } from 'react';
import type { ContextSeen, KubeconfigSeen } from '#shared/contract/settings-facts.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import type { Draft } from '#shared/settings/draft.ts';
import { call } from '../../../bridge/bridge.ts';
import { editDraft, useSettings } from '../../../stores/settings.ts';
import { Choice, TextField } from '../../../ui/field.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { TroubleNote } from '../../../ui/trouble-note.tsx';
import { ExecProgram } from './exec-program.tsx';
import { FieldHint, FileField } from './source-fields.tsx';

/** The contexts of a kubeconfig, read again when its path changes; nothing in it is run. */
function useContexts(path: string): { readonly seen: KubeconfigSeen | null; readonly trouble: Trouble | null } {
  const [state, setState] = useState<{ seen: KubeconfigSeen | null; trouble: Trouble | null }>({
    seen: null,
    trouble: null,
  });
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(async () => {
      if (path.trim() === '') return setState({ seen: null, trouble: null });
      const answer = await call('settings.contexts', { path });
      if (!isOver)
        setState(answer.ok ? { seen: answer.value, trouble: null } : { seen: null, trouble: answer.trouble });
    }, 250);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [path]);
  return state;
}

/** The kubeconfig, one of its contexts, and what has to be known before it is trusted. */
export function ClusterFields({ draft }: { readonly draft: Draft }) {
  const wrong = useSettings((state) => state.wrong);
  const { kubeconfig = '', context = '', namespace = '' } = draft.text;
  const { seen, trouble } = useContexts(kubeconfig);
  const found = seen?.contexts.find(({ name }) => name === context);
  const change = (text: Readonly<Record<string, string>>) => editDraft({ ...draft, text: { ...draft.text, ...text } });
  const choose = (name: string) => {
    const own = seen?.contexts.find((one) => one.name === name)?.namespace;
    change({ context: name, ...(namespace === '' && own != null ? { namespace: own } : {}) });
  };
  const names = (seen?.contexts ?? []).map(({ name }) => name);
  return (
    <>
      <div className="settings-fields">
        <div className="settings-wide">
          <FileField
            label="Kubeconfig"
            value={kubeconfig}
            hint={<FieldHint wrong={wrong.kubeconfig} hint="Its current context is never used: the one below is." />}
            onChange={(path) => change({ kubeconfig: path })}
          />
        </div>
        <Choice
          label="Context"
          value={context}
          onChange={choose}
          choices={[
            ...(names.includes(context) ? [] : [{ value: context, text: context === '' ? 'Choose one' : context }]),
            ...names.map((name) => ({ value: name, text: name })),
          ]}
        />
        <TextField
          label="Namespace"
          value={namespace}
          hint={<FieldHint wrong={wrong.namespace} hint="Where the launch’s services are." />}
          onChange={(next) => change({ namespace: next })}
        />
      </div>
      <TroubleNote trouble={trouble} />
      {seen?.warning == null ? null : (
        <p className="settings-warning">
          <StateMark tone="watch">Open to others</StateMark> {seen.warning}
        </p>
      )}
      {found === undefined ? null : <ContextFacts draft={draft} context={found} />}
    </>
  );
}

function ContextFacts({ draft, context }: { readonly draft: Draft; readonly context: ContextSeen }) {
  const { server, user, cluster, signsIn, program, problems } = context;
  return (
    <>
      <dl className="settings-facts">
        <dt>Server</dt>
        <dd className="mono">{server ?? 'none'}</dd>
        <dt>Cluster, user</dt>
        <dd>
          {cluster}, {user === '' ? 'no user' : user}
        </dd>
        <dt>Signs in with</dt>
        <dd>{signsIn}</dd>
      </dl>
      {program === null ? null : <ExecProgram draft={draft} program={program} />}
      {problems.map(({ why, hint }) => (
        <p key={why} className="settings-warning">
          <StateMark tone="act">Not taken</StateMark> {why}. {hint}
        </p>
      ))}
    </>
  );
}
