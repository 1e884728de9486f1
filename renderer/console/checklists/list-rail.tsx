import { dayTime } from '#shared/views/format/day-time.ts';
import type { ListStanding } from '#shared/views/list-standing.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Bar } from '../../ui/bar.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

type Props = {
  readonly standings: readonly ListStanding[];
  readonly open: string;
  readonly now: number;
  readonly onOpen: (list: string) => void;
};

/** The lists of the day, one of them open: how far each is, when it is due, what is wrong, who has signed. */
export const ListRail = ({ standings, open, now, onOpen }: Props) => (
  <nav className="rail" aria-label="Checklists">
    {standings.map((standing) => (
      <RailEntry
        key={standing.list.id}
        standing={standing}
        isOpen={standing.list.id === open}
        now={now}
        onOpen={() => onOpen(standing.list.id)}
      />
    ))}
  </nav>
);

type EntryProps = {
  readonly standing: ListStanding;
  readonly isOpen: boolean;
  readonly now: number;
  readonly onOpen: () => void;
};

function RailEntry({ standing, isOpen, now, onOpen }: EntryProps) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const { short, done, total, dueAt, isComplete, tone } = standing;
  const isOver = !isComplete && dueAt < now;
  return (
    <button type="button" className="rail-entry" aria-current={isOpen ? 'true' : undefined} onClick={onOpen}>
      <span className="rail-line">
        <b>{short}</b>
        <span className="num">
          {done}/{total}
        </span>
      </span>
      <Bar
        percent={(done / Math.max(1, total)) * 100}
        label={`${short}, done`}
        color={isComplete ? 'good' : 'accent'}
      />
      <span className="rail-line rail-small">
        <span className={isOver ? 'act' : 'muted'}>
          due <span className="num">{dayTime(dueAt, now, zone)}</span>
        </span>
        <SignOffCount standing={standing} />
      </span>
      <span className="rail-small rail-wrong">
        {tone === 'act' ? <StateMark tone="act">{wrongText(standing)}</StateMark> : null}
        {tone === 'good' ? <StateMark tone="good">complete</StateMark> : null}
        {tone === null ? <span className="dim">{done === 0 ? 'not begun' : 'on its way'}</span> : null}
      </span>
    </button>
  );
}

function SignOffCount({ standing: { signOffs } }: { readonly standing: ListStanding }) {
  if (signOffs.length === 0) return <span className="dim">no sign-off</span>;
  const given = signOffs.filter((entry) => entry.state === 'given').length;
  return (
    <span className="muted">
      signed{' '}
      <span className="num">
        {given}/{signOffs.length}
      </span>
    </span>
  );
}

/** `3 late, 1 blocked`; past due with all ticked, what is missing are sign-offs. */
function wrongText({ late, blocked, contradicted, signOffs }: ListStanding): string {
  const stale = signOffs.filter((entry) => entry.state === 'stale').length;
  const parts = [
    contradicted > 0 ? `${contradicted} contradicted` : '',
    blocked > 0 ? `${blocked} blocked` : '',
    late > 0 ? `${late} late` : '',
    stale > 0 ? `${stale} stale` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'sign-off is late' : parts.slice(0, 2).join(', ');
}
