import { click, inTurn, press, sees, wall } from './acts.mjs';

const settings = inTurn(press(','), click('Wall'), sees('Identify monitors'));

/** The wall's settings on the console, and the wall's windows as rooms need them. */
export const roomPictures = [
  { name: 'room-settings', wanted: { scenario: 'atFiftyPercent' }, act: settings },
  { name: 'room-settings-1280', wanted: { scenario: 'atFiftyPercent' }, size: [1280, 800], act: settings },
  { name: 'room-settings-light', wanted: { scenario: 'atFiftyPercent' }, theme: 'light', act: settings },
  {
    name: 'room-settings-unplugged',
    wanted: { scenario: 'atFiftyPercent', room: { unplugged: 1 } },
    size: wall,
    act: settings,
  },
  {
    name: 'room-settings-alone',
    wanted: { scenario: 'atFiftyPercent', room: { televisions: 0, wall: { openScreens: [] } } },
    act: settings,
  },
  ...[1, 2, 3, 4].map((screen) => ({
    name: `room-dense-${screen}`,
    hash: `#/wall/${screen}`,
    size: [1680, 1050],
    wanted: { scenario: 'atFiftyPercent', room: { presentation: { density: 'dense' } } },
  })),
  ...[1, 2, 3, 4].map((screen) => ({
    name: `room-presenter-${screen}`,
    hash: `#/wall/${screen}`,
    size: wall,
    wanted: { scenario: 'urgent', room: { presentation: { isPresenter: true } } },
  })),
  {
    name: 'room-grid-4',
    hash: '#/wall/1',
    size: wall,
    wanted: { scenario: 'atFiftyPercent', room: { presentation: { screens: [1, 2, 3, 4] } } },
  },
  {
    name: 'room-grid-2',
    hash: '#/wall/1',
    size: wall,
    wanted: { scenario: 'urgent', room: { presentation: { screens: [1, 2] } } },
  },
  {
    name: 'room-in-turn',
    hash: '#/wall/3',
    size: wall,
    wanted: { scenario: 'atFiftyPercent', room: { presentation: { screens: [3, 4], sharing: 'rotation' } } },
  },
  {
    name: 'room-in-turn-stays',
    hash: '#/wall/1',
    size: wall,
    wanted: { scenario: 'urgent', room: { presentation: { screens: [1, 2, 3, 4], sharing: 'rotation' } } },
  },
  {
    name: 'room-wide',
    hash: '#/wall/1',
    size: [2560, 1080],
    wanted: { scenario: 'brokenGlass' },
  },
  {
    name: 'room-glass',
    hash: '#/wall/2',
    size: wall,
    wanted: { scenario: 'brokenGlass', blind: true },
  },
];
