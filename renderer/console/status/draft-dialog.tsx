import { labelled } from '#shared/lib/rehearsal-label.ts';
import type { Draft } from '#shared/views/status/investigating.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { CopyBlock } from '../../ui/copy-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { useDispatch } from '../act/use-dispatch.ts';
import { OpenLink } from '../checklists/open-link.tsx';

type Props = { readonly draft: Draft; readonly onClose: () => void };

/**
 * A text for the status page: copied and posted by hand, as sending it has no connector. Once it is said to be posted, the
 * page is read back and the screens say whether it shows.
 */
export function DraftDialog({ draft, onClose }: Props) {
  const kind = useLaunch((replica) => replica.state.launch?.kind ?? 'rehearsal');
  const { send, trouble, isBusy } = useDispatch();
  const { template, channel, waitsFor, adminUrl } = draft;
  const text = labelled(kind, template.text);
  const posted = async (): Promise<void> => {
    if (await send({ type: 'message.record', channel, template: template.id, text })) onClose();
  };
  return (
    <Dialog title={`${template.title}: ${template.status ?? ''}`} onClose={onClose}>
      {waitsFor === '' ? null : <p className="muted">Goes out when {waitsFor} says so.</p>}
      <div className="draft-texts">
        {template.subject === undefined ? null : <CopyBlock label="Title" text={template.subject} />}
        <CopyBlock label="Text" text={text} />
      </div>
      {adminUrl === null ? null : <OpenLink url={adminUrl} />}
      <TroubleNote trouble={trouble} />
      <div className="dialog-actions">
        <Button onClick={onClose} data-first-focus="">
          Close
        </Button>
        <Button look="primary" disabled={isBusy} onClick={() => void posted()}>
          It is posted
        </Button>
      </div>
    </Dialog>
  );
}
