import { askMain } from '../../../bridge/bridge.ts';
import { close, show } from '../../../stores/view.ts';

const setPresenter = (isPresenter: boolean) => () => void askMain('window.setWall', { isPresenter }).then(close);

/** What the palette can do with the wall. */
export const wallEntries = () => [
  { id: 'wall-open', text: 'Open the wall', act: () => void askMain('window.openWall', {}).then(close) },
  { id: 'wall-close', text: 'Close the wall', act: () => void askMain('window.closeWall', {}).then(close) },
  { id: 'wall-identify', text: 'Identify monitors', act: () => void askMain('window.identify', {}).then(close) },
  { id: 'presenter-on', text: 'Presenter mode on: visitors are in the room', act: setPresenter(true) },
  { id: 'presenter-off', text: 'Presenter mode off', act: setPresenter(false) },
  { id: 'wall-settings', text: 'Wall: which screen is on which monitor', act: () => show('settings', 'wall') },
];
