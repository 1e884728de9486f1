import type { MessageEntry } from '#shared/domain/message/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { messageRows } from '#shared/views/message-rows.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

type Props = { readonly messages: readonly MessageEntry[]; readonly plan: LaunchPlan | null; readonly now: number };
const SHOWN = 4;

/** What went out and what waits, newest first. */
export function MessagesPanel({ messages, plan, now }: Props) {
  const rows = messageRows(messages, plan, now);
  const waiting = rows.filter((row) => row.mark.tone !== 'good').length;
  return (
    <Panel title="Messages" aside={`${rows.length - waiting} out, ${waiting} waiting`} className="messages">
      {rows.length === 0 ? <p className="wall-label">Nothing was sent yet.</p> : null}
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <span className="num dim">{minuteTime(row.at, plan?.timeZone ?? 'UTC')}</span>
            <span className="ellipsis">
              {row.channel}: {row.title}
            </span>
            <StateMark tone={row.mark.tone}>{row.mark.word}</StateMark>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
