import { useRef, useState } from 'react';
import { Button } from './button.tsx';
import './copy-block.css';

type Props = {
  /** Read out: what is copied. */
  readonly label: string;
  readonly text: string;
};

/**
 * A text to type elsewhere, with a button that copies it. Windows have no permission to the clipboard, so it is selected
 * and copied as a person would; where even that fails it stays selected.
 */
export function CopyBlock({ label, text }: Props) {
  const block = useRef<HTMLElement>(null);
  const [isCopied, setCopied] = useState<boolean | null>(null);
  const copy = (): void => {
    const selection = window.getSelection();
    if (block.current === null || selection === null) return;
    selection.selectAllChildren(block.current);
    const done = document.execCommand('copy');
    setCopied(done);
    if (done) selection.removeAllRanges();
  };
  return (
    <div className="copy-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <section ref={block} aria-label={label} tabIndex={0} data-scrolls="">
        {text}
      </section>
      <span className="copy-button">
        <Button size="small" aria-label={`Copy: ${label}`} onClick={copy} onBlur={() => setCopied(null)}>
          Copy
        </Button>
        <span role="status" className="dim">
          {isCopied === null ? '' : isCopied ? 'copied' : 'selected'}
        </span>
      </span>
    </div>
  );
}
