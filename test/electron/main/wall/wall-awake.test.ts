import { describe, expect, it } from 'vitest';
import { keepWallAwake } from '#main/keep-awake.ts';
import { identifyPage, screensText } from '#main/wall/identify-page.ts';

describe('the displays of a wall', () => {
  it('are kept awake once while it is open, and let go when it is closed', () => {
    const held = new Set<number>();
    let count = 0;
    const start = (): number => {
      count += 1;
      held.add(count);
      return count;
    };
    const keep = keepWallAwake({ start, stop: (id) => held.delete(id) }, () => undefined);
    for (const isOpen of [false, true, true, true]) keep(isOpen);
    expect([...held]).toEqual([1]);
    keep(false);
    keep(false);
    expect([...held]).toEqual([]);
    keep(true);
    expect([...held]).toEqual([2]);
  });
});

describe('identify', () => {
  const page = (label: string): string =>
    decodeURIComponent(identifyPage({ number: 3, label, isPrimary: false, screens: [2, 4] }));

  it('says the number, the label and which screens belong there', () => {
    expect(page('SONY TV')).toMatch(/<h1>3<\/h1>/);
    expect(page('SONY TV')).toContain('SONY TV');
    expect(page('')).toContain('monitor without a name');
    expect(page('SONY TV')).toContain('screens 2 and 4');
    expect([screensText([]), screensText([1]), screensText([1, 2, 3])]).toEqual([
      'no screen of the wall',
      'screen 1',
      'screens 1, 2 and 3',
    ]);
  });

  it('a monitor whose label is a page of its own is shown as text', () => {
    const said = page('<script>alert(1)</script>"\u202e');
    expect(said).not.toContain('<script>');
    expect(said).not.toContain('\u202e');
    expect(said).toContain('&lt;script&gt;');
  });
});
