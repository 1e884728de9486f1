import { type ReactNode, useId } from 'react';
import './panel.css';

type Props = {
  readonly title: ReactNode;
  /** Right of the title: how old the data is, a hash, a link. */
  readonly aside?: ReactNode;
  readonly tone?: 'plain' | 'accent' | 'act' | 'watch';
  readonly className?: string;
  /** What doesn't fit is scrolled inside; reachable by keyboard. */
  readonly scrolls?: boolean;
  readonly children: ReactNode;
};

/** A titled part of a view. */
export function Panel({ title, aside, tone = 'plain', className = '', scrolls = false, children }: Props) {
  const id = useId();
  return (
    <section className={`panel panel-${tone} ${scrolls ? 'panel-scrolls' : ''} ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <span className="panel-aside">{aside}</span>}
      </header>
      {scrolls ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        <div className="panel-body" tabIndex={0} data-scrolls="">
          {children}
        </div>
      ) : (
        children
      )}
    </section>
  );
}
