import type { JsonObject } from '../json.ts';

/** An error the API answers with: becomes a `Status` object. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;
  readonly reason: string;
  readonly details: JsonObject | undefined;
  readonly headers: Record<string, string>;
  constructor(
    code: number,
    reason: string,
    message: string,
    details?: JsonObject,
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.headers = headers;
  }

  toStatus(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason ? { reason: this.reason } : {}),
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

type Named = { readonly group: string; readonly plural: string };
const qualified = (of: Named): string => (of.group ? `${of.plural}.${of.group}` : of.plural);
const detailsOf = (of: Named, name: string): JsonObject => ({
  name,
  ...(of.group ? { group: of.group } : {}),
  kind: of.plural,
});

export type Cause = { readonly field: string; readonly message: string; readonly reason?: string };

export const notFound = (of: Named, name: string) =>
  new ApiError(404, 'NotFound', `${qualified(of)} "${name}" not found`, detailsOf(of, name));
export const noSuchPath = () => new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
export const alreadyExists = (of: Named, name: string) =>
  new ApiError(409, 'AlreadyExists', `${qualified(of)} "${name}" already exists`, detailsOf(of, name));
export const conflict = (of: Named, name: string, why: string) =>
  new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(of)} "${name}": ${why}`,
    detailsOf(of, name),
  );
export const OBJECT_MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again';
export const badRequest = (message: string) => new ApiError(400, 'BadRequest', message);
export const unauthorized = () => new ApiError(401, 'Unauthorized', 'Unauthorized');
export const methodNotAllowed = () =>
  new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
export const unsupportedMedia = (type: string, accepted: readonly string[]) =>
  new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}${type ? '' : ' (none was given)'}`,
  );
export const forbidden = (of: Named, name: string, user: string, verb: string, namespace: string) =>
  new ApiError(
    403,
    'Forbidden',
    `${qualified(of)}${name ? ` "${name}"` : ''} is forbidden: User "${user}" cannot ${verb} resource "${of.plural}" in API group "${of.group}"${
      namespace ? ` in the namespace "${namespace}"` : ' at the cluster scope'
    }`,
    detailsOf(of, name),
  );
export const expired = (message: string) => new ApiError(410, 'Expired', message);
export const invalid = (group: string, kind: string, name: string, causes: readonly Cause[]) => {
  const lines = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const text = lines.length === 1 ? (lines[0] ?? '') : `[${lines.join(', ')}]`;
  return new ApiError(422, 'Invalid', `${kind}${group ? `.${group}` : ''} "${name}" is invalid: ${text}`, {
    ...(name ? { name } : {}),
    ...(group ? { group } : {}),
    kind,
    causes: causes.map((cause) => ({
      reason: cause.reason ?? 'FieldValueInvalid',
      message: cause.message,
      field: cause.field,
    })),
  });
};
/**
 * What a real server says when a JSON patch's `test` fails or its path isn't there: not which one. `why` is for whoever debugs the
 * environment; it stays here.
 */
class UnprocessablePatch extends ApiError {
  readonly why: string;
  constructor(why: string) {
    super(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
    this.why = why;
  }
}
export const unprocessable = (why: string) => new UnprocessablePatch(why);
