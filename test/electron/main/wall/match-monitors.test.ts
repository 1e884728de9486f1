import { describe, expect, it } from 'vitest';
import { matchMonitors } from '#main/wall/match-monitors.ts';
import { identityOf } from '#main/wall/monitor.ts';
import { laptop, tv } from './room.ts';

const known = (...monitors: Parameters<typeof identityOf>[0][]) => monitors.map(identityOf);
const dell = tv(21, 1440, { label: 'DELL U2723QE' });
const lg = tv(22, 3360, { label: 'LG 43UN700' });

describe('which monitor is which', () => {
  it('one is known by its make and size, wherever it is plugged in now', () => {
    const moved = [
      { ...lg, id: 7, bounds: { ...lg.bounds, x: -1920 } },
      { ...dell, id: 8 },
    ];
    expect(matchMonitors(known(dell, lg), known(...moved), false)).toEqual([1, 0]);
  });

  it('two equal ones are told apart by their place over a restart, even when their ids were swapped', () => {
    const before = known(tv(1, 1440), tv(2, 3360));
    expect(matchMonitors(before, known(tv(2, 1440), tv(1, 3360)), false)).toEqual([0, 1]);
    expect(matchMonitors(before, known(tv(5, 3360), tv(6, 1440)), false)).toEqual([1, 0]);
  });

  it('two equal ones keep their order when the whole row was moved', () => {
    expect(matchMonitors(known(tv(1, 1440), tv(2, 3360)), known(tv(5, 3360), tv(6, 5280)), false)).toEqual([0, 1]);
  });

  it('while the system runs the id tells equal ones apart: a person who drags them does not change the panel', () => {
    expect(matchMonitors(known(tv(1, 1440), tv(2, 3360)), known(tv(1, 3360), tv(2, 1440)), true)).toEqual([0, 1]);
  });

  it('where one of two equal ones is gone and the other took its place, the id says which is left', () => {
    const before = known(tv(1, 1440), tv(2, 3360));
    expect(matchMonitors(before, known(tv(2, 1440)), true)).toEqual([null, 0]);
    expect(matchMonitors(before, known(tv(2, 1440)), false)).toEqual([null, 0]);
    expect(matchMonitors(before, known(tv(9, 3300)), false)).toEqual([null, 0]);
  });

  it('another resolution of the same monitor is the same monitor; another scale of the desktop too', () => {
    const smaller = { ...dell, bounds: { ...dell.bounds, width: 1280, height: 720 } };
    const scaled = { ...dell, scale: 1.5, bounds: { ...dell.bounds, width: 1280, height: 720 } };
    expect(matchMonitors(known(dell), known(smaller), false)).toEqual([0]);
    expect(matchMonitors(known(dell), known(scaled), false)).toEqual([0]);
  });

  it('another monitor in the same port is another monitor, and a laptop is never a television', () => {
    expect(matchMonitors(known(dell), known({ ...lg, id: dell.id }), true)).toEqual([null]);
    const nameless = { ...laptop, label: '' };
    expect(matchMonitors(known(nameless), known({ ...nameless, isInternal: false }), true)).toEqual([null]);
  });

  it('one whose label can not be read just now keeps its id', () => {
    expect(matchMonitors(known(dell), known({ ...dell, label: '' }), true)).toEqual([0]);
    expect(matchMonitors(known({ ...dell, label: '' }), known(dell), true)).toEqual([0]);
  });

  it('nothing known, or nothing there, matches nothing', () => {
    expect(matchMonitors([], known(dell), true)).toEqual([]);
    expect(matchMonitors(known(dell, lg), [], true)).toEqual([null, null]);
  });
});
