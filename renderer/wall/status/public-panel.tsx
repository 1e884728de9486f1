import { minutesSeconds } from '#shared/views/format/duration.ts';
import type { PublicView } from '#shared/views/public-status.ts';
import { Age } from '../../ui/age.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** What the status page says just now, and whether we see the same. */
export function PublicPanel({ view, now }: { readonly view: PublicView; readonly now: number }) {
  const { page, disagreeMs, failing } = view;
  return (
    <Panel
      title="What the public sees"
      aside={
        page === null ? (
          'not read'
        ) : (
          <>
            read <Age at={page.at} now={now} />
          </>
        )
      }
    >
      {page === null ? (
        <>
          <div className="public-said">
            <StateMark tone="unknown">unknown</StateMark>
          </div>
          <p className="wall-label">No status page is read in this launch.</p>
        </>
      ) : (
        <div className="public-said">
          <StateMark tone={page.mark.tone}>{page.description}</StateMark>
        </div>
      )}
      {disagreeMs === null ? null : (
        <p className="public-disagree">
          Our checks see {failing.join(', ')} failing for <b className="num">{minutesSeconds(disagreeMs)}</b>; the page
          says all is well.
        </p>
      )}
    </Panel>
  );
}
