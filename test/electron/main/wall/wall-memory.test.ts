import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWall } from '#main/wall/wall.ts';
import { newWall } from '#main/wall/wall-memory.ts';
import { openWallStore } from '#main/wall/wall-store.ts';
import { day, four, laptop } from './room.ts';

let home: string;
const said: string[] = [];
const store = () => openWallStore(home, (line) => said.push(line));
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tminus-wall-'));
  said.length = 0;
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('what is kept of the wall', () => {
  it('comes back as it was written', () => {
    const { memory } = day({ ...newWall, openScreens: [1, 2, 3, 4], isPresenter: true, sharing: 'rotation' }, [
      laptop,
      ...four,
    ]);
    store().write(memory);
    expect(store().read()).toEqual(memory);
    expect(memory.places).toHaveLength(4);
  });

  it('a first start is a wall that is closed and shows everything', () => {
    expect(store().read()).toEqual(newWall);
    expect(newWall).toMatchObject({ openScreens: [], isPresenter: false, sharing: 'grid', rotationSeconds: 20 });
    expect(said).toEqual([]);
  });

  it('damaged places cost the places; visitors still see nothing that is not for them', () => {
    const { memory } = day({ ...newWall, openScreens: [1, 2], isPresenter: true, rotationSeconds: 45 }, [
      laptop,
      ...four,
    ]);
    writeFileSync(join(home, 'wall.json'), JSON.stringify({ ...memory, places: [{ screen: 9 }], monitors: 'none' }));
    expect(store().read()).toEqual({ ...memory, places: [], monitors: [] });
  });

  it.each(['', '{"openScreens": [1, 2', '[]', 'null', '\u0000\u0000'])(
    'of a file that can not be understood (%j) nothing is taken, and presenter mode is on',
    (text) => {
      writeFileSync(join(home, 'wall.json'), text);
      expect(store().read()).toEqual({ ...newWall, isPresenter: true });
      expect(said).toHaveLength(1);
    },
  );

  it('a file that can not be read hides what is not for visitors, and is not lost to the next change', () => {
    const file = join(home, 'wall.json');
    mkdirSync(join(file, 'inside'), { recursive: true });
    const opened = store();
    expect(opened.read()).toEqual({ ...newWall, isPresenter: true });
    expect(opened.write({ ...newWall, rotationSeconds: 30 })).toBeNull();
    expect(readdirSync(`${file}.unread`)).toEqual(['inside']);
    expect(store().read().rotationSeconds).toBe(30);
  });

  it('whether visitors are there is taken for yes when the file no longer says it', () => {
    const { isPresenter: _, ...kept } = newWall;
    for (const damaged of [kept, { ...kept, isPresenter: 'no' }]) {
      writeFileSync(join(home, 'wall.json'), JSON.stringify(damaged));
      expect(store().read()).toEqual({ ...newWall, isPresenter: true });
    }
  });

  it('a folder that can not be written to is said, and the wall goes on', () => {
    rmSync(home, { recursive: true });
    expect(store().write(newWall)).toMatchObject({ kind: 'fault', cause: 'disk' });
    expect(said[0]).toMatch(/wall.json was not written/);
  });

  it('the person who changes the wall is told that the disk did not keep it, and what to do', () => {
    const wall = createWall({
      store: store(),
      here: () => [laptop, ...four],
      hands: () => ({ apply: () => {}, count: () => 0, raise: () => {}, slotOf: () => undefined }),
      onChanged: () => {},
      note: () => {},
    });
    rmSync(home, { recursive: true });
    const told = wall.change({ isPresenter: true });
    expect(told).toMatchObject({ ok: false, error: { cause: 'disk', message: expect.stringMatching(/not kept/) } });
    expect(wall.facts().isPresenter).toBe(true);
    mkdirSync(home);
    expect(wall.change({ isPresenter: true }).ok).toBe(true);
    expect(store().read().isPresenter).toBe(true);
  });

  it('is written whole or not at all: a half-written file of before does no harm', () => {
    store().write(newWall);
    writeFileSync(join(home, 'wall.json.new'), '{"half');
    store().write({ ...newWall, rotationSeconds: 30 });
    expect(JSON.parse(readFileSync(join(home, 'wall.json'), 'utf8'))).toMatchObject({ rotationSeconds: 30 });
  });
});
