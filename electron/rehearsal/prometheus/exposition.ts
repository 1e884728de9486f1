import type { Labels, SeriesStore } from '../traffic/series.ts';

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

function line(labels: Labels, value: number): string {
  const { __name__: name = '', ...rest } = labels;
  const pairs = Object.entries(rest).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}{${pairs.join(',')}} ${value}\n`;
}

/**
 * What is measured now, in the text format that a real Prometheus scrapes. Whatever has no sample in the newest step is gone;
 * `up` is left to the one who scrapes. Without times of its own: those are launch time.
 */
export function exposition(series: SeriesStore): string {
  const step = series.newestStep;
  const lines = series.names().flatMap((name) => {
    if (name === 'up') return [];
    return series.named(name).flatMap((one) => {
      const value = one.at(step);
      return Number.isNaN(value) ? [] : [line(one.labels, value)];
    });
  });
  return lines.join('');
}
