import { describe, expect, test } from 'vitest';
import type { CriterionWatch } from '#shared/contract/observations.ts';
import { compareWithPage } from '#shared/signals/disagreement.ts';
import { plan } from '#test/support/launch-story.ts';
import { calm, monitor as monitorAt, page as pageAt } from './support/own-checks.ts';

const NOW = 10_000_000;
const monitor = (isUp: boolean, at = NOW) => monitorAt(isUp, at);
const page = (indicator: string, description: string, at = NOW) => pageAt(indicator, description, at);
const well = page('none', 'All Systems Operational');
const outage = page('major', 'Partial System Outage');
const errors = (verdict: CriterionWatch['verdict']): CriterionWatch => ({
  ...{ where: 'search-service canary', value: 6, tripsAt: null, verdict },
  criterion: plan.criteria.find(({ metric }) => metric?.signal === 'error-rate-percent')?.id ?? '',
});
const compared = (more: Partial<Parameters<typeof compareWithPage>[0]>) =>
  compareWithPage({
    ...{ plan, monitors: [monitor(true)], criteria: calm, page: well, pageEveryMs: 30_000, now: NOW },
    ...more,
  });
const seen = (more: Parameters<typeof compared>[0]) => {
  const is = compared(more);
  return is.state === 'disagree' ? is.text : null;
};

describe('our own checks and the page', () => {
  test('agree when all is well, and when both see trouble', () => {
    expect(seen({})).toBeNull();
    expect(seen({ monitors: [monitor(false)], page: outage })).toBeNull();
  });

  test('disagree when the page says that all is well and a check fails', () => {
    expect(seen({ monitors: [monitor(false)] })).toBe(
      'page says All Systems Operational, our checks see trouble: Public API',
    );
  });

  test('disagree when errors are above the runbook’s criteria, whatever the monitors see', () => {
    expect(seen({ criteria: [errors('building')] })).toContain('error rate of search-service canary');
    expect(seen({ criteria: [errors('tripped')] })).not.toBeNull();
    expect(seen({ criteria: [errors('good')] })).toBeNull();
  });

  test('disagree when the page speaks of an outage and every check is well', () => {
    expect(seen({ page: outage })).toBe('page says Partial System Outage, our checks are all well');
    expect(seen({ page: page('maintenance', 'Service Under Maintenance') })).toBeNull();
  });

  test('say nothing where one of them is not known: old checks are no proof, nor is a page that was not read lately', () => {
    expect(seen({ page: outage, monitors: [] })).toBeNull();
    expect(seen({ page: outage, monitors: [monitor(true, NOW - 31_000)] })).toBeNull();
    expect(seen({ monitors: [monitor(false, NOW - 31_000)] })).toBeNull();
    expect(seen({ monitors: [monitor(false)], page: null })).toBeNull();
    // Cut off from the network nothing answers, and the page grows old before the two minutes are over.
    expect(seen({ monitors: [monitor(false)], page: page('none', 'well', NOW - 91_000) })).toBeNull();
  });
});

describe('what is not known', () => {
  test('is no agreement: neither a page that is silent, nor criteria without data, nor a monitor that grew old', () => {
    expect(compared({}).state).toBe('agree');
    expect(compared({ page: null }).state).toBe('unknown');
    expect(compared({ criteria: [] }).state).toBe('unknown');
    expect(compared({ criteria: calm.map((one) => ({ ...one, verdict: 'unknown' })) }).state).toBe('unknown');
    expect(compared({ monitors: [monitor(true, NOW - 31_000)] }).state).toBe('unknown');
  });
});

describe('an incident that is posted while the word for the whole stays the same', () => {
  const posted = {
    ...page('none', 'All Systems Operational'),
    incidents: [{ name: 'Search is failing', status: 'investigating', updatedAt: NOW }],
  };
  test('tells the public what our checks see; when they are all well, too, nothing disagrees', () => {
    expect(compared({ monitors: [monitor(false)], page: posted }).state).toBe('agree');
    expect(compared({ page: posted }).state).toBe('agree');
  });

  test('a word that nobody knows is no agreement', () => {
    expect(compared({ page: page('purple', 'Purple') }).state).toBe('unknown');
    expect(compared({ monitors: [monitor(false)], page: page('purple', 'Purple') }).state).toBe('unknown');
  });
});
