import type { ObservationBatch } from '../contract/observations.ts';
import type { ScreenNumber } from '../contract/window-calls.ts';
import type { LaunchState } from '../domain/launch/state.ts';
import { openDecisions } from '../domain/rollback/authority.ts';
import { alarms } from './alarms.ts';
import { sources } from './sources.ts';

/** Titles of the screens, as their own heads say them. */
export const screenTitles: Readonly<Record<ScreenNumber, string>> = {
  1: 'Service health',
  2: 'Traffic and error rates',
  3: 'Errors in the logs',
  4: 'Status and monitors',
};

/** Something on a screen that wants to be looked at now. */
export type WallAlarm = { readonly screen: ScreenNumber; readonly text: string; readonly lasts: string };

/** What every screen says in its head, whatever it shows: what is alarming, and how many sources don't answer. */
export type WallAttention = {
  readonly alarms: readonly WallAlarm[];
  /** `3 sources not live`; null while all that are set up are. */
  readonly sources: string | null;
  /** Screens that a wall which takes turns has to show: an alarm's own, and traffic while a decision is open. */
  readonly screens: readonly ScreenNumber[];
};

export function wallAttention(
  state: LaunchState,
  latest: ObservationBatch | null,
  now: number,
  freshMs: number,
): WallAttention {
  const ringing = alarms(latest, now).map(({ id, title, lasts }) => ({ screen: screenOf(id), text: title, lasts }));
  const decisions: readonly ScreenNumber[] = openDecisions(state).length > 0 ? [2] : [];
  return {
    alarms: ringing,
    sources: silentText(sources(latest, now, freshMs)),
    screens: [...decisions, ...ringing.map(({ screen }) => screen)],
  };
}

function silentText(all: ReturnType<typeof sources>): string | null {
  const silent = all.filter(({ tone, text }) => (tone === 'act' || tone === 'unknown') && text !== 'off').length;
  if (silent === 0) return null;
  return silent === 1 ? '1 source not live' : `${silent} sources not live`;
}

/** The screen that an alarm is about; the public's page is all that rings by itself. */
const screenOf = (alarm: string): ScreenNumber => (alarm === 'disagreement' ? 4 : 2);
