import { bad, good, noAnswer } from '../finding.ts';
import { connected } from '../parts.ts';

const word = (isOn: boolean): string => (isOn ? 'on' : 'off');

/** Every flag is as it is wanted. */
export const lookAtFlags = connected<'flags'>(async (check, { outside }, signal) => {
  const seen = await Promise.all(check.flags.map((flag) => outside.flags.read(flag, check.environment, signal)));
  const wrong = seen.flatMap((one) => {
    if (one.ok) return one.value.isOn === check.on ? [] : [`${one.value.flag} is ${word(one.value.isOn)}`];
    return one.error.cause === 'not-found' ? [one.error.message.replace(/\.$/, '')] : [];
  });
  if (wrong.length > 0) return bad(`${wrong.join('; ')} (wanted ${word(check.on)} in ${check.environment}).`);
  const failed = seen.find((one) => !one.ok);
  if (failed !== undefined && !failed.ok) return noAnswer(failed.error);
  return good(`${check.flags.join(', ')}: ${word(check.on)} in ${check.environment}.`);
});
