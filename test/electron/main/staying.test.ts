import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createKeepAwake } from '#main/keep-awake.ts';
import { askBeforeQuit } from '#main/quit-question.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the machine kept awake', () => {
  const blocking = () => {
    const held = new Set<number>();
    let count = 0;
    const blocker = {
      start: () => {
        count += 1;
        held.add(count);
        return count;
      },
      stop: (id: number) => held.delete(id),
    };
    return { held, awake: createKeepAwake(blocker, () => undefined) };
  };

  it('is held once however often it is said, and let go when it may sleep', () => {
    const { held, awake } = blocking();
    awake.hear({ isAwake: true, why: 'T-1h', busyWith: null });
    awake.hear({ isAwake: true, why: 'an action runs', busyWith: 'an action' });
    expect([...held]).toEqual([1]);
    expect(awake.busyWith()).toBe('an action');
    awake.hear({ isAwake: false, why: 'handed over', busyWith: null });
    expect([...held]).toEqual([]);
    awake.hear({ isAwake: true, why: 'again', busyWith: null });
    expect([...held]).toEqual([2]);
  });

  it('what is not understood changes nothing', () => {
    const { held, awake } = blocking();
    awake.hear({ isAwake: true, why: 'T-1h', busyWith: null });
    awake.hear(null);
    awake.hear({ isAwake: 'no' });
    expect(held.size).toBe(1);
  });
});

describe('quitting', () => {
  const quitting = (answer: number) => {
    const app = Object.assign(new EventEmitter(), {
      hasQuit: false,
      quit: () => {
        const event = { isHeld: false, preventDefault: () => Object.assign(event, { isHeld: true }) };
        app.emit('before-quit', event);
        app.hasQuit = !event.isHeld;
      },
    });
    const asked: string[] = [];
    let busy: string | null = null;
    const windows = { open: 2 };
    const question = askBeforeQuit({
      app,
      dialog: {
        showMessageBox: async (...given: readonly unknown[]) => {
          asked.push(JSON.stringify(given.at(-1)));
          return { response: answer, checkboxChecked: false };
        },
      },
      busyWith: () => busy,
      openWindows: () => windows.open,
      note: () => undefined,
    });
    return {
      app,
      asked,
      question,
      windows,
      work: (what: string | null) => {
        busy = what;
      },
    };
  };

  it('asks nothing while nothing is in hand', async () => {
    const { app, asked } = quitting(1);
    app.quit();
    await turn();
    expect([app.hasQuit, asked]).toEqual([true, []]);
  });

  it('during an action asks, says what goes on, and stays unless "Quit" is chosen', async () => {
    const { app, asked, work } = quitting(0);
    work('"Canary at 5 %" is being carried out.');
    app.quit();
    app.quit();
    await turn();
    expect(app.hasQuit).toBe(false);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('is being carried out');
    expect(asked[0]).toContain('"defaultId":0,"cancelId":0');
  });

  it('goes when that was agreed to', async () => {
    const { app, work } = quitting(1);
    work('A decision is open.');
    app.quit();
    await turn();
    expect(app.hasQuit).toBe(true);
  });

  it('closing the last window asks before it goes; one of several does not', async () => {
    const { app, asked, windows, work } = quitting(0);
    work('A decision is open.');
    const window = new EventEmitter();
    app.emit('browser-window-created', {}, window);
    let held = 0;
    const close = () =>
      window.emit('close', {
        preventDefault: () => {
          held += 1;
        },
      });
    close();
    expect(held).toBe(0);
    windows.open = 1;
    close();
    await turn();
    expect([held, asked.length]).toEqual([1, 1]);
  });

  it('a signal or the end of who started it ends it unasked', async () => {
    const { app, asked, question, work } = quitting(0);
    work('A decision is open.');
    question.quitUnasked();
    await turn();
    expect([app.hasQuit, asked]).toEqual([true, []]);
  });
});
