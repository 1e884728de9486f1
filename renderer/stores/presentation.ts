import { create } from 'zustand';
import type { Presentation } from '#shared/contract/window-calls.ts';
import { askMain, on } from '../bridge/bridge.ts';

/** How this window shows things. Until main has said it, a wall hides what isn't for visitors: better late than shown. */
export const usePresentation = create<Presentation>(() => ({
  density: 'comfortable',
  isPresenter: window.location.hash.startsWith('#/wall'),
  screens: [],
  sharing: 'grid',
  rotationMs: 20_000,
  cameBackAt: null,
}));

/**
 * True while visitors look at this window: people's names, log lines, messages' texts, addresses, notes and reasons are
 * left out (`Hidden` draws what stands in their place); values and states stay. Never true on the console.
 */
export const usePresenter = (): boolean => usePresentation((presentation) => presentation.isPresenter);

function take(presentation: Presentation): void {
  const { dataset } = document.documentElement;
  dataset.density = presentation.density;
  dataset.presenter = String(presentation.isPresenter);
  usePresentation.setState(presentation);
}

/** Follows what main says about this window; what comes back ends it. */
export function followPresentation(): () => void {
  const end = on('window.state', take);
  void askMain('window.info', {}).then((info) => {
    if (info.ok) take(info.value.presentation);
  });
  return end;
}
