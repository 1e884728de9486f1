import { click, inTurn, press, sees, small, wall } from './acts.mjs';

const numbers = [1, 2, 3, 4];
const states = {
  calm: { scenario: 'afterGo' },
  canary: { scenario: 'atFiftyPercent' },
  incident: { scenario: 'urgent', world: { isPulling: true } },
  dead: { scenario: 'atFiftyPercent', world: { isBlind: true }, forMs: 12 * 60_000 },
};
const looks = [
  { suffix: '', size: wall },
  { suffix: '-light', size: wall, theme: 'light' },
  { suffix: '-720', size: small },
  { suffix: '-720-light', size: small, theme: 'light' },
  { suffix: '-540', size: [960, 540] },
];
const screen = (number, name, wanted, look = looks[0]) => ({
  ...{ name: `wall-${number}-${name}${look.suffix}`, hash: `#/wall/${number}`, wanted },
  ...{ size: look.size, ...(look.theme === undefined ? {} : { theme: look.theme }) },
});
const stands = (page) => page.locator('.screens .wall').waitFor({ timeout: 15_000 });
const onConsole = (name, wanted, act, more = {}) => ({
  ...{ name: `console-screens-${name}`, wanted, act: inTurn(press('s'), stands, ...act), wait: 900, ...more },
});
const service = (page) =>
  page
    .getByRole('button', { name: /Search Service/ })
    .first()
    .click();

/** The four screens in every state and look; and what else the screens have to bear. */
export const wallPictures = [
  ...numbers.flatMap((number) =>
    Object.entries(states).flatMap(([name, wanted]) => looks.map((look) => screen(number, name, wanted, look))),
  ),
  screen(1, 'twenty', { scenario: 'twentyServices' }),
  screen(1, 'twenty', { scenario: 'twentyServices' }, looks[2]),
  screen(1, 'one', { scenario: 'oneService' }),
  screen(2, 'rising', { scenario: 'rising' }),
  ...[looks[2], looks[4]].map((look) => screen(2, 'late', { scenario: 'urgent', forMs: 25 * 60_000 }, look)),
  screen(2, 'moving', { scenario: 'atFiftyPercent', world: { moved: 3 } }),
  screen(2, 'partial', { scenario: 'atFiftyPercent', world: { isPartial: true }, forMs: 4 * 60_000 }),
  screen(2, 'rising', { scenario: 'rising' }, looks[4]),
  onConsole('1', states.canary, []),
  onConsole('2', states.incident, [press('ArrowRight')]),
  onConsole('3', states.incident, [press('ArrowRight'), press('ArrowRight')]),
  onConsole('4', states.canary, [press('ArrowLeft')]),
  onConsole('1-1280', states.incident, [], { size: [1280, 800] }),
  onConsole('detail-service', states.incident, [service]),
  onConsole('detail-service-light', states.incident, [service], { theme: 'light', size: [1280, 800] }),
  onConsole('detail-signal', states.incident, [press('ArrowRight'), click(/^Error rate/)]),
  onConsole('detail-measure', states.incident, [
    press('ArrowRight'),
    (page) => page.locator('.saturation-row').nth(12).focus(),
    press('Enter'),
    sees('How it is asked'),
  ]),
  onConsole('kinds', { scenario: 'urgent', world: { extraKinds: 9 } }, [
    press('ArrowRight'),
    press('ArrowRight'),
    (page) => page.locator('.kinds-what').last().focus(),
  ]),
  screen(3, 'kinds', { scenario: 'urgent', world: { extraKinds: 9 } }),
  onConsole('detail-dependency', states.incident, [click(/^PubNub/)]),
  onConsole('detail-dead', states.dead, [service]),
];
