import type { ContextSeen } from '#shared/contract/settings-facts.ts';
import type { AllowedProgram } from '#shared/settings/connections-shape.ts';
import type { Draft } from '#shared/settings/draft.ts';
import { editDraft } from '../../../stores/settings.ts';
import { Button } from '../../../ui/button.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';

type Program = NonNullable<ContextSeen['program']>;

const allowedIn = (draft: Draft): readonly (string | AllowedProgram)[] =>
  Array.isArray(draft.kept.allowedExecPlugins) ? draft.kept.allowedExecPlugins : [];

const isSame = (one: string | AllowedProgram, pin: AllowedProgram): boolean =>
  typeof one === 'string'
    ? one === pin.command
    : one.path === pin.path && one.sha256 === pin.sha256 && one.callSha256 === pin.callSha256;

/** The program that a kubeconfig runs for credentials, in full: it runs when a person has allowed it, and only as shown. */
export function ExecProgram({ draft, program }: { readonly draft: Draft; readonly program: Program }) {
  const { line, environment, pin } = program;
  const allowed = allowedIn(draft);
  const isAllowed = pin !== null && allowed.some((one) => isSame(one, pin));
  const others = allowed.filter((one) => (typeof one === 'string' ? one : one.command) !== pin?.command);
  const set = (next: readonly (string | AllowedProgram)[]) =>
    editDraft({ ...draft, kept: { ...draft.kept, allowedExecPlugins: next } });
  return (
    <div className={`exec-program ${isAllowed ? '' : 'exec-program-not'}`}>
      <div>
        <StateMark tone={isAllowed ? 'good' : 'act'}>
          {isAllowed ? 'Allowed to run for credentials' : 'Wants to run a program for credentials'}
        </StateMark>
        <code>{line}</code>
        <small className="muted">
          {pin === null
            ? 'There is no such program on this machine.'
            : `${pin.path}, SHA-256 ${pin.sha256.slice(0, 16)}…`}
          {environment.length === 0 ? '' : ` It is given ${environment.join(', ')}.`}
        </small>
      </div>
      {pin === null ? null : isAllowed ? (
        <Button size="small" onClick={() => set(others)}>
          Don’t allow
        </Button>
      ) : (
        <Button size="small" look="danger" onClick={() => set([...others, pin])}>
          Allow exactly this
        </Button>
      )}
    </div>
  );
}
