import type { ContextSeen } from '#shared/contract/settings-facts.ts';
import type { AllowedProgram } from '#shared/settings/connections-shape.ts';
import type { Draft } from '#shared/settings/draft.ts';
import { editDraft } from '../../../stores/settings.ts';
import { Button } from '../../../ui/button.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { type Allowed, isAllowed, otherCalls, withoutProgram, withProgram } from './allowed-programs.ts';

type Program = NonNullable<ContextSeen['program']>;

const allowedIn = (draft: Draft): Allowed =>
  Array.isArray(draft.kept.allowedExecPlugins) ? draft.kept.allowedExecPlugins : [];
const allow = (draft: Draft, next: Allowed) =>
  editDraft({ ...draft, kept: { ...draft.kept, allowedExecPlugins: next } });

/** The program that a kubeconfig runs for credentials, in full: it runs when a person has allowed it, and only as shown. */
export function ExecProgram({ draft, program }: { readonly draft: Draft; readonly program: Program }) {
  const { line, environment, pin } = program;
  const allowed = allowedIn(draft);
  const mayRun = pin !== null && isAllowed(allowed, pin);
  return (
    <div className={`exec-program ${mayRun ? '' : 'exec-program-not'}`}>
      <div>
        <StateMark tone={mayRun ? 'good' : 'act'}>
          {mayRun ? 'Allowed to run for credentials' : 'Wants to run a program for credentials'}
        </StateMark>
        <code>{line}</code>
        <small className="muted">
          {pin === null
            ? 'There is no such program on this machine.'
            : `${pin.path}, SHA-256 ${pin.sha256.slice(0, 16)}…`}
          {environment.length === 0 ? '' : ` It is given ${environment.join(', ')}.`}
        </small>
        {pin === null ? null : <OtherCalls draft={draft} pin={pin} />}
      </div>
      {pin === null ? null : mayRun ? (
        <Button size="small" onClick={() => allow(draft, withoutProgram(allowed, pin))}>
          Don’t allow
        </Button>
      ) : (
        <Button size="small" look="danger" onClick={() => allow(draft, withProgram(allowed, pin))}>
          Allow exactly this
        </Button>
      )}
    </div>
  );
}

/** What was allowed for a context that is no more stands nowhere else: it can be taken back here. */
function OtherCalls({ draft, pin }: { readonly draft: Draft; readonly pin: AllowedProgram }) {
  const allowed = allowedIn(draft);
  const others = otherCalls(allowed, pin);
  if (others.length === 0) return null;
  const calls = others.length === 1 ? 'One other call' : `${others.length} other calls`;
  const are = others.length === 1 ? 'is allowed, for another context' : 'are allowed, for other contexts';
  return (
    <small className="muted">
      {`${calls} of ${pin.command} ${are} or as it was before. `}
      <Button
        size="small"
        onClick={() =>
          allow(
            draft,
            allowed.filter((one) => !others.includes(one)),
          )
        }
      >
        Allow no other
      </Button>
    </small>
  );
}
