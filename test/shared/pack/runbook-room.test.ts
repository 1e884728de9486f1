import { describe, expect, it } from 'vitest';
import { compilePack } from '#shared/pack/compile.ts';
import { builtInFiles, loaded } from './packs.ts';
import { BOX, bare, DOT, headed, marked, part, section } from './runbook-words.ts';

const pack = loaded(builtInFiles('media-gateway'));
const { content } = pack;
const plan = (() => {
  const compiled = compilePack(pack, {});
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
})();
const titles = (entries: readonly { readonly title: string }[]) => entries.map((entry) => entry.title);
const STEP = /^STEP \d: ([^(]+?)(?: \((?:(\d+)-)?(\d+) minutes?\))?$/;

describe('the pack of Media Gateway, in the words of the runbook: rolling back', () => {
  it('has the five criteria of each class (§3.1)', () => {
    const lines = section('3.1');
    for (const severity of ['immediate', 'urgent', 'conditional']) {
      const written = marked(part(lines, new RegExp(`^${severity.toUpperCase()} ROLLBACK`), /^[A-Z]/), DOT);
      expect(written).toHaveLength(5);
      expect(titles(plan.criteria.filter((one) => one.severity === severity))).toEqual(written);
    }
  });

  it('has the three windows of a rollback (§3.1)', () => {
    const written = marked(part(section('3.1'), /^Rollback Window:/, /^```/), DOT).map((line) => line.split(': ')[1]);
    expect(titles(plan.rollbackWindows)).toEqual(written);
    expect(plan.rollbackWindows.map((one) => [one.fromMs / 3_600_000, (one.untilMs ?? 0) / 3_600_000])).toEqual([
      [0, 24],
      [24, 72],
      [72, 0],
    ]);
  });

  it.each([
    ['quick-rollback', '3.2', 6],
    ['database-rollback', '3.3', 7],
  ])('has the steps of the %s with their budgets (§%s)', (id, number, count) => {
    const written = section(number).flatMap((line) => {
      const [whole, title, , most] = STEP.exec(line) ?? [];
      return whole ? [[title, most === undefined ? null : Number(most)]] : [];
    });
    expect(written).toHaveLength(count);
    const procedure = plan.procedures.find((one) => one.id === id);
    expect(procedure?.steps.map((one) => [one.title, one.budgetMs === null ? null : one.budgetMs / 60_000])).toEqual(
      written,
    );
    for (const step of procedure?.steps ?? []) expect(step.actions.length).toBeGreaterThan(0);
  });

  it('verifies what the runbook verifies, and asks for its prerequisites (§3.2, §3.3)', () => {
    const [quick, database] = plan.procedures;
    const checks = marked(part(section('3.2'), /^Verification checklist/, /^STEP/), BOX);
    expect(quick?.steps.find((one) => one.id === 'verify')?.checks).toEqual(checks);
    expect(checks).toHaveLength(5);
    const lines = section('3.3');
    const asked = marked(part(lines, /^PRE-REQUISITES/, /^STEP/), BOX);
    expect(database?.prerequisites).toEqual(asked);
    expect(asked).toHaveLength(4);
    const verified = marked(part(lines, /^STEP 6/, /^STEP/), BOX);
    expect(database?.steps.find((one) => one.id === 'verify-system')?.checks).toEqual(verified);
    expect(verified).toHaveLength(3);
    const warning = part(lines, /^```/, /^PRE-/).join(' ').split('WARNING: ')[1]?.trim().split('  ')[0];
    expect(database?.warning).toContain(warning?.replace(/\s+/g, ' '));
    expect([database?.budgetMs, database?.longestMs]).toEqual([30 * 60_000, 60 * 60_000]);
  });
});

/** `30 min`, `1 hour`: how the runbook writes a time frame. */
function timeframe(within: string | number): string {
  if (within === 'at once') return 'Immediately';
  if (typeof within === 'string') return within.charAt(0).toUpperCase() + within.slice(1);
  const hours = within / 3_600_000;
  return hours < 1 ? `${within / 60_000} min` : `${hours} hour${hours === 1 ? '' : 's'}`;
}

describe('the pack of Media Gateway, in the words of the runbook: people', () => {
  it('has the channels (§4.1)', () => {
    const lines = section('4.1');
    const rows = (heading: RegExp) =>
      part(lines, heading, /^$/).flatMap((line) => {
        const [name = '', what = ''] = line.split(/ {2,}/);
        return what === '' ? [] : [[name, what]];
      });
    const of = (audience: string) => plan.channels.filter((one) => one.audience === audience);
    expect(of('internal').map((one) => [one.address, one.title])).toEqual(rows(/^Internal/));
    expect(of('external').map((one) => [one.title, one.address])).toEqual(rows(/^External/));
    const escalation = rows(/^Escalation/);
    expect(of('escalation')).toHaveLength(escalation.length);
    expect(of('escalation').map((one) => bare(one.title))).toEqual(
      escalation.map(([name = '', what = '']) =>
        name === 'PagerDuty' ? bare(what) : bare(name + what.replace(/.*\(/, '(')),
      ),
    );
  });

  it('has the five templates, word for word (§4.2)', () => {
    const lines = section('4.2');
    for (const number of [1, 2, 3, 4, 5]) {
      const title = lines.find((line) => line.startsWith(`TEMPLATE ${number}: `))?.slice(12) ?? '';
      const text = part(lines, new RegExp(`^TEMPLATE ${number}`), /^(TEMPLATE|```)/).filter(
        (line) => !/^─+$/.test(line),
      );
      const template = content.templates.find((one) => one.title === title);
      const head = (key: string) => text.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
      expect(template?.subject).toBe(head('Subject') ?? head('Title'));
      expect(template?.status).toBe(head('Status'));
      const body = text
        .filter((line) => !/^(Subject|Title|Status|Message):/.test(line))
        .join('\n')
        .trim();
      expect(template?.text).toBe(body.replace('[time]', '[time of restoration]'));
    }
  });

  it('has the rows and the triggers of the escalation (§4.3)', () => {
    const lines = section('4.3');
    let severity = '';
    const rows = part(lines, /^Severity/, /^Escalation Triggers/).flatMap((line) => {
      severity = /^P\d/.exec(line)?.[0] ?? severity;
      const cells = line.replace(/^P\d/, '').trim().split(/ {2,}/);
      return cells.length === 3 ? [[severity, cells[0], cells[1], cells[2]]] : [];
    });
    expect(rows).toHaveLength(11);
    expect(plan.escalation.map((row) => timeframe(row.within))).toEqual(
      rows.map((row) => row[3]?.replace(/^(After|Within) (?=\d)/, '')),
    );
    expect(plan.escalation.filter((row) => row.condition !== undefined).map((row) => row.condition)).toEqual([
      'If extended',
    ]);
    const known = new Map<string, string>([...plan.contacts, ...plan.roles].map((one) => [one.id, one.title]));
    expect(plan.escalation.map((row) => [row.severity, row.method])).toEqual(rows.map((row) => [row[0], row[2]]));
    for (const [index, row] of plan.escalation.entries()) {
      const written = (rows[index]?.[1] ?? '').replace('Product Lead', 'Product Owner').replace(' (if extended)', '');
      expect(known.get(row.notify)?.toLowerCase()).toBe(written.toLowerCase());
    }
    const triggers = marked(lines, DOT);
    expect(triggers).toHaveLength(4);
    for (const [index, one] of plan.escalationTriggers.entries()) {
      expect(triggers[index]?.toLowerCase()).toBe(`${one.from} → ${one.to}: ${one.title}`.toLowerCase());
    }
  });

  it('has the war room: ten lines of setup, four screens, six links (§5.1)', () => {
    const lines = section('5.1');
    expect(plan.warRoom.physical).toEqual(marked(part(lines, /^Physical/, /^Virtual/), DOT));
    const virtual = marked(part(lines, /^Virtual/, /^Dashboard/), DOT);
    expect(content.warRoom?.virtual.map((line) => line.replace(/\$\{.*\}/, '[link]'))).toEqual(virtual);
    expect(plan.warRoom.physical.length + virtual.length).toBe(10);
    expect(plan.screens.map((one) => `Screen ${one.number}: ${one.title}`)).toEqual(
      lines.filter((line) => line.startsWith('Screen ')),
    );
    expect(titles(plan.links)).toEqual(marked(part(lines, /^Essential/, /^```/), DOT));
  });

  it('has the six roles with their 21 duties, and the four experts (§5.2)', () => {
    const lines = section('5.2');
    const written = lines.flatMap((line) => {
      const [, title, count] = /^(\S.*) \((.+)\):$/.exec(line) ?? [];
      return title && count ? [{ title, count, line }] : [];
    });
    const inRoom = plan.roles.filter((role) => role.isInWarRoom);
    expect(inRoom.map((role) => role.title)).toEqual(written.map((one) => one.title.replace(/Experts$/, 'Expert')));
    for (const [index, { line, count }] of written.entries()) {
      const duties = marked(part(lines, new RegExp(`^${line.replace(/[()]/g, '\\$&')}`), /^(Assigned|```)/), DOT);
      if (count !== 'as needed') expect(inRoom[index]?.duties).toEqual(duties);
      const [least = '', most = least] = count.replace(/ (person|people)/, '').split('-');
      const people = count === 'as needed' ? [0, undefined] : [Number(least), Number(most)];
      expect([inRoom[index]?.minimum, inRoom[index]?.maximum]).toEqual(people);
    }
    expect(inRoom.flatMap((role) => role.duties)).toHaveLength(21);
    const experts = marked(part(lines, /^Subject Matter/, /^```/), DOT).map((line) => line.split(':')[0]);
    expect(titles(plan.experts)).toEqual(experts);
  });

  it('speaks at the three cadences, in six slots with seventeen prompts (§5.3)', () => {
    const lines = section('5.3');
    const MINUTES: Readonly<Record<string, number>> = { 'Every hour': 60 };
    for (const cadence of plan.cadences) {
      const under = part(lines, new RegExp(`^${cadence.title}:`), /^(During|Post|```)/);
      const written = headed(under, DOT).map(({ title, entries }) => [
        MINUTES[title] ?? Number(/\d+/.exec(title)?.[0]),
        entries,
      ]);
      expect(cadence.slots.map((slot) => [slot.everyMs / 60_000, slot.prompts])).toEqual(written);
    }
    const slots = plan.cadences.flatMap((cadence) => cadence.slots);
    expect([slots.length, slots.flatMap((slot) => slot.prompts).length]).toEqual([6, 17]);
  });

  it('meets at the seven checkpoints and asks the fourteen criteria of success (§6.1, §6.2)', () => {
    const rows = section('6.1').flatMap((line) => {
      const [, title, , focus, participants] = line.split('|').map((cell) => cell.trim());
      return title?.startsWith('T+') ? [[title, focus, participants]] : [];
    });
    expect(rows).toHaveLength(7);
    expect(plan.checkpoints.map((one) => [one.title, one.focus, one.participants])).toEqual(rows);
    expect(plan.successCriteria.map((one) => ({ title: one.title, entries: titles(one.criteria) }))).toEqual(
      headed(section('6.2'), BOX),
    );
  });
});
