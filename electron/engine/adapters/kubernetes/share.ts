/** A share of `replicas` in percent, rounded up (reconciled 9); the rounding forgives what floating point adds. */
export const shareOf = (replicas: number, percent: number): number =>
  Math.max(0, Math.ceil((replicas * percent) / 100 - 1e-9));
