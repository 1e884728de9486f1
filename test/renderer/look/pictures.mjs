const wall = [1920, 1080];
const press = (key) => (page) => page.keyboard.press(key);
const click = (name) => (page) => page.getByRole('button', { name, exact: true }).first().click();
const inTurn =
  (...acts) =>
  async (page) => {
    for (const act of acts) {
      await act(page);
      await page.waitForTimeout(250);
    }
  };

/** What is worth looking at: a state, a window, what is done in it. */
export const pictures = [
  { name: 'console-first-run', wanted: { scenario: 'firstRun', person: null } },
  { name: 'console-sign-in', wanted: { scenario: 'beforeGate', person: null }, act: press('l') },
  { name: 'console-before-gate', wanted: { scenario: 'beforeGate' } },
  { name: 'console-gate', wanted: { scenario: 'atGate' } },
  { name: 'console-give-go', wanted: { scenario: 'atGate' }, act: click('Give GO') },
  { name: 'console-checklists', wanted: { scenario: 'atGate' }, act: press('3') },
  { name: 'console-ask', wanted: { scenario: 'atFivePercent', person: 'okafor' } },
  { name: 'console-now', wanted: { scenario: 'waitingFor25' } },
  { name: 'console-now-1280', wanted: { scenario: 'waitingFor25' }, size: [1280, 800] },
  { name: 'console-now-1920', wanted: { scenario: 'waitingFor25' }, size: wall },
  { name: 'console-now-light', wanted: { scenario: 'waitingFor25' }, theme: 'light' },
  { name: 'console-confirm', wanted: { scenario: 'waitingFor25' }, act: click('Confirm') },
  { name: 'console-confirm-as', wanted: { scenario: 'waitingFor25', person: 'okafor' }, act: click('Confirm') },
  {
    name: 'console-grace',
    wanted: { scenario: 'waitingFor25' },
    act: inTurn(click('Confirm'), (page) => page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()),
  },
  {
    name: 'console-running',
    wanted: { scenario: 'waitingFor25' },
    act: inTurn(click('Confirm'), (page) => page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()),
    wait: 6800,
  },
  { name: 'console-minimum-hold', wanted: { scenario: 'atFiftyPercent' } },
  { name: 'console-launch', wanted: { scenario: 'atFiftyPercent' }, act: press('4') },
  { name: 'console-launch-1280', wanted: { scenario: 'atFiftyPercent' }, size: [1280, 800], act: press('4') },
  { name: 'console-timeline', wanted: { scenario: 'atFiftyPercent' }, act: inTurn(press('2'), click('Verify log')) },
  { name: 'console-urgent', wanted: { scenario: 'urgent' } },
  { name: 'console-rollback', wanted: { scenario: 'urgent' }, act: press('r') },
  { name: 'console-rollback-1280', wanted: { scenario: 'urgent' }, size: [1280, 800], act: press('r') },
  { name: 'console-roll-back-dialog', wanted: { scenario: 'urgent' }, act: inTurn(press('r'), click('Roll back')) },
  { name: 'console-rolling', wanted: { scenario: 'rollingBack' }, act: press('r') },
  { name: 'console-rolling-now', wanted: { scenario: 'rollingBack' } },
  { name: 'console-hold', wanted: { scenario: 'atFivePercent', person: null }, act: press('h') },
  { name: 'console-held', wanted: { scenario: 'atFivePercent' }, act: inTurn(press('h'), press('Enter')) },
  {
    name: 'console-palette',
    wanted: { scenario: 'atFivePercent' },
    act: inTurn(press('Control+k'), (page) => page.keyboard.type('auth')),
  },
  { name: 'console-keys', wanted: { scenario: 'atFivePercent' }, act: press('?') },
  ...[1, 2, 3, 4].map((screen) => ({
    name: `wall-${screen}`,
    hash: `#/wall/${screen}`,
    size: wall,
    wanted: { scenario: 'atFiftyPercent' },
  })),
  ...[1, 2, 3, 4].map((screen) => ({
    name: `wall-${screen}-bad`,
    hash: `#/wall/${screen}`,
    size: wall,
    wanted: { scenario: 'urgent' },
  })),
  ...[1, 2, 3, 4].map((screen) => ({
    name: `wall-${screen}-blind`,
    hash: `#/wall/${screen}`,
    size: wall,
    wanted: { scenario: 'afterGo', blind: true },
  })),
  ...[1, 2, 3, 4].map((screen) => ({
    name: `wall-${screen}-720`,
    hash: `#/wall/${screen}`,
    size: [1280, 720],
    wanted: { scenario: 'atFiftyPercent' },
  })),
];
