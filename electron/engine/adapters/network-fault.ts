import type { Fault, FaultCause } from '#shared/lib/trouble.ts';

/** What was being done and where, in words: `read the flag kill-switch`, `Unleash at https://flags.example`. */
export type Doing = {
  readonly what: string;
  readonly where: string;
  /** True when the request changes something: an answer that got lost is then `outcome-unknown`. */
  readonly changes: boolean;
};

/** Codes of a connection that was never made: nothing can have been done on the other side. */
const neverSent: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its name is unknown to DNS',
  EAI_AGAIN: 'DNS does not answer',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'this machine has no network to it',
  ELINKLOCAL: 'its name leads to a link-local address, and those are never asked',
  UND_ERR_CONNECT_TIMEOUT: 'it does not accept a connection',
};

const lostOnTheWay: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection was closed before the answer came',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped half-way',
  UND_ERR_DESTROYED: 'the connection was closed by this console',
};

const isTlsCode = (code: string): boolean =>
  /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO)/.test(code);

/** The innermost error code of a chain of causes (fetch and connection pools wrap them), or ''. */
export function causeCode(error: unknown): string {
  let code = '';
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') code = at.code;
    if (at instanceof AggregateError && code === '') code = causeCode(at.errors[0]);
  }
  return code;
}

/** What a signal was aborted for: our own time limit, or a person. A change that was on its way is unknown either way. */
function abortFault(doing: Doing, reason: unknown): Fault {
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError';
  if (isTimeout) return lost(doing, 'timeout', `${doing.where} did not answer in time`);
  return doing.changes ? lost(doing, 'cancelled', 'it was cancelled before the answer came') : cancelledFault(doing);
}

/** Given up by a person before anything was asked. */
export const cancelledFault = (doing: Doing): Fault => ({
  kind: 'fault',
  cause: 'cancelled',
  message: `Cancelled: did not ${doing.what}.`,
  retryable: true,
});

/** Classifies what a request threw, once, into words for a person. Never shows the library's own message. */
export function networkFault(error: unknown, doing: Doing, signal?: AbortSignal): Fault {
  if (signal?.aborted) return abortFault(doing, signal.reason);
  const isAbort = error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
  if (isAbort) return abortFault(doing, error);
  const code = causeCode(error);
  const refused = neverSent[code];
  if (refused !== undefined) {
    return fault(
      'unreachable',
      `Could not ${doing.what}: ${doing.where} can't be reached, ${refused} (${code}).`,
      true,
    );
  }
  if (isTlsCode(code)) {
    return {
      ...fault(
        'unreachable',
        `Could not ${doing.what}: the certificate of ${doing.where} isn't trusted (${code}).`,
        false,
      ),
      hint: 'Check the CA file in the connection settings and that the address is the right one.',
    };
  }
  const broken = lostOnTheWay[code];
  if (broken !== undefined) return lost(doing, 'unreachable', `${doing.where}: ${broken} (${code})`);
  const name = error instanceof Error ? error.name : typeof error;
  return lost(
    doing,
    'unexpected',
    `${doing.where} failed in an unexpected way (${[name, code].filter(Boolean).join(' ')})`,
  );
}

/** A request that was sent and whose answer is missing: unknown when it changes something, else the given cause. */
export function lost(doing: Doing, cause: FaultCause, why: string): Fault {
  if (!doing.changes) return fault(cause, `Could not ${doing.what}: ${why}.`, true);
  return {
    kind: 'fault',
    cause: 'outcome-unknown',
    message: `Asked to ${doing.what}, but ${why}. It may or may not have happened.`,
    hint: 'It is looked at again before anything else is done.',
    retryable: false,
  };
}

function fault(cause: FaultCause, message: string, retryable: boolean): Fault {
  return {
    kind: 'fault',
    cause,
    message,
    retryable,
    ...(cause === 'unreachable' ? { hint: 'Check the network and VPN of this machine, then try again.' } : {}),
  };
}
