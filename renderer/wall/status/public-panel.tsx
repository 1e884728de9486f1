import type { DisagreementObserved } from '#shared/contract/observed/outside.ts';
import { minutesSeconds } from '#shared/views/format/duration.ts';
import { capital } from '#shared/views/format/sentence.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import type { PageView } from '#shared/views/status/page-view.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { usePresenter } from '../../stores/presentation.ts';
import { Age } from '../../ui/age.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

type Props = {
  readonly view: PageView;
  readonly disagreement: DisagreementObserved | null;
  /** "Investigating" is ready to be posted by hand. */
  readonly hasDraft: boolean;
  readonly zone: string;
  readonly now: number;
};
const SHOWN_TROUBLES = 3;

/** What the status page says just now, read back, and whether we see the same. */
export function PublicPanel({ view, disagreement, hasDraft, zone, now }: Props) {
  const { mark, readAt, where, troubles, lastPost, fault } = view;
  const isPresenter = usePresenter();
  const last = lastPost === null ? '' : `last post ${minuteTime(lastPost.at, zone)} "${lastPost.title}"`;
  const more = troubles.length - SHOWN_TROUBLES;
  return (
    <Panel
      title="What the public sees"
      aside={
        readAt === null ? (
          'not read'
        ) : (
          <>
            read back <Age at={readAt} now={now} />
          </>
        )
      }
      className="public-panel"
    >
      <Tile of={{ kind: 'public-page' }} className="public-said">
        <StateMark tone={mark.tone}>{mark.word}</StateMark>
      </Tile>
      {troubles.slice(0, SHOWN_TROUBLES).map((text) => (
        <p key={text} className="wall-label ellipsis">
          {text}
        </p>
      ))}
      {more > 0 ? <p className="wall-label dim">and {more} more</p> : null}
      {isPresenter ? null : (
        <p className="wall-label ellipsis">{[where, last].filter((text) => text !== null && text !== '').join(', ')}</p>
      )}
      {fault === null || isPresenter ? null : <p className="public-fault dim">{fault}</p>}
      {disagreement === null ? null : <Disagreement {...{ disagreement, hasDraft, now, isPresenter }} />}
    </Panel>
  );
}

type DisagreementProps = Pick<Props, 'hasDraft' | 'now'> & {
  readonly disagreement: DisagreementObserved;
  readonly isPresenter: boolean;
};

const Disagreement = ({ disagreement, hasDraft, now, isPresenter }: DisagreementProps) => (
  <p className={`public-disagree ${disagreement.isAlarm ? 'public-disagree-alarm' : ''}`}>
    {isPresenter ? 'What the page says and our checks differ' : capital(disagreement.text)}, for{' '}
    <b className="num">{minutesSeconds(now - disagreement.since)}</b>.
    {hasDraft && !isPresenter ? ' Post "Investigating"? The draft is ready on the console.' : ''}
  </p>
);
