import { bad, good, noAnswer, unknown } from '../finding.ts';
import type { Look } from '../parts.ts';

const isSame = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** A vendor says that all is well, on the whole or of one component. */
export const lookAtVendor: Look<'vendor-status'> = async (check, { looks }, signal) => {
  const seen = await looks.statusPage.summary(check.page, signal);
  if (!seen.ok) return noAnswer(seen.error);
  const { status, components, incidents } = seen.value;
  const open =
    incidents.length === 0
      ? ''
      : ` Open: ${incidents
          .slice(0, 3)
          .map(({ name }) => name)
          .join('; ')}.`;
  const { vendor, component } = check;
  if (component === undefined) {
    const text = `${vendor}: ${status.description}.${open}`;
    return status.indicator === 'none' ? good(text) : bad(text);
  }
  const found = components.find(({ name }) => isSame(name, component));
  if (found === undefined) return unknown(`The status page of ${vendor} lists no "${component}".`);
  const text = `${vendor}, ${found.name}: ${found.status.replaceAll('_', ' ')}.`;
  return found.status === 'operational' ? good(text) : bad(`${text}${open}`);
};
