import { age } from '#shared/views/format/duration.ts';
import type { SourceView } from '#shared/views/sources.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

const words = { good: 'live', watch: 'slow', act: 'failing', unknown: 'unknown' } as const;

/** Where everything on these screens comes from, and how old it is. */
export const SourcesPanel = ({ sources }: { readonly sources: readonly SourceView[] }) => (
  <Panel title="Sources" className="sources">
    {sources.length === 0 ? <p className="wall-label">No source has answered yet.</p> : null}
    <ul>
      {sources.map((source) => (
        <li key={source.id}>
          <b>{source.title}</b>
          <span className="source-state">
            <StateMark tone={source.tone}>{source.text ?? words[source.tone]}</StateMark>
          </span>
          <span className="dim ellipsis">{source.fault?.message ?? ''}</span>
          <span className="num muted">{source.ageMs === null ? '–' : `${age(source.ageMs)} ago`}</span>
        </li>
      ))}
    </ul>
  </Panel>
);
