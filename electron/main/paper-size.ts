/** Countries whose printers hold Letter (Unicode CLDR, "paperSize"). */
const letter: ReadonlySet<string> = new Set([
  ...['BZ', 'CA', 'CL', 'CO', 'CR', 'GT', 'MX', 'NI', 'PA', 'PH', 'PR', 'SV', 'US', 'VE'],
]);

/** The size of paper in a country, A4 where none is known. */
export const paperSize = (country: string): 'A4' | 'Letter' => (letter.has(country.toUpperCase()) ? 'Letter' : 'A4');
