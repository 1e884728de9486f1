import { click, inDialog, inTurn, press, sees, small, wall } from './acts.mjs';

const wanted = { scenario: 'pageDisagrees' };
const waiting = { scenario: 'messagesWaiting' };
const disagrees = (is) => (page) =>
  page.evaluate((value) => {
    window.fakeEngine.world.isDisagreeing = value;
  }, is);
const mark = (page) => page.getByRole('button', { name: 'Mark as sent by hand', exact: true }).first();
const toScreen4 = [press('s'), click('4 Status and monitors')];

/** The status screen when the page and our checks don't agree, and what the console does about alerts. */
export const statusPictures = [
  { name: 'wall-4-disagrees', hash: '#/wall/4', size: wall, wanted },
  { name: 'wall-4-disagrees-720-light', hash: '#/wall/4', size: small, theme: 'light', wanted },
  { name: 'console-alarm', wanted },
  { name: 'console-alarm-draft', wanted, act: click(/^Draft:/) },
  {
    // The alarm ends under the draft: it stays until it is shut, and doesn't open by itself with the next alarm.
    name: 'console-alarm-over',
    wanted,
    act: inTurn(
      click(/^Draft:/),
      disagrees(false),
      (page) => page.locator('.alarm-banner').waitFor({ state: 'detached', timeout: 15_000 }),
      sees('It is posted'),
      inDialog('Close'),
      disagrees(true),
      (page) => page.locator('.alarm-banner').waitFor({ timeout: 15_000 }),
      (page) => page.getByRole('dialog').waitFor({ state: 'detached', timeout: 2000 }),
    ),
  },
  { name: 'console-alerts', wanted, act: inTurn(...toScreen4), wait: 900 },
  {
    name: 'console-silence',
    wanted,
    act: inTurn(...toScreen4, (page) => page.getByRole('button', { name: 'Silence', exact: true }).first().click()),
    wait: 900,
  },
  {
    name: 'console-silence-light',
    wanted,
    theme: 'light',
    size: [1280, 800],
    act: inTurn(...toScreen4, (page) => page.getByRole('button', { name: 'Silence', exact: true }).first().click()),
    wait: 900,
  },
  { name: 'wall-4-messages', hash: '#/wall/4', size: wall, wanted: waiting },
  { name: 'console-messages', wanted: waiting, act: inTurn(...toScreen4), wait: 900 },
  {
    name: 'console-messages-mark',
    wanted: waiting,
    size: [1280, 800],
    act: inTurn(...toScreen4, (page) => mark(page).focus(), press('Enter'), sees('Send it there first, then mark it.')),
    wait: 900,
  },
  {
    name: 'console-messages-marked',
    wanted: waiting,
    theme: 'light',
    act: inTurn(
      ...toScreen4,
      sees('4 out, 4 waiting'),
      (page) => mark(page).focus(),
      press('Enter'),
      press('Tab'),
      press('Enter'),
      sees('5 out, 3 waiting'),
      (page) => page.locator('.messages .tile').last().focus(),
      press('Enter'),
      sees('What it says'),
    ),
    wait: 900,
  },
  {
    name: 'console-silence-detail',
    wanted,
    act: inTurn(...toScreen4, click(/^silenced/), sees('Only with these labels')),
    wait: 900,
  },
];
