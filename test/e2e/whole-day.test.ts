import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { itemById } from '#shared/domain/plan/item-by-id.ts';
import { gate, launchGate, plan, voterOf } from '#test/support/launch-story.ts';
import { passphrase, WindowStory } from '#test/support/window-story.ts';

let story: WindowStory | undefined;
afterEach(async () => {
  await story?.stop();
  story = undefined;
});

const certificate = itemById(plan, 't-24h-certificates');
const titleOf = certificate?.title ?? '';

/** Opens a list of the day and puts the cursor on an item of it. */
async function atItem({ page }: WindowStory, list: RegExp, title: string): Promise<void> {
  await page.keyboard.press('3');
  await page.getByRole('button', { name: list }).click();
  await page.getByRole('row').filter({ hasText: title }).click();
}

async function othersVote(here: WindowStory, but: string): Promise<void> {
  for (const [role, person] of Object.entries(voterOf))
    if (role !== but)
      await here.command(person, { type: 'gate.vote', gate, role: role as never, verdict: 'go', reason: '' });
}

/** The commander's decision over criteria that aren't met, through the window. */
async function overrides({ page }: WindowStory, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Give GO', exact: true }).last().click();
  await dialog.getByText(/criteria that are not met/).waitFor();
  expect(await dialog.getByRole('button', { name: 'Give GO' }).isDisabled()).toBe(true);
  await dialog.getByLabel(/Reason for the override/).fill(reason);
  await dialog.getByRole('button', { name: 'Give GO' }).click();
}

/** What the newest paper says once it says these words, read in a window of its own with every request but the file's own cut. */
async function readPaper(here: WindowStory, words: string, picture: string): Promise<string> {
  const launch = (await here.snapshot())?.state.launch?.id ?? '';
  const file = join(here.tminus.home, 'launches', launch, 'paper', 'latest.html');
  await here.untilFile(
    'the paper of the decision',
    () => existsSync(file) && readFileSync(file, 'utf8').includes(words),
  );
  // Not as a page of the driver: the window that prints the PDF comes and goes at the same time.
  const seen = await here.tminus.app.evaluate(async ({ BrowserWindow, session }, address) => {
    const bare = session.fromPartition('bare');
    bare.webRequest.onBeforeRequest((request, answer) => answer({ cancel: request.url !== address }));
    const window = new BrowserWindow({ width: 900, height: 1200, webPreferences: { session: bare, sandbox: true } });
    await window.loadURL(address);
    const text = String(await window.webContents.executeJavaScript('document.body.innerText'));
    const shot = (await window.webContents.capturePage()).toPNG().toString('base64');
    window.destroy();
    return { text, shot };
  }, pathToFileURL(file).href);
  writeFileSync(join(here.pictures, `${picture}.png`), Buffer.from(seen.shot, 'base64'));
  return seen.text;
}

test('from the lists to GO: a probe contradicts a tick, a sign-off is refused, a NO-GO is overridden, the paper says so', async () => {
  story = await WindowStory.open(10);
  const { page } = story;
  await story.makeRehearsal();
  await story.signIn('J. Ito');
  const probe = (verdict: string) => (state: { probes: { byItem: Record<string, { verdict: string }> } }) =>
    state.probes.byItem['t-24h-certificates']?.verdict === verdict;

  await story.until('the probe has found the certificate good', probe('good'), 90_000);
  await atItem(story, /^T-24 Hour \d/, titleOf);
  await page.keyboard.press(' ');
  await story.until('it is ticked', (state) => state.checklist.items['t-24h-certificates']?.state === 'done');
  await story.inject({ scenario: 'certificate-expiring' });
  await page.keyboard.press('p');
  const state = await story.until('its probe says the opposite', probe('bad'));
  expect(state.probes.byItem['t-24h-certificates']?.text).toMatch(/\b(9|10) days/);
  await page.getByText(/1 contradicted/).waitFor();
  await story.tminus.screenshot('day-contradicted');

  await page.getByRole('button', { name: 'Sign off as Engineering Lead' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/items are open/).waitFor();
  expect(await dialog.getByRole('button', { name: /Sign off with/ }).isDisabled()).toBe(true);
  await story.tminus.screenshot('day-sign-off-refused');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await story.clearFaults();
  await atItem(story, /^T-24 Hour \d/, titleOf);
  await page.keyboard.press('p');
  await story.until('the certificate is good again', probe('good'));
  for (const list of plan.checklists) await story.completeList(list.id);

  await page.keyboard.press('6');
  const row = page.getByRole('row', { name: 'Security Lead' }).last();
  await row.getByRole('button', { name: 'Vote NO-GO' }).click();
  await dialog.getByLabel('Reason').fill('the findings of the penetration test are not all closed');
  await dialog.getByLabel(/Passphrase of T. Mensah/).fill(passphrase);
  await dialog.getByRole('button', { name: 'Vote NO-GO' }).click();
  await othersVote(story, 'security-lead');
  await page.getByText('NO-GO from Security Lead').first().waitFor();
  await story.tminus.screenshot('day-no-go-vote');
  await overrides(story, 'the open finding is behind a flag that stays off');
  const decided = await story.until('the gate is GO', (found) => found.gate.gates[gate]?.decision?.verdict === 'go');
  expect(decided.gate.gates[gate]?.decision?.overrode).toContain('stakeholders');
  await story.tminus.screenshot('day-go');

  const override = 'the open finding is behind a flag that stays off';
  const paper = await readPaper(story, override, 'day-paper');
  expect(paper).toContain(override);
  expect(paper).toContain('the findings of the penetration test are not all closed');
  expect(paper.toUpperCase()).toContain('QUICK ROLLBACK BY HAND');
  expect(paper).toContain(titleOf);

  await page.keyboard.press('1');
  await story.button('Ask for step').waitFor({ timeout: 60_000 });
  expect(await story.logProblems()).toEqual([]);
}, 300_000);

test('with every network cut the lists, the votes, hold, GO and the paper go on, and what needs one says since when it is gone', async () => {
  story = await WindowStory.open(10);
  const { page } = story;
  await story.makeRehearsal();
  await story.signIn('J. Ito');
  await story.until('the cluster is known', (state) => state.launch?.cluster != null, 90_000);
  await story.inject({ scenario: 'network-cut' });

  await atItem(story, /^T-24 Hour \d/, titleOf);
  await page.keyboard.press('p');
  await page.keyboard.press(' ');
  await story.until('it is ticked', (state) => state.checklist.items['t-24h-certificates']?.state === 'done');
  for (const list of plan.checklists) await story.completeList(list.id);
  await othersVote(story, '');
  await page.keyboard.press('h');
  await page.keyboard.press('Enter');
  await story.until('it is on hold', (state) => state.clock.hold !== null);
  await story.command('j-ito', { type: 'clock.resume', reason: 'the network is looked after' });
  await page.keyboard.press('6');
  await overrides(story, 'the network is down; we go when it is back');
  await story.until('the gate is GO', (state) => state.gate.gates[gate]?.decision?.verdict === 'go');
  await page.keyboard.press('3');
  await story.tminus.screenshot('day-network-cut');
  const override = 'the network is down; we go when it is back';
  const paper = await readPaper(story, override, 'day-paper-network-cut');
  expect(paper).toContain(override);
  expect(paper).toContain(launchGate.title);
  expect(await page.getByText(/failing|unreachable|gone/i).count()).toBeGreaterThan(0);
  expect(await story.logProblems()).toEqual([]);
}, 300_000);
