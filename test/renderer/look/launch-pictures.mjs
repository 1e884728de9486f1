import { click, fill, inTurn, press } from './acts.mjs';

const person = (name) => (page) =>
  page
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .click();
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

const makesRehearsal = inTurn(
  fill('Passphrase', longEnough),
  fill('Passphrase again', longEnough),
  click('Make rehearsal'),
);

/** Making, opening and changing launches, and the people in them. */
export const launchPictures = [
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
    name: 'console-launches-away',
    wanted: { scenario: 'beforeGate' },
    act: inTurn(press('0'), (page) =>
      page
        .getByRole('button', { name: /^Put away/ })
        .first()
        .click(),
    ),
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
];
