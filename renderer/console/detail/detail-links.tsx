import { useState } from 'react';
import type { DetailLink } from '#shared/contract/observed/detail.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { askMain } from '../../bridge/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';

/** Pages that the runbook names for it, opened in the browser over the time that is looked at. */
export function DetailLinks({ links }: { readonly links: readonly DetailLink[] }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const open = async (url: string): Promise<void> => {
    const answer = await askMain('window.openExternal', { url });
    setTrouble(answer.ok ? null : answer.trouble);
  };
  return (
    <section className="drawer-part">
      <h3>Look further</h3>
      {links.length === 0 ? <p className="dim">The runbook names no page for this.</p> : null}
      <div className="drawer-links">
        {links.map(({ title, url }) => (
          <Button key={title} title={url} onClick={() => void open(url)}>
            {title}
          </Button>
        ))}
      </div>
      <TroubleNote trouble={trouble} />
    </section>
  );
}
