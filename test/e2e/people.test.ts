import { afterEach, expect, test } from 'vitest';
import { invariant } from '#shared/lib/invariant.ts';
import { passphrase, WindowStory } from '#test/support/window-story.ts';

let story: WindowStory | undefined;
afterEach(async () => {
  await story?.stop();
  story = undefined;
});

const another = 'another battery staple';
const personRow = ({ page }: WindowStory, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}`) }).first();

const launches = ({ page }: WindowStory) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Launches' }).click();

/** Makes a new key in the place of a lost one, and lets a witness compare the words and sign. */
async function replaceKey(here: WindowStory, name: string, witness: string): Promise<string> {
  const { page } = here;
  await personRow(here, name).click();
  await here.button('Replace a lost key').click();
  await page.getByLabel(`New passphrase of ${name}`).fill(another);
  await page.getByLabel('The same again').fill(another);
  await here.button('Make the key').click();
  const words = page.getByRole('list', { name: `Six words of ${name}` }).getByRole('listitem');
  await words.first().waitFor({ timeout: 60_000 });
  const shown = (await words.allInnerTexts()).map((text) => text.replace(/^\d\s+/, '')).join(' ');
  await page.getByLabel('Witness, beside you').selectOption({ label: witness });
  await page.getByLabel(`Passphrase of ${witness}`).fill(passphrase);
  expect(await here.button('Sign as witness').isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: /six words/ }).check();
  await here.tminus.screenshot('people-witness');
  await here.button('Sign as witness').click();
  await here.button('Sign in').first().waitFor({ timeout: 60_000 });
  return shown;
}

test('a lost key is replaced before a witness, a user switched, a role handed over, a key revoked: each at the console', async () => {
  story = await WindowStory.open(1);
  const here = story;
  const { page } = here;
  await here.makeRehearsal();
  await here.signIn('J. Ito');
  const people = Object.values((await here.snapshot())?.state.roster.people ?? {});
  const personOf = (name: string) => {
    const found = people.find((one) => one.name === name);
    invariant(found, `${name} is on the roster`);
    return found;
  };
  const [novak, haddad, lindqvist] = [personOf('K. Novak'), personOf('S. Haddad'), personOf('A. Lindqvist')];

  await page.keyboard.press('9');
  const words = await replaceKey(here, novak.name, 'J. Ito');
  const state = await here.until('the new key counts', ({ roster }) => {
    const key = roster.people[novak.id]?.publicKey;
    return key != null && key !== novak.publicKey;
  });
  expect(words.split(' ')).toHaveLength(6);
  expect(state.roster.people[novak.id]).toMatchObject({ words, witness: personOf('J. Ito').id });

  await page.getByLabel('Passphrase', { exact: true }).fill(another);
  await page.locator('form').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /signed in: ?K\. Novak/ }).waitFor({ timeout: 60_000 });
  expect(await page.getByRole('heading', { name: 'People' }).isVisible()).toBe(true);
  await here.button('Lock').click();
  await page.getByText('This console only reads.').waitFor();

  const dialog = page.getByRole('dialog');
  await personRow(here, lindqvist.name).click();
  await here.button('Hand over').click();
  await dialog.getByLabel('To', { exact: true }).selectOption({ label: 'J. Ito' });
  await dialog.getByLabel('Reason').fill('on the way home');
  await dialog.getByLabel('Signed by').selectOption({ label: 'J. Ito' });
  await dialog.getByLabel(/^Passphrase of/).fill(passphrase);
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await dialog.getByText(/After that nobody could do this/).waitFor({ timeout: 60_000 });
  await here.tminus.screenshot('people-hand-over-refused');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await personRow(here, haddad.name).click();
  await here.button('Revoke the key').click();
  await dialog.getByLabel('Reason').fill('left the team');
  await dialog.getByLabel('Signed by').selectOption({ label: 'J. Ito' });
  await dialog.getByLabel(/^Passphrase of/).fill(passphrase);
  await dialog.getByRole('button', { name: 'Revoke the key' }).click();
  await personRow(here, haddad.name).getByText('key revoked').waitFor({ timeout: 60_000 });
  await here.tminus.screenshot('people-revoked');
  expect(await here.logProblems()).toEqual([]);
}, 240_000);

test('the launches of a machine are listed, put away and used as a template; a production launch waits for its people', async () => {
  story = await WindowStory.open(1);
  const here = story;
  const { page } = here;
  await here.makeRehearsal();
  await launches(here);
  const first = (await here.snapshot())?.state.launch?.plan.title ?? '';
  await page.getByText('open here').waitFor();
  await page.getByRole('button', { name: `Use as a template: ${first}` }).click();
  await page.getByLabel('Title').fill('The second rehearsal');
  await page.getByRole('button', { name: /^4 Make it/ }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Passphrase again').fill(passphrase);
  await here.button('Make the rehearsal launch').click();
  await here.until('the second rehearsal is open', (state) => state.launch?.plan.title === 'The second rehearsal');
  const { keeper, people } = (await here.snapshot())?.state.roster ?? { keeper: null, people: {} };
  await here.signIn(people[keeper ?? '']?.name ?? '');

  await launches(here);
  await here.button(`Put away ${first}`).click();
  await page.getByText('Put away (1)').click();
  await here.tminus.screenshot('launches');
  await here.button(`Open ${first}`).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Open it' }).click();
  await here.until('the first is open again', (state) => state.launch?.plan.title === first);

  await launches(here);
  await here.button(`Use as a template: ${first}`).waitFor();
  await here.button('Make a launch').click();
  await here.button('Fill in a production launch').click();
  await page.getByRole('button', { name: /^4 Make it/ }).click();
  await page.getByText('There is nobody on the roster yet.').waitFor();
  await here.tminus.screenshot('launches-production');
  expect(await here.button('Make the production launch').isDisabled()).toBe(true);
  await here.button('Cancel').click();

  await here.signIn(people[keeper ?? '']?.name ?? '');
  await launches(here);
  await here.button('On this machine').click();
  await here.button(`Take back ${first}`).click();
  await here.button(`Put away ${first}`).click();
  await here.tminus.screenshot('launches-put-away');
  await page.getByRole('dialog').getByRole('button', { name: 'Put it away' }).click();
  // No launch is open: the way to make one is there again, and so is the one that was put away.
  await page.getByText('The whole launch day in minutes').waitFor();
  await page.getByText('Put away (1)').click();
  await here.button(`Take back ${first}`).waitFor();
  expect(await here.snapshot()).toBeNull();
}, 240_000);

test('a changed roster is looked at, asked for by the commander and confirmed by the Engineering Lead', async () => {
  story = await WindowStory.open(1);
  const here = story;
  const { page } = here;
  await here.makeRehearsal();
  await here.signIn('J. Ito');
  await launches(here);
  await here.button('Changes to this launch').click();
  await here.button('Look for changes').click();
  await page.getByText(/Nothing has changed/).waitFor({ timeout: 30_000 });
  await page.getByRole('checkbox', { name: 'The roster changes too' }).check();
  await page.getByLabel('Contact of K. Novak').fill('+49 30 5550 1999');
  await here.button('Look for changes').click();
  await page.getByText('+49 30 5550 1999', { exact: true }).waitFor({ timeout: 30_000 });
  const dialog = page.getByRole('dialog');
  await here.button('Ask to adopt').click();
  await dialog.getByRole('button', { name: 'Ask to adopt' }).click();
  await page.getByText('A change waits to be adopted').waitFor({ timeout: 60_000 });
  await here.button('Confirm').click();
  await dialog.getByLabel(/^Passphrase of/).fill(passphrase);
  await here.tminus.screenshot('adopt-confirm');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  const state = await here.until('it is adopted', ({ adoption, roster }) => {
    const novak = Object.values(roster.people).find((one) => one.name === 'K. Novak');
    return adoption.waiting === null && novak?.contact === '+49 30 5550 1999';
  });
  expect(Object.values(state.roster.people).every((person) => person.publicKey !== null)).toBe(true);
}, 240_000);
