import { click, inTurn, press, small, wall } from './acts.mjs';

const wanted = { scenario: 'pageDisagrees' };
const toScreen4 = [press('s'), click('4 Status and monitors')];

/** The status screen when the page and our checks don't agree, and what the console does about alerts. */
export const statusPictures = [
  { name: 'wall-4-disagrees', hash: '#/wall/4', size: wall, wanted },
  { name: 'wall-4-disagrees-720-light', hash: '#/wall/4', size: small, theme: 'light', wanted },
  { name: 'console-alarm', wanted },
  { name: 'console-alarm-draft', wanted, act: click(/^Draft:/) },
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
];
