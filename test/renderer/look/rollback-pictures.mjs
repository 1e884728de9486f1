import { click, fill, inDialog, inTurn, press, sees, small, wall } from './acts.mjs';

const rollback = (part) => inTurn(press('r'), click(part));

/** The same state dark and light, small and large. */
const everyWay = (name, scenario, act, more = {}) => [
  { name, wanted: { scenario, ...more }, act },
  { name: `${name}-1280`, wanted: { scenario, ...more }, size: small, act },
  { name: `${name}-1920-light`, wanted: { scenario, ...more }, size: wall, theme: 'light', act },
];

/** Going back, what is asked on the way, and what stays to be seen afterwards. */
export const rollbackPictures = [
  ...everyWay('rollback-calm', 'wholeAtFifty', press('r')),
  ...everyWay('rollback-criteria', 'timedOut', rollback('Criteria')),
  {
    name: 'rollback-criteria-raised',
    wanted: { scenario: 'wholeAtFifty', person: null },
    act: inTurn(rollback('Criteria'), click('Raise: Data corruption detected'), press('Enter'), sees('open')),
  },
  { name: 'rollback-criteria-blind', wanted: { scenario: 'wholeAtFifty', blind: true }, act: rollback('Criteria') },
  ...everyWay('rollback-dry-run', 'dryRunsDone', rollback('Dry run')),
  ...everyWay('rollback-by-hand', 'wholeAtFifty', rollback('By hand')),
  {
    name: 'rollback-copied',
    wanted: { scenario: 'wholeAtFifty' },
    act: inTurn(rollback('By hand'), click('Copy: Quick Rollback: Traffic Shift'), sees('copied')),
  },
  {
    name: 'rollback-alone',
    wanted: { scenario: 'wholeAtFifty' },
    act: inTurn(press('r'), click('One service alone'), (page) =>
      page.getByLabel('Service', { exact: true }).selectOption('playback-service'),
    ),
  },
  {
    name: 'rollback-alone-everything-light',
    wanted: { scenario: 'wholeAtFifty' },
    theme: 'light',
    act: inTurn(press('r'), click('One service alone'), (page) =>
      page.getByLabel('Service', { exact: true }).selectOption('auth-service'),
    ),
  },
  {
    name: 'rollback-database-ask',
    wanted: { scenario: 'wholeAtFifty', person: 'lindqvist' },
    act: inTurn(press('r'), click('Database rollback')),
  },
  {
    name: 'rollback-database-ask-1280-light',
    wanted: { scenario: 'wholeAtFifty', person: 'lindqvist' },
    size: small,
    theme: 'light',
    act: inTurn(press('r'), click('Database rollback')),
  },
  ...everyWay('rollback-deputies', 'deputiesIn', press('r')),
  ...everyWay('rollback-break-glass', 'timedOut', press('r'), { person: 'silva' }),
  {
    name: 'rollback-break-glass-dialog',
    wanted: { scenario: 'timedOut', person: 'silva' },
    act: inTurn(press('r'), click('Break the glass')),
  },
  { name: 'rollback-glass-half', wanted: { scenario: 'halfBrokenGlass', person: 'silva' }, act: press('r') },
  ...everyWay('rollback-glass', 'brokenGlass', press('r')),
  { name: 'wall-1-glass', hash: '#/wall/1', size: wall, wanted: { scenario: 'brokenGlass' } },
  ...[2, 3, 4].map((screen) => ({
    name: `wall-${screen}-glass-720`,
    hash: `#/wall/${screen}`,
    size: small,
    wanted: { scenario: 'brokenGlass' },
  })),
  { name: 'database-asked', wanted: { scenario: 'databaseAsked' }, act: press('r') },
  { name: 'database-confirm', wanted: { scenario: 'databaseAsked' }, act: inTurn(press('r'), click('Confirm')) },
  ...everyWay('database-by-hand', 'databaseByHand', press('r'), { person: 'lindqvist' }),
  ...everyWay('database-by-hand-now', 'databaseByHand', press('1')),
  ...everyWay('database-asks', 'databaseAsks', press('r'), { person: 'lindqvist' }),
  {
    name: 'database-answer',
    wanted: { scenario: 'databaseAsks', person: 'lindqvist' },
    act: inTurn(press('r'), click('30 min ago'), click('Answer'), inDialog('Answer'), sees('Clone')),
    wait: 1800,
  },
  ...everyWay('database-clones', 'databaseClones', press('r'), { person: 'lindqvist' }),
  {
    name: 'database-paused',
    wanted: { scenario: 'databaseClones', person: 'lindqvist' },
    act: inTurn(press('1'), press('p'), press('Enter'), sees('is paused')),
  },
  { name: 'database-cut', wanted: { scenario: 'databaseCut', person: 'lindqvist' }, act: press('r') },
  { name: 'database-failed', wanted: { scenario: 'databaseFailed', person: 'lindqvist' }, act: press('1') },
  { name: 'database-failed-rollback', wanted: { scenario: 'databaseFailed', person: 'lindqvist' }, act: press('r') },
  ...everyWay('quick-failed', 'quickFailed', press('1')),
  ...everyWay('quick-failed-raised', 'quickFailedThenRaised', press('1')),
  ...everyWay('quick-failed-raised-rollback', 'quickFailedThenRaised', press('r')),
  ...everyWay('alone-failed', 'aloneFailed', press('1')),
  ...everyWay('capacity-short', 'capacityShort', press('1'), { person: 'okafor' }),
  {
    name: 'capacity-forced',
    wanted: { scenario: 'capacityShort', person: 'okafor' },
    act: inTurn(press('1'), click('Move all the same'), fill('Reason', 'one pod carries it, measured')),
  },
  {
    name: 'plan-commands',
    wanted: { scenario: 'waitingFor25' },
    act: (page) => page.getByText(/^The same as/).click(),
  },
  ...everyWay('launched', 'launched', press('1')),
  ...everyWay('delete-stable', 'deletingStable', press('1')),
  { name: 'delete-stable-confirm', wanted: { scenario: 'deletingStable' }, act: inTurn(press('1'), click('Confirm')) },
  { name: 'rollback-after-a-day', wanted: { scenario: 'deletingStable' }, act: press('r') },
  {
    name: 'rollback-after-a-day-dialog',
    wanted: { scenario: 'deletingStable' },
    act: inTurn(press('r'), click('Roll back')),
  },
  ...everyWay('incidents', 'inTrouble', press('7')),
  {
    name: 'incidents-declare',
    wanted: { scenario: 'inTrouble', person: null },
    act: inTurn(
      press('7'),
      click('Declare an incident'),
      click('P1 critical'),
      fill('What happens', 'Nobody can sign in'),
    ),
  },
  {
    name: 'incidents-declared',
    wanted: { scenario: 'inTrouble', person: null },
    act: inTurn(
      press('7'),
      click('Declare an incident'),
      fill('What happens', 'Nobody can sign in'),
      press('Enter'),
      sees('Nobody can sign in'),
    ),
  },
  { name: 'incidents-regrade', wanted: { scenario: 'inTrouble' }, act: inTurn(press('7'), click('Regrade')) },
  {
    name: 'incidents-item',
    wanted: { scenario: 'inTrouble' },
    act: inTurn(
      press('7'),
      press('a'),
      (page) => page.keyboard.type('Call the vendor @silva 10:30 !'),
      press('Enter'),
      sees('Call the vendor'),
    ),
  },
  { name: 'incidents-add', wanted: { scenario: 'inTrouble' }, act: inTurn(press('7'), click('Add an action item')) },
  { name: 'one-out', wanted: { scenario: 'oneOut' }, act: press('4') },
  { name: 'wall-1-out', hash: '#/wall/1', size: wall, wanted: { scenario: 'oneOut' } },
  { name: 'wall-1-out-720', hash: '#/wall/1', size: small, wanted: { scenario: 'oneOut' } },
];
