/** Where the app's own pages come from, and nothing else. */
export const appScheme = 'app';
export const appHost = 'tminus';
export const appOrigin = `${appScheme}://${appHost}`;

/**
 * True for an address of our own pages: scheme and host compared for equality, no user, no port. `devServer` is the
 * origin of Vite's server under `npm run dev`; a built app has none.
 */
export const isOwnAddress = (address: string, devServer?: string): boolean => {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '') return false;
  if (devServer !== undefined && url.origin === new URL(devServer).origin) return true;
  return url.protocol === `${appScheme}:` && url.hostname === appHost && url.port === '';
};
