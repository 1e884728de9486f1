import { type ReactNode, useId } from 'react';
import './panel.css';

type Props = {
  readonly title: ReactNode;
  /** Right of the title: how old the data is, a hash, a link. */
  readonly aside?: ReactNode;
  readonly tone?: 'plain' | 'accent' | 'act' | 'watch';
  readonly className?: string;
  readonly children: ReactNode;
};

/** A titled part of a view. */
export function Panel({ title, aside, tone = 'plain', className = '', children }: Props) {
  const id = useId();
  return (
    <section className={`panel panel-${tone} ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside === undefined ? null : <span className="panel-aside">{aside}</span>}
      </header>
      {children}
    </section>
  );
}
