const steps = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];

/**
 * A round upper end for a chart that holds every value with some air, and `reach` (the limit that matters) with more;
 * never below `least`.
 */
export function upperEnd(lines: readonly (readonly (number | null)[])[], reach: number | null, least: number): number {
  let top = Math.max(least, (reach ?? 0) * 1.5);
  for (const values of lines) for (const value of values) if (value !== null && value * 1.12 > top) top = value * 1.12;
  const magnitude = 10 ** Math.floor(Math.log10(top));
  return (steps.find((step) => step * magnitude >= top) ?? 10) * magnitude;
}
