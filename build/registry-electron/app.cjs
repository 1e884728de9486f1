/**
 * Stands where Electron's own default app would be, in the Electron taken from the package registry: opens the app
 * folder that the command line names, as `electron FOLDER` does. Modules asked for with -r are loaded first.
 */
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const asked = process.argv.slice(1);
const modules = [];
let folder;
for (let index = 0; index < asked.length; index += 1) {
  const word = asked[index];
  if (word === '-r' || word === '--require') {
    index += 1;
    modules.push(asked[index]);
  } else if (!word.startsWith('-')) {
    folder = resolve(word);
    break;
  }
}
for (const name of modules) require(resolve(name));

if (folder === undefined) {
  process.stdout.write(`Electron ${process.versions.electron}: name the folder of an app.\n`);
  app.exit(0);
} else {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setName(about.productName ?? about.name);
  app.setVersion(about.version);
  app.setAppPath(folder);
  require(resolve(folder, about.main));
}
