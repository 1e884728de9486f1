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

const person = (name) => (page) =>
  page
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .click();
const fill = (label, text) => (page) => page.getByLabel(label, { exact: true }).fill(text);
const longEnough = 'correct horse battery';
const makesKey = (name) =>
  inTurn(
    press('9'),
    person(name),
    click('Replace a lost key'),
    fill(`New passphrase of ${name}`, longEnough),
    fill('The same again', longEnough),
    click('Make the key'),
  );
const signsAsWitness = inTurn(
  (page) => page.getByRole('checkbox').check(),
  (page) => page.getByLabel(/^Passphrase of/).fill(longEnough),
  click('Sign as witness'),
);

const part = (name) => (page) => page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
const showsPutAway = (page) => page.getByText('Put away (1)').click();
const opensForm = (name = '1 What') =>
  inTurn(press('0'), click('Make a launch'), click('Fill in a production launch'), part(name));
const fromTemplate = (name) => inTurn(press('0'), click('Use as a template: Media Gateway, the launch'), part(name));
const looksForChanges = inTurn(press('0'), click('Changes to this launch'), click('Look for changes'));
const asksToAdopt = inTurn(looksForChanges, click('Ask to adopt'), (page) =>
  page.getByRole('dialog').getByRole('button', { name: 'Ask to adopt' }).click(),
);

/** Fails the picture when a text isn't to be seen. */
const sees = (text) => async (page) => {
  await page.getByText(text).first().waitFor({ timeout: 2000 });
};
const times = (count, act) => Array.from({ length: count }, () => act);

const makesRehearsal = inTurn(
  fill('Passphrase', longEnough),
  fill('Passphrase again', longEnough),
  click('Make rehearsal'),
);

