/** The Electron that this version is made for, put in by build/vite/main.config.ts. */
declare const __TMINUS_ELECTRON__: string;
/** Address of Vite's server under `npm run dev`, put in by Electron Forge; undefined in every built app. */
declare const MAIN_WINDOW_VITE_DEV_SERVER_URL: string | undefined;
