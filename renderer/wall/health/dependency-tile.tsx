import type { Dependency } from '#shared/views/dependencies.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** What the services stand on; what nobody watches is said to be unwatched. */
export const DependencyTile = ({ title, mark, text }: Dependency) => (
  <section className="panel health-dependency" aria-label={title}>
    <div>
      <b>{title}</b>
      <StateMark tone={mark.tone}>{mark.word}</StateMark>
    </div>
    <p className="num muted ellipsis">{text}</p>
  </section>
);
