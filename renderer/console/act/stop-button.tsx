import type { Action } from '#shared/domain/action/state.ts';
import { Button } from '../../ui/button.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { useDispatch } from './use-dispatch.ts';

/** Anyone stops a request, a grace time or a running action, at once (authority.md). */
export function StopButton({ action, isLarge = false }: { readonly action: Action; readonly isLarge?: boolean }) {
  const { send, trouble, isBusy } = useDispatch();
  return (
    <>
      <Button
        look="plain"
        size={isLarge ? 'large' : 'normal'}
        disabled={isBusy}
        onClick={() => void send({ type: 'action.stop', action: action.id, reason: '' })}
      >
        Stop
      </Button>
      <TroubleNote trouble={trouble} />
    </>
  );
}
