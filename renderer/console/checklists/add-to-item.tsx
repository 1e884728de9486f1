import { useRef, useState } from 'react';
import type { Evidence } from '#shared/domain/checklist/evidence.ts';
import type { ItemId } from '#shared/domain/ids.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { Bar } from '../../ui/bar.tsx';
import { Button } from '../../ui/button.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { useDispatch } from '../act/use-dispatch.ts';
import { storeFile } from './store-file.ts';

const isLink = (text: string): boolean => /^https?:\/\/\S+$/.test(text);

/** A note, or what shows that the item is so: words, a link, a file. */
export function AddToItem({ item }: { readonly item: ItemId }) {
  const [text, setText] = useState('');
  const { send, trouble, isBusy } = useDispatch();
  const field = useRef<HTMLInputElement>(null);
  const said = text.trim();
  const add = async (note: string, evidence: Evidence[]): Promise<void> => {
    if (!(await send({ type: 'item.annotate', item, note, evidence }))) return;
    setText('');
    // The button that was pressed has nothing more to add and would leave the keys without a place.
    field.current?.focus();
  };
  const addEvidence = () => void add('', [isLink(said) ? { kind: 'link', url: said } : { kind: 'text', text: said }]);
  return (
    <section className="detail-part" aria-label="Add to the item">
      <label>
        <span className="sr-only">Note, or what shows it: words or a link</span>
        <input
          ref={field}
          className="line-input"
          data-item-note=""
          placeholder="Note, or what shows it: words or a link"
          value={text}
          maxLength={1000}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.repeat && said !== '') void add(said, []);
          }}
        />
      </label>
      <div className="add-actions">
        <Button size="small" disabled={said === '' || isBusy} onClick={() => void add(said, [])}>
          Add note
        </Button>
        <Button size="small" disabled={said === '' || isBusy} onClick={addEvidence}>
          Add as evidence
        </Button>
        <AddFile onStored={(evidence) => void add(said, [evidence])} />
      </div>
      <TroubleNote trouble={trouble} />
    </section>
  );
}

function AddFile({ onStored }: { readonly onStored: (evidence: Evidence) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [done, setDone] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const take = async (file: File): Promise<void> => {
    setTrouble(null);
    setDone(0);
    const answer = await storeFile(file, setDone);
    setDone(null);
    if (answer.ok) onStored({ kind: 'file', ...answer.value });
    else setTrouble(answer.trouble);
  };
  return (
    <>
      <input
        ref={field}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label="File of evidence"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) void take(file);
          event.target.value = '';
        }}
      />
      <Button size="small" disabled={done !== null} onClick={() => field.current?.click()}>
        File
      </Button>
      {done === null ? null : (
        <span className="add-progress">
          <Bar percent={done * 100} label="Copied" />
        </span>
      )}
      <TroubleNote trouble={trouble} />
    </>
  );
}
