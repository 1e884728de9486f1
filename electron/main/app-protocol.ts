import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { appScheme } from './addresses.ts';
import { bundleFile } from './bundle-file.ts';
import { answerHeaders } from './content-policy.ts';

/**
 * Must run before the app is ready: app:// is a standard, secure scheme, so that pages have an origin. What was compiled of
 * their scripts is kept in the profile, as for https: it is half of a window's start.
 */
export const registerAppScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
};

/** Serves the built windows over app://; what is not in the bundle is a 404 without a word about why. */
export const serveBundle = (session: Session, bundle: string): void => {
  session.protocol.handle(appScheme, async (request) => {
    const file = request.method === 'GET' ? await bundleFile(bundle, request.url) : null;
    if (file === null) return new Response('Not found', { status: 404, headers: answerHeaders('text/plain') });
    return new Response(new Uint8Array(await readFile(file.path)), { headers: answerHeaders(file.contentType) });
  });
};

/** Node makes its `Request` when it is first named, in 60 ms: while the first window's process starts, not when it waits for its page. */
export const warmBundle = (): void => void globalThis.Request;
