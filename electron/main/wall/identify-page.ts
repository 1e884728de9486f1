import type { ScreenNumber } from '#shared/contract/window-calls.ts';
import { inertText } from '#shared/lib/inert-text.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const plain = (text: string): string => inertText(text).replace(/[&<>"]/g, (letter) => escapes[letter] ?? '');

/** What is said beside a monitor's number. */
export const screensText = (screens: readonly ScreenNumber[]): string => {
  if (screens.length === 0) return 'no screen of the wall';
  const last = screens.at(-1);
  return screens.length === 1 ? `screen ${last}` : `screens ${screens.slice(0, -1).join(', ')} and ${last}`;
};

/** A page with a monitor's number; without script, network or anything else but these words. */
export const identifyPage = (monitor: {
  readonly number: number;
  readonly label: string;
  readonly isPrimary: boolean;
  readonly screens: readonly ScreenNumber[];
}): string => {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Monitor ${monitor.number}</title>
<style>
html { background: #10161e; color: #e8eef4; font: 20px/1.35 Inter, system-ui, sans-serif; height: 100% }
body { height: 100%; margin: 0 }
main { box-sizing: border-box; height: 100%; padding: 16px 24px; border: 3px solid #6aa9ff; overflow: hidden;
  display: flex; flex-direction: column; justify-content: center; text-align: center }
h1 { margin: 0; font-size: 168px; line-height: 1; font-weight: 700 }
span { color: #a9b7c6; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
</style>
<main>
<h1>${monitor.number}</h1>
<span>${plain(monitor.label) || 'monitor without a name'}${monitor.isPrimary ? ', the commander’s' : ''}</span>
<strong>${screensText(monitor.screens)}</strong>
</main>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
};
