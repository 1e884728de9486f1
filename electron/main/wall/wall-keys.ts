import type { BrowserWindow, Input } from 'electron';

/** Of what is pressed with others, what somebody needs who writes a filter: letters that a keyboard has with Option, cut and paste. */
const isForField = ({ key, alt, control, meta }: Input): boolean =>
  control || meta ? !alt && /^[acvxz]$/i.test(key) : alt && key.length === 1;

/**
 * The keys of a wall window: F11 leaves full screen for a while and comes back to it. What Chromium would do with a key
 * (close, reload, zoom, go back, print) is left out: somebody leans on that keyboard.
 */
export function guardKeys(window: BrowserWindow): void {
  window.webContents.on('before-input-event', (event, input) => {
    if (input.key === 'F11') {
      event.preventDefault();
      if (input.type === 'keyDown' && !input.isAutoRepeat) window.setFullScreen(!window.isFullScreen());
      return;
    }
    if (!isForField(input) && (input.control || input.meta || input.alt || /^(F\d+|Browser.*)$/.test(input.key)))
      event.preventDefault();
  });
}
