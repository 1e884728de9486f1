import type { DetailFacts, DetailMeaning } from '#shared/contract/observed/detail.ts';
import { minutesSeconds } from '#shared/views/format/duration.ts';
import { CopyBlock } from '../../ui/copy-block.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DetailChartPanel } from './detail-chart-panel.tsx';
import { DetailEvents } from './detail-events.tsx';
import { DetailLinks } from './detail-links.tsx';
import { DetailRowsPart } from './detail-rows.tsx';
import { DetailSources } from './detail-sources.tsx';

/** The parts of a detail, what needs a person first. */
export function DetailBody({ facts }: { readonly facts: DetailFacts }) {
  return (
    <>
      {facts.missing === null ? null : (
        <p className="drawer-missing">
          <StateMark tone="watch">{facts.missing}</StateMark>
        </p>
      )}
      {facts.charts.map((chart) => (
        <DetailChartPanel key={chart.title} chart={chart} span={{ from: facts.from, until: facts.at }} />
      ))}
      {facts.means.length === 0 ? null : <Meaning means={facts.means} />}
      {facts.rows.map((rows) => (
        <DetailRowsPart key={rows.title} {...rows} />
      ))}
      <DetailEvents tile={facts.tile} from={facts.from} />
      {facts.queries.length === 0 ? null : (
        <section className="drawer-part">
          <h3>How it is asked</h3>
          {facts.queries.map(({ title, language, text }) => (
            <div key={title}>
              <p className="dim">
                {title}, {language}
              </p>
              <CopyBlock label={`${title}, ${language}`} text={text} />
            </div>
          ))}
        </section>
      )}
      <DetailSources ids={facts.sources} />
      <DetailLinks links={facts.links} />
    </>
  );
}

/** What it says for the criteria of a rollback and the canary's metrics. */
const Meaning = ({ means }: { readonly means: readonly DetailMeaning[] }) => (
  <section className="drawer-part">
    <h3>What it means</h3>
    <ul className="drawer-rows">
      {means.map(({ id, title, tone, text, leftMs }) => (
        <li key={id}>
          <StateMark tone={tone}>{title}</StateMark>
          <span className="muted">
            {text}
            {leftMs === null ? '' : `; trips in ${minutesSeconds(leftMs)}`}
          </span>
        </li>
      ))}
    </ul>
  </section>
);