/** What is worth looking at: a state, a window, what is done in it. */
export const pictures = [
  { name: 'console-rehearsal-made', wanted: { scenario: 'firstRun', person: null }, act: makesRehearsal },
  {
    name: 'console-rehearsal-enrolled',
    wanted: { scenario: 'firstRun', person: null },
    act: inTurn(
      makesRehearsal,
      fill('One passphrase for everyone', longEnough),
      (page) => page.getByLabel(/who is the witness/).fill(longEnough),
      click('Enrol everyone'),
      (page) => page.getByText('10 of 10 have a key').waitFor(),
    ),
  },
  { name: 'console-first-run-1280', wanted: { scenario: 'firstRun', person: null }, size: [1280, 800] },
  {
    name: 'console-first-run-production',
    wanted: { scenario: 'firstRun', person: null },
    act: click('Fill in a production launch'),
  },
  { name: 'console-launches', wanted: { scenario: 'beforeGate' }, act: press('0') },
  {
    name: 'console-launches-1280',
    wanted: { scenario: 'beforeGate' },
    size: [1280, 800],
    act: inTurn(press('0'), showsPutAway),
  },
  {
    name: 'console-launches-open',
    wanted: { scenario: 'beforeGate' },
    act: inTurn(press('0'), click('Open Media Gateway, the launch')),
  },
  {
    name: 'console-launches-make',
    wanted: { scenario: 'beforeGate' },
    act: inTurn(press('0'), click('Make a launch')),
  },
  {
    name: 'console-launches-make-1280-light',
    wanted: { scenario: 'beforeGate' },
    size: [1280, 800],
    theme: 'light',
    act: inTurn(press('0'), click('Make a launch')),
  },
  { name: 'console-launches-when', wanted: { scenario: 'beforeGate' }, act: opensForm() },
  {
    name: 'console-launches-when-never-1280',
    wanted: { scenario: 'beforeGate' },
    size: [1280, 800],
    act: inTurn(
      opensForm(),
      fill('T-0, date', '2027-03-28'),
      fill('T-0, clock time', '02:30'),
      (page) => page.getByLabel('In which time zone do the clock times of the runbook hold?').fill('Europe/Berlin'),
      (page) => page.getByRole('checkbox').check(),
    ),
  },
  {
    name: 'console-launches-answers-1280',
    wanted: { scenario: 'beforeGate' },
    size: [1280, 800],
    act: opensForm('2 Questions'),
  },
  { name: 'console-launches-people', wanted: { scenario: 'beforeGate' }, act: fromTemplate('3 People') },
  {
    name: 'console-launches-people-1280',
    wanted: { scenario: 'beforeGate' },
    size: [1280, 800],
    act: inTurn(fromTemplate('3 People'), click('Add a person')),
  },
  { name: 'console-launches-make-it', wanted: { scenario: 'beforeGate' }, act: fromTemplate('4 Make it') },
  { name: 'console-launches-make-it-missing', wanted: { scenario: 'beforeGate' }, act: opensForm('4 Make it') },
  { name: 'console-changes', wanted: { scenario: 'beforeGate' }, act: inTurn(looksForChanges) },
  {
    name: 'console-changes-people-1280',
    wanted: { scenario: 'beforeGate' },
    size: [1280, 800],
    act: inTurn(press('0'), click('Changes to this launch'), (page) => page.getByRole('checkbox').check()),
  },
  {
    name: 'console-changes-ask',
    wanted: { scenario: 'beforeGate' },
    act: inTurn(looksForChanges, click('Ask to adopt')),
  },
  { name: 'console-changes-waiting', wanted: { scenario: 'beforeGate' }, act: asksToAdopt },
  { name: 'console-changes-confirm', wanted: { scenario: 'beforeGate' }, act: inTurn(asksToAdopt, click('Confirm')) },
  { name: 'console-first-run', wanted: { scenario: 'firstRun', person: null } },
  { name: 'console-sign-in', wanted: { scenario: 'beforeGate', person: null }, act: press('l') },
  {
    name: 'console-sign-in-idle',
    wanted: { scenario: 'beforeGate', person: null, lockedFor: 'idle' },
    act: press('l'),
  },
  { name: 'console-team', wanted: { scenario: 'enrolling' }, act: press('9') },
  { name: 'console-team-1280', wanted: { scenario: 'enrolling' }, size: [1280, 800], act: press('9') },
  {
    name: 'console-team-light',
    wanted: { scenario: 'beforeGate' },
    theme: 'light',
    act: inTurn(press('9'), person('S. Weber')),
  },
  { name: 'console-team-enrol', wanted: { scenario: 'enrolling' }, act: inTurn(press('9'), person('L. Berg')) },
  { name: 'console-team-witness', wanted: { scenario: 'beforeGate' }, act: makesKey('L. Berg') },
  {
    name: 'console-team-second-witness-1280',
    wanted: { scenario: 'afterGo' },
    size: [1280, 800],
    act: inTurn(makesKey('M. Okafor'), signsAsWitness),
  },
  {
    name: 'console-team-passphrase',
    wanted: { scenario: 'beforeGate' },
    act: inTurn(press('9'), click('Change passphrase')),
  },
  {
    name: 'console-team-hand-over',
    wanted: { scenario: 'beforeGate' },
    act: inTurn(
      press('9'),
      click('Hand over'),
      (page) => page.getByLabel('To', { exact: true }).selectOption('diaz'),
      fill('Reason', 'ill since this night'),
      (page) => page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click(),
    ),
  },
  { name: 'console-team-revoke', wanted: { scenario: 'beforeGate' }, act: inTurn(press('9'), click('Revoke the key')) },
  { name: 'console-war-room', wanted: { scenario: 'beforeGate' }, act: inTurn(press('9'), click('War room')) },
  {
    name: 'console-war-room-1280',
    wanted: { scenario: 'beforeGate' },
    size: [1280, 800],
    act: inTurn(press('9'), click('War room')),
  },
  { name: 'console-before-gate', wanted: { scenario: 'beforeGate' } },
  { name: 'console-gate', wanted: { scenario: 'atGate' } },
  { name: 'console-give-go', wanted: { scenario: 'atGate' }, act: click('Give GO') },
  { name: 'console-checklists', wanted: { scenario: 'dayBefore' }, act: press('3') },
  { name: 'console-checklists-1280', wanted: { scenario: 'dayBefore' }, size: [1280, 800], act: press('3') },
  { name: 'console-checklists-light', wanted: { scenario: 'warRoomActive' }, theme: 'light', act: press('3') },
  {
    name: 'console-item-detail',
    wanted: { scenario: 'dayBefore' },
    act: inTurn(
      press('3'),
      press('Enter'),
      press('n'),
      (page) => page.keyboard.type('renewed at 13:40'),
      press('Enter'),
    ),
  },
  {
    name: 'console-item-detail-1280',
    wanted: { scenario: 'dayBefore' },
    size: [1280, 800],
    act: inTurn(press('3'), press('Enter'), press(' ')),
  },
  {
    name: 'console-bulk',
    wanted: { scenario: 'warRoomActive' },
    act: inTurn(press('3'), press('End'), ...Array.from({ length: 3 }, () => press('Shift+ArrowUp')), press(' ')),
  },
  {
    name: 'console-sign-off-refused',
    wanted: { scenario: 'dayBefore' },
    act: inTurn(press('3'), (page) => page.getByRole('button', { name: 'Sign off as QA Lead' }).click()),
  },
  {
    name: 'console-list-keys',
    wanted: { scenario: 'warRoomActive' },
    act: inTurn(
      press('3'),
      sees('8/20'),
      press(' '),
      sees('9/20'),
      press('ArrowUp'),
      press('ArrowDown'),
      press(' '),
      sees('8/20'),
      ...times(3, press('Shift+ArrowDown')),
      sees('4 selected'),
      press(' '),
      (page) => page.getByRole('dialog').getByRole('button', { name: 'Tick 4' }).click(),
      sees('12/20'),
      press('End'),
      press('a'),
      (page) => page.getByLabel('Reason').fill('everybody is at home'),
      (page) => page.getByRole('dialog').getByRole('button', { name: 'Not applicable' }).click(),
      sees('13/20'),
      press('Home'),
      press('p'),
      press('Enter'),
      (page) =>
        page
          .getByLabel('File of evidence')
          .setInputFiles({ name: 'attendance.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(2_300_000, 7) }),
      sees('attendance.pdf'),
    ),
  },
  {
    name: 'console-sign-off-exceptions',
    wanted: { scenario: 'warRoomActive' },
    act: inTurn(
      press('3'),
      (page) => page.getByRole('button', { name: 'Sign off as Launch Commander' }).click(),
      async (page) => {
        for (const field of await page.getByRole('dialog').getByLabel('why may it stay open?').all())
          await field.fill('done in the next half hour');
      },
      (page) => page.getByRole('dialog').getByRole('button', { name: 'Sign off with 12 exceptions' }).click(),
      sees('12 exceptions'),
    ),
  },
  {
    name: 'console-list-search',
    wanted: { scenario: 'dayBefore' },
    act: inTurn(press('3'), press('/'), (page) => page.keyboard.type('kill')),
  },
  { name: 'console-decisions', wanted: { scenario: 'atMeeting' }, act: press('6') },
  { name: 'console-decisions-1280', wanted: { scenario: 'atMeeting' }, size: [1280, 800], act: press('6') },
  { name: 'console-decisions-go', wanted: { scenario: 'afterGo' }, theme: 'light', act: press('6') },
  { name: 'console-decisions-no-go', wanted: { scenario: 'afterNoGo' }, act: press('6') },
  {
    name: 'console-decisions-by-voice',
    wanted: { scenario: 'atMeeting', person: 'moreau' },
    act: inTurn(press('6'), click('By voice: Security Lead')),
  },
  {
    name: 'console-decisions-countersign',
    wanted: { scenario: 'atMeeting', person: 'weber' },
    act: inTurn(
      press('6'),
      click('Countersign'),
      (page) => page.getByRole('dialog').getByRole('button', { name: 'Countersign' }).click(),
      sees('by voice (C. Moreau)'),
    ),
  },
  {
    name: 'console-decisions-withdraw',
    wanted: { scenario: 'afterGo', person: null },
    act: inTurn(press('6'), click('Withdraw GO'), press('Enter'), sees('GO withdrawn')),
  },
  { name: 'console-now-list', wanted: { scenario: 'warRoomActive' } },
  { name: 'console-now-list-1280', wanted: { scenario: 'warRoomActive' }, size: [1280, 800] },
  { name: 'console-now-meeting', wanted: { scenario: 'dayBefore' } },
  { name: 'console-now-no-go', wanted: { scenario: 'afterNoGo' } },
  { name: 'console-now-no-go-1280', wanted: { scenario: 'afterNoGo' }, size: [1280, 800], theme: 'light' },
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
  {
    name: 'console-timeline',
    wanted: { scenario: 'atFiftyPercent' },
    act: inTurn(press('2'), click('Log'), click('Verify log')),
  },
  { name: 'console-day', wanted: { scenario: 'steppingUp' }, act: press('2') },
  { name: 'console-day-before', wanted: { scenario: 'dayBefore', person: 'okafor' }, act: press('2') },
  { name: 'console-day-1280', wanted: { scenario: 'nightBefore' }, size: [1280, 800], act: press('2') },
  { name: 'console-day-1920', wanted: { scenario: 'steppingUp' }, size: wall, act: press('2') },
  {
    name: 'console-day-light',
    wanted: { scenario: 'steppingUp' },
    theme: 'light',
    act: inTurn(press('2'), click('Launch hour')),
  },
  { name: 'console-day-hours', wanted: { scenario: 'warRoomActive' }, act: inTurn(press('2'), click('Hours')) },
  { name: 'console-day-change', wanted: { scenario: 'changeOfClocks' }, act: inTurn(press('2'), press('+')) },
  {
    name: 'console-day-happened',
    wanted: { scenario: 'steppingUp' },
    act: inTurn(
      press('2'),
      press('+'),
      press('ArrowRight'),
      click('Happened'),
      (page) => page.locator('[data-day-mark][tabindex="0"]').focus(),
      press('ArrowDown'),
      press('ArrowDown'),
    ),
  },
  {
    name: 'console-day-search',
    wanted: { scenario: 'steppingUp' },
    act: inTurn(press('2'), press('/'), (page) => page.keyboard.type('25 %')),
  },
  {
    name: 'console-day-held',
    wanted: { scenario: 'longHold' },
    act: inTurn(press('2'), click('Launch hour'), click(/My roles/)),
  },
  { name: 'console-clock', wanted: { scenario: 'afterGo' }, act: press('t') },
  {
    name: 'console-clock-slip',
    wanted: { scenario: 'afterGo' },
    act: inTurn(press('t'), click('+30 min'), click('+15 min')),
  },
  {
    name: 'console-clock-held',
    wanted: { scenario: 'longHold' },
    size: [1280, 800],
    act: inTurn(press('t'), click('+15 min')),
  },
  {
    name: 'console-clock-outside',
    wanted: { scenario: 'longHold' },
    theme: 'light',
    act: inTurn(press('t'), (page) => page.getByLabel('New T-0').fill('13:30')),
  },
  {
    name: 'console-clock-resume',
    wanted: { scenario: 'longHold' },
    act: inTurn(press('t'), (page) => page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click()),
  },
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
