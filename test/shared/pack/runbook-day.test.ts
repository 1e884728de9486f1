import { describe, expect, it } from 'vitest';
import { compilePack } from '#shared/pack/compile.ts';
import { builtInFiles, loaded } from './packs.ts';
import { BOX, BRANCH, bare, headed, marked, part, section } from './runbook-words.ts';

const pack = loaded(builtInFiles('media-gateway'));
const { content } = pack;
const plan = (() => {
  const compiled = compilePack(pack, {});
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
})();

/** `08:15` for an offset from a T-0 at 09:00. */
const clockOf = (offsetMs: number): string => {
  const minutes = (((9 * 60 + offsetMs / 60_000) % 1440) + 1440) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};
const roleTitles = (ids: readonly string[]) => ids.map((id) => plan.roles.find((role) => role.id === id)?.title);

describe('the pack of Media Gateway, in the words of the runbook: before the launch', () => {
  it('has the 28 entries of the day with their clock times and their parts of the day (§1.1)', () => {
    let heading = '';
    const entries = section('1.1').flatMap((line) => {
      if (/^(T-|Post-Launch)/.test(line)) heading = line.replace(' (Day Before)', '');
      const [, time, title] = /^(\d\d:\d\d) {2}(.+)$/.exec(line) ?? [];
      return time && title ? [[heading, time, title]] : [];
    });
    expect(entries).toHaveLength(28);
    expect(plan.timeline.map((entry) => [entry.section, clockOf(entry.at), entry.title])).toEqual(entries);
  });

  it('lists them in the order of the day', () => {
    const times = plan.timeline.map((entry) => entry.at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it.each([
    ['t-24h', '1.2', 28],
    ['t-12h', '1.3', 21],
    ['t-4h', '1.4', 20],
    ['t-1h', '1.5', 9],
  ])('has every item of %s under its heading, and who signs it (§%s)', (id, number, count) => {
    const lines = section(number);
    const meeting = lines.findIndex((line) => line.startsWith('GO/NO-GO'));
    const written = headed(meeting < 0 ? lines : lines.slice(0, meeting), BOX);
    const list = plan.checklists.find((one) => one.id === id);
    const sections = list?.sections.map(({ title, items }) => ({ title, entries: items.map((item) => item.title) }));
    expect(sections).toEqual(written.filter((one) => one.title !== 'Sign-off'));
    expect(list?.sections.flatMap((one) => one.items)).toHaveLength(count);
    const signed = written.find((one) => one.title === 'Sign-off')?.entries ?? [];
    expect(roleTitles(list?.signOffs ?? [])).toEqual(signed.map((line) => line.split(':')[0]));
  });

  it('gives every item an owner', () => {
    const items = content.checklists.flatMap((list) => list.sections.flatMap((one) => one.items));
    expect(items.filter((item) => item.owner === undefined)).toEqual([]);
  });

  it('polls the six attendees on the four criteria, the day before and at T-1h (§1.5)', () => {
    const lines = section('1.5');
    const attendees = marked(part(lines, /^Attendees:/, /^Decision Criteria:/), BOX).map((one) =>
      one.replace(' (Lead)', ''),
    );
    const criteria = marked(part(lines, /^Decision Criteria:/, /^Decision:/), BOX);
    expect([attendees.length, criteria.length]).toEqual([6, 4]);
    for (const gate of plan.gates) {
      expect(roleTitles(gate.attendees)).toEqual(attendees);
      expect(gate.criteria.map((one) => one.title)).toEqual(criteria);
    }
    expect(plan.gates.map((gate) => [gate.id, gate.opens, gate.plannedAt / 3_600_000, gate.checklists])).toEqual([
      ['stakeholder-go-no-go', 'freeze', -19, ['t-24h']],
      ['go-no-go', 'launch', -1, ['t-24h', 't-12h', 't-4h', 't-1h']],
    ]);
    expect(plan.gates[0]?.clock).toEqual({ day: -1, minuteOfDay: 14 * 60 });
  });
});

describe('the pack of Media Gateway, in the words of the runbook: the launch', () => {
  it('has the five phases with their 25 lines (§2.1)', () => {
    const lines = section('2.1');
    const phases = plan.phases.map((phase) => {
      const under = marked(part(lines, new RegExp(`^Phase ${phase.number}: ${phase.title} `), /^Phase|^```/), BRANCH);
      expect(phase.activities).toEqual(under.filter((line) => !line.startsWith('Duration')));
      const minimum = under.find((line) => line.startsWith('Duration'));
      if (minimum !== undefined) expect(minimum).toBe(`Duration: ${(phase.minimumMs ?? 0) / 60_000} minutes minimum`);
      return under.length;
    });
    expect(phases).toEqual([5, 5, 5, 5, 5]);
  });

  it('has the four steps of the canary at their times, its six metrics and its three decisions (§2.2)', () => {
    const lines = section('2.2');
    const steps = lines.flatMap((line) => {
      const [, title, time] = /^Step \d: (.+) \((\d\d:\d\d)/.exec(line) ?? [];
      return title && time ? [[title, time]] : [];
    });
    expect(plan.canarySteps.map((step) => [step.title, clockOf(step.at)])).toEqual(steps);
    expect(steps).toHaveLength(4);
    const metrics = marked(part(lines, /^Metrics to verify/, /^Smoke/), BOX);
    expect(metrics).toHaveLength(6);
    for (const [index, metric] of content.canaryMetrics.entries()) {
      expect(metrics[index]?.toLowerCase()).toContain(metric.title.toLowerCase());
    }
    const decisions = marked(part(lines, /^Step 4/, /^```/), BOX).map((line) => line.split(' → ')[0]);
    for (const step of content.steps.filter((one) => one.needsCanaryMetrics)) {
      expect([step.decision?.proceed, step.decision?.hold, step.decision?.rollBack]).toEqual(decisions);
    }
  });

  it('verifies what the runbook verifies at 25, 50 and 100 %, and tells of it (§2.3)', () => {
    const lines = section('2.3');
    for (const [percent, phase] of [
      [25, 2],
      [50, 3],
      [100, 4],
    ]) {
      const under = part(lines, new RegExp(`^Phase ${phase}: Increase to ${percent}%`), /^Phase|^Feature/);
      const step = plan.steps.find((one) => one.stagePercent === percent);
      expect(step?.checks).toEqual(marked(under, BOX));
      expect(step?.checks).toHaveLength(4);
    }
    const told = marked(part(lines, /^Announcement:/, /^```/), BOX);
    expect(told).toHaveLength(3);
    for (const [index, one] of plan.announcements.entries()) {
      expect(bare(told[index] ?? '')).toContain(bare(one.title));
    }
  });

  it('has the eight services in their order, groups, dependencies and tests (§2.4)', () => {
    const lines = section('2.4');
    const rows = lines.flatMap((line) => {
      const [number, title, needs, test] = line.split(/ {2,}/);
      return /^\d$/.test(number ?? '') ? [{ title, needs: (needs ?? '').split(', '), test }] : [];
    });
    expect(rows).toHaveLength(8);
    for (const [index, { title, needs, test }] of rows.entries()) {
      const service = plan.services[index];
      expect([service?.title, service?.verification]).toEqual([title, test]);
      const all = needs[0] === 'All services' ? rows.slice(0, -1).map((row) => row.title ?? '') : needs;
      const meant = [...(service?.dependsOn ?? []), ...(service?.external ?? [])];
      expect(meant).toHaveLength(all.length);
      for (const one of all) {
        const word = (one.split(' ')[0] ?? '').toLowerCase();
        expect(meant.some((name) => name.toLowerCase().includes(word))).toBe(true);
      }
    }
  });

  it('takes each service through the six steps of a launch (§2.4)', () => {
    expect(section('2.4').filter((line) => /^\d\. /.test(line))).toHaveLength(6);
    const kindsOf = (service: string) =>
      plan.steps.map((step) =>
        step.operations.filter((one) => one.service === service).map((one) => one.spec.kind.split('.')[1]),
      );
    for (const { id } of plan.services) {
      // Deploy to the canary pod, stable held at its count; the service's own test; increase gradually; full rollout.
      // A day later stable goes, and what was the canary becomes stable (reconciled 9, 15).
      expect(kindsOf(id)).toEqual([
        ['pin-autoscaler', 'set-image'],
        ['scale', 'weights', 'run'],
        ...Array(3).fill(['scale', 'weights']),
        ['delete'],
        ['restore', 'weights', 'scale', 'unpin-autoscaler'],
      ]);
    }
    // The service's own test and the metrics, then on: the next waits for the one before.
    const canary = plan.steps.find((step) => step.stagePercent === 5);
    expect(canary?.checks).toContain("Each service's own test passes");
    expect(canary?.verification?.metrics).toBe(true);
  });
});
