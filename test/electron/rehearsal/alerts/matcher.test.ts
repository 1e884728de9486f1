import { expect, test } from 'vitest';
import { alertMatcher, BadMatcher } from '#rehearsal/alerts/matcher.ts';

const labels = { alertname: 'HighErrorRate', service: 'api-gateway', note: 'a "b" \\ c' };
const fits = (filter: string) => alertMatcher(filter)(labels);

test('a matcher compares one label, as a whole', () => {
  expect(fits('alertname="HighErrorRate"')).toBe(true);
  expect(fits(' alertname = HighErrorRate ')).toBe(true);
  expect(fits('alertname="High"')).toBe(false);
  expect(fits('alertname=~"High"')).toBe(false);
  expect(fits('alertname=~"High.*|Low.*"')).toBe(true);
  expect(fits('service!~"api-.*"')).toBe(false);
  expect(fits('note="a \\"b\\" \\\\ c"')).toBe(true);
});

test('a label that is not there is empty', () => {
  expect(fits('team=""')).toBe(true);
  expect(fits('team!="platform"')).toBe(true);
  expect(fits('team=~".+"')).toBe(false);
});

test.each(['', 'alertname', '="x"', 'alert name="x"', 'alertname="x" y"', 'alertname=~"("'])(
  'what is no matcher is refused: %s',
  (filter) => expect(() => alertMatcher(filter)).toThrow(BadMatcher),
);
