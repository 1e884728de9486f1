/** What stands where a value isn't known: never a zero. */
export const noValue = '–';

const group = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1,240` or `0.04`: grouped, with a fixed number of digits so that it doesn't jump. */
export function figure(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return noValue;
  const [whole = '0', fraction] = Math.abs(value).toFixed(digits).split('.');
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? '-' : '';
  return `${sign}${group(whole)}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `142 ms`, from a second on `5.1 s`: how long an answer took, short enough for a column. */
export const answerTime = (ms: number | null | undefined): string =>
  ms === null || ms === undefined || ms < 999.5 ? `${figure(ms)} ms` : `${figure(ms / 1000, 1)} s`;

/** `0.04 %`; from ten on one digit is enough. */
export const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? noValue : `${figure(value, Math.abs(value) >= 10 ? 1 : 2)} %`;

/** `+3.9 %`: how far `value` is from `base`; unknown when either is. */
export function difference(value: number | null | undefined, base: number | null | undefined): string {
  if (value === null || value === undefined || !base) return noValue;
  const points = (value / base - 1) * 100;
  return `${points >= 0 ? '+' : ''}${figure(points, 1)} %`;
}
