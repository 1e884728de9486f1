const SECRET_NAME = /pass|secret|token|key|auth|signature|sig$|credential/i;
const HIDDEN = '•••';

/** An address as it may be shown: no user, no password, and no query value whose name says that it is a secret. */
export function shownUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  const words = [...url.searchParams].map(([name, value]) => `${name}=${SECRET_NAME.test(name) ? HIDDEN : value}`);
  return `${url.origin}${url.pathname}${words.length === 0 ? '' : `?${words.join('&')}`}`;
}
