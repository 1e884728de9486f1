/** A bug of ours: something that can't be, was. Caught only at the top, shown calmly with its id. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws an {@link InvariantError} with `message` unless `condition` holds. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Names a case that the types say can't happen. */
export function never(value: never, where: string): never {
  throw new InvariantError(`${where}: unknown case ${JSON.stringify(value)}`);
}
