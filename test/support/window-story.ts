import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Agent, request } from 'undici';
import { connectionsFromRehearsal, RehearsalReady } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { logFile } from '#engine/launch-files.ts';
import { verifyLog } from '#engine/store/verify.ts';
import type { Snapshot } from '#shared/contract/facts.ts';
import type { Action } from '#shared/domain/action/state.ts';
import { isSettled, itemsOf, listText } from '#shared/domain/checklist/standing.ts';
import type { PersonCommand } from '#shared/domain/commands.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { type OpenTminus, openTminus } from './electron.ts';
import { cast, gate, plan, voterOf } from './launch-story.ts';

export const passphrase = 'correct horse battery';

/** The real app on a fresh profile, its rehearsal environment, and hands at its window. */
export class WindowStory {
  readonly tminus: OpenTminus;
  readonly page: Page;
  readonly outside: Outside;
  readonly #faultsUrl: string;
  readonly #agent: Agent;

  private constructor(tminus: OpenTminus, page: Page, outside: Outside, faultsUrl: string, agent: Agent) {
    this.tminus = tminus;
    this.page = page;
    this.outside = outside;
    this.#faultsUrl = faultsUrl;
    this.#agent = agent;
  }

  static async open(speed: number, args: readonly string[] = []): Promise<WindowStory> {
    const tminus = await openTminus({ args: ['--speed', String(speed), ...args] });
    const page = await tminus.window('console');
    await page.getByLabel('Passphrase', { exact: true }).waitFor({ timeout: 60_000 });
    const ready = RehearsalReady.parse(
      JSON.parse(readFileSync(join(tminus.home, 'rehearsal', 'rehearsal.json'), 'utf8')),
    );
    const outside = await connectOutside(connectionsFromRehearsal(ready));
    if (!outside.ok) throw new Error(outside.error.message);
    const agent = new Agent({ connect: { ca: readFileSync(ready.caFile) } });
    return new WindowStory(tminus, page, outside.value, ready.faultsUrl, agent);
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** First run, as a person does it: make the rehearsal, give everyone a key. */
  async makeRehearsal(): Promise<void> {
    const { page } = this;
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('Passphrase again').fill(passphrase);
    await this.button('Make rehearsal').click();
    await page.getByLabel('One passphrase for everyone').fill(passphrase, { timeout: 30_000 });
    await page.getByLabel(/who is the witness/).fill(passphrase);
    await this.button('Enrol everyone').click();
    await page.getByText('10 of 10 have a key').waitFor({ timeout: 180_000 });
  }

  /** Signs in through the form, whoever was there before. */
  async signIn(name: string): Promise<void> {
    const { page } = this;
    const people = page.getByRole('heading', { name: 'People' });
    if ((await people.count()) === 0) await page.getByRole('button', { name: /^Sign in/ }).click();
    await people.waitFor();
    await page
      .getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}`) })
      .first()
      .click({ timeout: 30_000 });
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.locator('form').getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('button', { name: new RegExp(`signed in: ?${name.replace('.', '\\.')}`) })
      .waitFor({ timeout: 30_000 });
  }

  /** Goes on with what a restart left not started: the button, then the dialog that names what it does. */
  async goOn(): Promise<void> {
    await this.page.keyboard.press('1');
    await this.button('Go on').first().click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
  }

  /** A command over the window's own bridge, confirmed with that person's passphrase. */
  async command(person: string, command: PersonCommand): Promise<void> {
    const envelope = await this.page.evaluate(
      ([as, sent]) =>
        (
          globalThis as unknown as { tminus: { call(name: string, input: unknown): Promise<{ ok: boolean }> } }
        ).tminus.call('launch.dispatch', { command: sent, as }),
      [{ person, passphrase }, command] as const,
    );
    if (!envelope.ok) throw new Error(`${command.type}: ${JSON.stringify(envelope)}`);
  }

  /** Who of the cast holds a role. */
  holder(role: string): string {
    return cast.find((person) => person.roles.some((held) => held === role))?.id ?? '';
  }

  /** A list is ticked under one signature, and signed off by every role that has to. */
  async completeList(id: string): Promise<void> {
    const list = plan.checklists.find((entry) => entry.id === id);
    const state = (await this.snapshot())?.state;
    if (list === undefined || state === undefined) throw new Error(`there is no list ${id}`);
    const items = itemsOf(list).flatMap((item) => (isSettled(state, item.id) ? [] : [item.id]));
    if (items.length > 0) await this.command('m-okafor', { type: 'items.mark', items, state: 'done', note: '' });
    for (const role of list.signOffs) {
      const now = (await this.snapshot())?.state;
      const shown = now === undefined ? '' : listText(now, list);
      await this.command(this.holder(role), { type: 'list.sign-off', checklist: list.id, role, exceptions: [], shown });
    }
  }

  /** Everything before GO that the stories are not about: lists done and signed off, six votes given. */
  async ticksAndVotes(): Promise<void> {
    for (const list of plan.checklists) await this.completeList(list.id);
    for (const [role, person] of Object.entries(voterOf))
      await this.command(person, { type: 'gate.vote', gate, role: role as never, verdict: 'go', reason: '' });
    await this.until('rollback is ready', (state) => state.signal.readiness?.verdict === 'ready');
  }

  /** GO by the commander, through the window: over what can't be known yet, with a reason. */
  async giveGo(): Promise<void> {
    await this.page.keyboard.press('1');
    await this.button('Give GO').first().click({ timeout: 30_000 });
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(/Reason for the override/).fill('issues and the dry run were looked at by hand');
    await dialog.getByRole('button', { name: 'Give GO' }).click();
    await this.until('the gate is GO', (state) => state.gate.gates[gate]?.decision?.verdict === 'go');
  }

  /** The Technical Lead asks, the commander reads the plan and confirms: both through the window. */
  async takeStep(step: string, holdMs = 120_000): Promise<Action> {
    await this.page.keyboard.press('1');
    await this.button('Ask for step').click({ timeout: holdMs });
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(/Passphrase of/).fill(passphrase);
    await dialog.getByRole('button', { name: 'Ask for step' }).click();
    await this.button('Confirm').click({ timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    const state = await this.until(
      `${step} is confirmed`,
      (found) => this.stepAction(found, step)?.confirmations.length === 1,
    );
    const action = this.stepAction(state, step);
    if (action === undefined) throw new Error(`${step} has no action`);
    return action;
  }

  stepAction(state: LaunchState, step: string): Action | undefined {
    return Object.values(state.actions.byId).findLast(
      (action) => action.subject.kind === 'step' && action.subject.step === step,
    );
  }

  verified(step: string): Promise<LaunchState> {
    return this.until(`${step} is verified`, (state) => this.stepAction(state, step)?.state === 'verified', 120_000);
  }

  async snapshot(): Promise<Snapshot | null> {
    const envelope = await this.page.evaluate(() =>
      (
        globalThis as unknown as {
          tminus: { call(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown }> };
        }
      ).tminus.call('launch.snapshot', {}),
    );
    // What the contract says the call gives.
    return envelope.ok ? (envelope.value as Snapshot | null) : null;
  }

  async until(what: string, isSo: (state: LaunchState) => boolean, limitMs = 60_000): Promise<LaunchState> {
    const end = Date.now() + limitMs;
    for (;;) {
      const snapshot = await this.snapshot();
      if (snapshot !== null && isSo(snapshot.state)) return snapshot.state;
      if (Date.now() > end) {
        const picture = await this.tminus.screenshot('failed');
        throw new Error(
          `not within ${limitMs / 1000} s: ${what}. See ${picture}. ${this.tminus.mainLog().slice(-600)}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async inject(fault: Readonly<Record<string, unknown>>): Promise<void> {
    const answer = await request(this.#faultsUrl, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (answer.statusCode >= 300) throw new Error(await answer.body.text());
    await answer.body.dump();
  }

  async clearFaults(): Promise<void> {
    const answer = await request(this.#faultsUrl, { method: 'DELETE', dispatcher: this.#agent });
    await answer.body.dump();
  }

  /** Waits for something on disk. */
  async untilFile(what: string, isThere: () => boolean, limitMs = 30_000): Promise<void> {
    const end = Date.now() + limitMs;
    while (!isThere()) {
      if (Date.now() > end)
        throw new Error(`not within ${limitMs / 1000} s: ${what}. ${this.tminus.mainLog().slice(-600)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Where pictures of the story go. */
  get pictures(): string {
    return this.tminus.pictures;
  }

  /** The canary's weight at every route of every service, as the cluster's API says. */
  async weights(): Promise<readonly number[]> {
    const routes = await Promise.all(
      plan.services.map((service) => this.outside.cluster.weights(service.host, plan.subsets)),
    );
    return [
      ...new Set(routes.flatMap((answer) => (answer.ok ? answer.value.map((route) => route.canaryPercent) : [-1]))),
    ];
  }

  async canaries(): Promise<readonly { readonly wanted: number; readonly image: string }[]> {
    const seen = await this.outside.cluster.deployments();
    if (!seen.ok) throw new Error(seen.error.message);
    return seen.value
      .filter((entry) => entry.name.endsWith('-canary'))
      .map((entry) => ({ wanted: entry.wanted, image: Object.values(entry.images)[0] ?? '' }));
  }

  async logProblems(): Promise<unknown> {
    const id = (await this.snapshot())?.state.launch?.id ?? '';
    const report = verifyLog(logFile(this.tminus.home, id));
    return report.ok ? report.value.problems : report.error;
  }

  async stop(): Promise<void> {
    await this.outside.close();
    await this.#agent.close();
    await this.tminus.stop();
  }
}

export const everyone = cast;
