import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import type { BenchApp } from './bench-app.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Builds the pages of 24 charts into the windows' bundle of an app under measurement, and nowhere else. */
export async function buildChartsPages(bundle: string): Promise<void> {
  const outDir = join(bundle, '..', 'charts');
  await build({
    ...{ root: here, base: './', configFile: false, logLevel: 'error', plugins: [react()] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      rolldownOptions: { input: [join(here, 'charts.html'), join(here, 'recharts.html')] },
    },
  });
  mkdirSync(join(bundle, 'assets'), { recursive: true });
  for (const page of ['charts.html', 'recharts.html']) copyFileSync(join(outDir, page), join(bundle, page));
  // The same page: it goes by its name.
  copyFileSync(join(outDir, 'recharts.html'), join(bundle, 'recharts-thinned.html'));
  for (const name of readdirSync(join(outDir, 'assets')))
    copyFileSync(join(outDir, 'assets', name), join(bundle, 'assets', name));
}

/** Every window shows 24 of the app's live charts, 24 of Recharts (with all points, or 300), or what is its own. */
export async function showCharts(
  app: BenchApp,
  shown: 'charts' | 'recharts' | 'recharts-thinned' | 'own',
): Promise<void> {
  await app.main(async ({ electron }, wantedPage) => {
    await Promise.all(
      electron.BrowserWindow.getAllWindows().map(({ webContents: contents }) => {
        // Recharts takes all there is: a page that answers late is no hang then, as under a debugger.
        if (wantedPage.startsWith('recharts')) contents.isDevToolsOpened = () => true;
        const [page = '', hash = ''] = contents.getURL().split('#');
        const wanted = page.replace(
          /[a-z-]+\.html$/,
          wantedPage !== 'own' ? `${wantedPage}.html` : hash.startsWith('/wall') ? 'wall.html' : 'index.html',
        );
        return wanted === page ? undefined : contents.loadURL(`${wanted}#${hash}`);
      }),
    );
  }, shown);
}
