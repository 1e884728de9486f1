import type { CSSProperties } from 'react';
import type { Dependency } from '#shared/views/dependencies.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { usePresenter } from '../../stores/presentation.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import './dependency-strip.css';

/** So many stand side by side; more take a second line, smaller. */
const IN_ONE_LINE = 6;

/** What the services stand on; what nobody watches is said to be unwatched. */
export function DependencyStrip({ dependencies }: { readonly dependencies: readonly Dependency[] }) {
  const isPresenter = usePresenter();
  if (dependencies.length === 0) return null;
  const lines = Math.ceil(dependencies.length / IN_ONE_LINE);
  // React's types know no custom properties.
  const style = { '--in-line': Math.ceil(dependencies.length / lines) } as CSSProperties;
  return (
    <section
      className={`health-dependencies ${lines > 1 ? 'health-dependencies-many' : ''}`}
      style={style}
      aria-label="Dependencies"
    >
      {dependencies.map(({ title, mark, text, tile, hasOthersWords }) => (
        <Tile key={title} of={tile} className="panel health-dependency">
          <b className="ellipsis">{title}</b>
          <StateMark tone={mark.tone}>{mark.word}</StateMark>
          <small className="muted">{isPresenter && hasOthersWords ? '' : text}</small>
        </Tile>
      ))}
    </section>
  );
}
