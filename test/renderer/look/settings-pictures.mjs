import { click, fill, inTurn, press, sees, small } from './acts.mjs';

const source = (name) => (page) =>
  page.getByRole('navigation', { name: 'Sources' }).getByText(name, { exact: true }).click();
const opens = (...acts) => inTurn(press(','), sees('Kubeconfig'), ...acts);
const fromPalette = (text) =>
  inTurn(press('Control+k'), (page) => page.getByPlaceholder(/Type a view/).fill(text), press('Enter'));
const production = { scenario: 'atGate', keychain: 'keyring' };

/** What belongs to this machine: sources and their secrets. */
export const settingsPictures = [
  { name: 'settings-cluster', wanted: production, act: opens() },
  { name: 'settings-cluster-test', wanted: production, act: opens(click('Allow exactly this'), click('Test')) },
  { name: 'settings-cluster-1280', size: small, wanted: production, act: opens(click('Test')) },
  {
    name: 'settings-from-palette',
    wanted: production,
    act: opens(
      fromPalette('which screen is on which monitor'),
      sees(/^Presenter mode: visitors see/),
      click('Sources'),
      fromPalette('which screen is on which monitor'),
      sees(/^Presenter mode: visitors see/),
    ),
  },
  { name: 'settings-prometheus', wanted: production, act: opens(source('Prometheus'), click('Test')) },
  {
    name: 'settings-prometheus-light',
    wanted: production,
    theme: 'light',
    act: opens(source('Prometheus'), fill('Address', 'prometheus'), fill('Token', 'secret'), click('Save')),
  },
  { name: 'settings-flags', wanted: production, act: opens(source('Feature flags')) },
  { name: 'settings-slack-moved', wanted: { ...production, keychain: 'moved' }, act: opens(source('Slack')) },
  {
    name: 'settings-webhooks',
    wanted: { ...production, keychain: 'none' },
    act: opens(source('Webhooks'), click('Add a channel'), fill('Channel 1: In the runbook', 'public-page')),
  },
  { name: 'settings-monitors', wanted: production, act: opens(source('Monitors'), click('Add a page'), click('Save')) },
  {
    name: 'settings-first-run',
    wanted: { scenario: 'firstRun', keychain: 'none' },
    act: inTurn(press(','), sees('Kubeconfig')),
  },
];
