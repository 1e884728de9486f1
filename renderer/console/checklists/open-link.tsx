import { useState } from 'react';
import type { Trouble } from '#shared/lib/trouble.ts';
import { askMain } from '../../bridge/bridge.ts';
import { TroubleNote } from '../../ui/trouble-note.tsx';

/**
 * A link of the runbook or of evidence: opened in the browser; what is no https address is only shown, and a link that
 * the launch was made without is not there at all.
 */
export function OpenLink({ url }: { readonly url: string }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const open = async (): Promise<void> => {
    const answer = await askMain('window.openExternal', { url });
    setTrouble(answer.ok ? null : answer.trouble);
  };
  if (url.trim() === '' || url === 'not set') return null;
  if (!url.startsWith('https://'))
    return (
      <span className="muted link-text">
        {url}
        {url.startsWith('http://') ? <span className="dim"> (can't be opened from here: copy it)</span> : null}
      </span>
    );
  return (
    <>
      <button type="button" className="link-button" onClick={() => void open()}>
        {url.replace('https://', '')}
      </button>
      <TroubleNote trouble={trouble} />
    </>
  );
}
