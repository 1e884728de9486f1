import { useEffect, useId, useRef } from 'react';
import type { TileRef } from '#shared/contract/observed/detail.ts';
import { useAnswer } from '../../bridge/use-answer.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { isTyping } from '../keys/is-plain-key.ts';
import './detail.css';
import { DetailBody } from './detail-body.tsx';
import { backInDetail, closeDetail, useDetail } from './open-detail.ts';
import { SpanChoice } from './span-choice.tsx';

/** A chart that is read is renewed at most so often (performance.md). */
const RENEW_MS = 5000;

/** Esc shuts the drawer, unless a dialog is open that it belongs to. */
function useEscape(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      closeDetail();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/**
 * The focus goes into the drawer with every tile that is looked at, also when what had it went with the tile before; and
 * back to where it came from when the drawer shuts.
 */
function useFocus(tile: TileRef) {
  const drawer = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  const shown = JSON.stringify(tile);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each tile is a reason to look where the focus is
  useEffect(() => {
    const active = document.activeElement;
    if (active !== null && drawer.current?.contains(active) === true) return;
    // Whoever writes goes on writing: a tile may have been pointed at by somebody at the wall.
    if (isTyping(active)) return;
    if (active !== document.body) before.current = active;
    drawer.current?.focus();
  }, [shown]);
  useEffect(
    () => () => {
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    },
    [],
  );
  return drawer;
}

/** What is known of one tile, beside the view: its history, query, source, meaning, events and links. */
export function DetailDrawer({ tile }: { readonly tile: TileRef }) {
  const span = useDetail((detail) => detail.span);
  const hasBefore = useDetail((detail) => detail.before.length > 0);
  const drawer = useFocus(tile);
  const heading = useId();
  useEscape();
  return (
    <aside ref={drawer} className="drawer" aria-labelledby={heading} tabIndex={-1} data-scrolls="">
      <div className="drawer-tools">
        {hasBefore ? <Button onClick={backInDetail}>Back</Button> : null}
        <SpanChoice />
        <span className="push" />
        <Button onClick={closeDetail}>
          Close <Kbd>Esc</Kbd>
        </Button>
      </div>
      <Looked key={JSON.stringify([tile, span])} tile={tile} heading={heading} />
    </aside>
  );
}

function Looked({ tile, heading }: { readonly tile: TileRef; readonly heading: string }) {
  const span = useDetail((detail) => detail.span);
  const { value, trouble, reload } = useAnswer('detail.look', { tile, span });
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void reload();
    }, RENEW_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <>
      <header className="drawer-head">
        <h2 id={heading}>{value?.title ?? 'Detail'}</h2>
        {value === null ? null : <StateMark tone={value.state.tone}>{value.state.word}</StateMark>}
        {value === null ? null : <p className="muted">{value.about}</p>}
      </header>
      <TroubleNote trouble={trouble} />
      {value === null ? null : <DetailBody facts={value} />}
    </>
  );
}
