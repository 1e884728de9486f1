/**
 * Run by Node 24, by electron.mjs: fetches the Electron of package `electron` with that package's own downloader, which
 * honours ELECTRON_MIRROR. A short look first, so that a machine that cannot reach it knows within seconds.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { inTree } from './paths.mjs';

const ofElectron = createRequire(inTree('node_modules', 'electron', 'install.js'));
const { version } = ofElectron('./package.json');

/** Asks the address that the downloader would use (so that a mirror counts) whether the file is there. */
const look = {
  /** @param {string} url */
  download: async (url) => {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(8000) });
    throw new Error(answer.ok ? 'there' : `the release page answered ${answer.status}`);
  },
};

const { downloadArtifact, initializeProxy } = await import(ofElectron.resolve('@electron/get'));
initializeProxy();
try {
  await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    cacheRoot: process.env.electron_config_cache,
    checksums: ofElectron('./checksums.json'),
    downloader: look,
  });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  if (message !== 'there') {
    console.error(`${message}${cause}`);
    process.exit(2);
  }
}
process.exit(spawnSync(process.execPath, [ofElectron.resolve('./install.js')], { stdio: 'inherit' }).status ?? 1);
