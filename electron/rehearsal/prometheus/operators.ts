import type { Matching } from './parser.ts';
import type { Sample, Value } from './value.ts';
import { labelKey, onlyLabels, scalar, vector, withoutLabels } from './value.ts';

/** What a Prometheus answers with `errorType: execution` and 422. */
export class ExecutionError extends Error {
  override readonly name = 'ExecutionError';
}

const ARITHMETIC: Record<string, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

const COMPARE: Record<string, (left: number, right: number) => boolean> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
};

export type Operation = { readonly operator: string; readonly isBool: boolean; readonly matching: Matching | null };

/** The value of `left operator right`, or null where a comparison filters it out. `kept` is the value that survives a filter. */
function compute(operation: Operation, left: number, right: number, kept: number): number | null {
  const arithmetic = ARITHMETIC[operation.operator];
  if (arithmetic) return arithmetic(left, right);
  const holds = COMPARE[operation.operator]?.(left, right) ?? false;
  if (operation.isBool) return holds ? 1 : 0;
  return holds ? kept : null;
}

const isFilter = ({ operator, isBool }: Operation): boolean => operator in COMPARE && !isBool;

function signature(sample: Sample, matching: Matching | null): string {
  if (matching?.on) return labelKey(onlyLabels(sample.labels, matching.labels));
  return labelKey(withoutLabels(sample.labels, '__name__', ...(matching?.labels ?? [])));
}

function withScalar(operation: Operation, samples: readonly Sample[], other: number, isScalarLeft: boolean): Value {
  return vector(
    samples.flatMap((sample) => {
      const [left, right] = isScalarLeft ? [other, sample.value] : [sample.value, other];
      const value = compute(operation, left, right, sample.value);
      if (value === null) return [];
      return [{ labels: isFilter(operation) ? sample.labels : withoutLabels(sample.labels, '__name__'), value }];
    }),
  );
}

function indexOf(samples: readonly Sample[], operation: Operation, side: string): Map<string, Sample> {
  const index = new Map<string, Sample>();
  for (const sample of samples) {
    const key = signature(sample, operation.matching);
    if (index.has(key)) {
      throw new ExecutionError(
        `found duplicate series for the match group {${key}} on the ${side} hand-side of the operation; many-to-many matching not allowed: matching labels must be unique on one side`,
      );
    }
    index.set(key, sample);
  }
  return index;
}

function oneToOne(operation: Operation, left: readonly Sample[], right: readonly Sample[]): Value {
  const others = indexOf(right, operation, 'right');
  indexOf(left, operation, 'left');
  return vector(
    left.flatMap((sample) => {
      const other = others.get(signature(sample, operation.matching));
      const value = other ? compute(operation, sample.value, other.value, sample.value) : null;
      if (value === null) return [];
      const { matching } = operation;
      const bare = withoutLabels(sample.labels, '__name__');
      const labels = matching
        ? matching.on
          ? onlyLabels(bare, matching.labels)
          : withoutLabels(bare, ...matching.labels)
        : bare;
      return [{ labels: isFilter(operation) && !matching ? sample.labels : labels, value }];
    }),
  );
}

function setOperation(operation: Operation, left: readonly Sample[], right: readonly Sample[]): Value {
  const of = (samples: readonly Sample[]) => new Set(samples.map((sample) => signature(sample, operation.matching)));
  if (operation.operator === 'or') {
    const held = of(left);
    return vector([...left, ...right.filter((sample) => !held.has(signature(sample, operation.matching)))]);
  }
  const others = of(right);
  return vector(
    left.filter((sample) => others.has(signature(sample, operation.matching)) === (operation.operator === 'and')),
  );
}

/** A binary operation between scalars and instant vectors, with the vector matching of Prometheus, one to one. */
export function operate(operation: Operation, left: Value, right: Value): Value {
  if (left.is === 'matrix' || right.is === 'matrix')
    throw new ExecutionError('binary expression must contain only scalar and instant vector types');
  const isSet = ['and', 'or', 'unless'].includes(operation.operator);
  if (left.is === 'scalar' && right.is === 'scalar') {
    if (isSet) throw new ExecutionError(`set operator "${operation.operator}" not allowed in binary scalar expression`);
    if (isFilter(operation)) throw new ExecutionError('comparisons between scalars must use BOOL modifier');
    return scalar(compute(operation, left.value, right.value, left.value) ?? Number.NaN);
  }
  if (left.is === 'vector' && right.is === 'vector')
    return isSet
      ? setOperation(operation, left.samples, right.samples)
      : oneToOne(operation, left.samples, right.samples);
  if (isSet) throw new ExecutionError(`set operator "${operation.operator}" not allowed in binary scalar expression`);
  if (left.is === 'scalar' && right.is === 'vector') return withScalar(operation, right.samples, left.value, true);
  if (left.is === 'vector' && right.is === 'scalar') return withScalar(operation, left.samples, right.value, false);
  throw new ExecutionError(`unsupported operands of ${operation.operator}`);
}
