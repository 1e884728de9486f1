import { useState } from 'react';
import type { TileRef } from '#shared/contract/observed/detail.ts';
import { eventsAround, namesOf } from '#shared/views/detail/events-around.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show, useView } from '../../stores/view.ts';
import { Parts } from '../../ui/parts.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { closeDetail } from './open-detail.ts';

const choices = [
  { id: 'own', title: 'About it' },
  { id: 'all', title: 'Everything' },
] as const;

/** Finds the line in the log. */
function jumpTo(title: string): void {
  closeDetail();
  useView.setState({ filter: title });
  show('timeline');
}

/** What happened in the time that is looked at; a click finds it in the log. */
export function DetailEvents({ tile, from }: { readonly tile: TileRef; readonly from: number }) {
  const lines = useLaunch((replica) => replica.lines);
  const plan = useLaunch((replica) => replica.state.launch?.plan ?? null);
  const [shown, setShown] = useState<(typeof choices)[number]['id']>('own');
  if (plan === null) return null;
  const names = namesOf(tile, plan);
  const found = eventsAround(lines, from, shown === 'own' ? names : []);
  return (
    <section className="drawer-part">
      <h3>What happened meanwhile</h3>
      {names.length === 0 ? null : <Parts label="Events" parts={choices} shown={shown} onShow={setShown} />}
      {found.length === 0 ? <p className="dim">Nothing in this time.</p> : null}
      <ol className="drawer-rows">
        {found.map(({ position, at, title, text, tone }) => (
          <li key={position}>
            <span className="drawer-row-name">
              <button type="button" className="link-button" onClick={() => jumpTo(title)}>
                {tone === 'act' || tone === 'watch' ? <StateMark tone={tone}>{title}</StateMark> : title}
              </button>
              <time className="num dim">{clockTime(at, plan.timeZone)}</time>
            </span>
            {text === '' ? null : <span className="muted">{text}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
