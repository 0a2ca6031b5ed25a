// Asks Netlify's own bundler which functions it finds: `node bundle.js FOLDER`.
// It leaves out in silence what it takes for no Rust program, so that each of ours is looked for here, with its schedule.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { zipFunctions } from '@netlify/zip-it-and-ship-it';
import toml from 'toml';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node bundle.js FOLDER');
  process.exit(2);
}
const house = resolve(import.meta.dirname, '..');
const read = async (path) => toml.parse(await readFile(join(house, path), 'utf8'));

// What is a lambda is said once: by what it needs in `functions/Cargo.toml`.
const lambdas = (await read('functions/Cargo.toml')).bin
  .filter((bin) => bin['required-features']?.includes('lambda'))
  .map((bin) => bin.name);
// `directory` is no function; the rest of the section is as the bundler wants it.
const { directory, ...config } = (await read('netlify.toml')).functions;
const unknown = Object.keys(config).filter((name) => !lambdas.includes(name));
const wrong = unknown.map((name) => `netlify.toml configures \`${name}\`, which is no function`);

const zips = await mkdtemp(join(tmpdir(), 'functions-'));
try {
  const manifest = join(zips, 'manifest.json');
  await zipFunctions(folder, zips, { config, manifest, repositoryRoot: house });
  const { functions } = JSON.parse(await readFile(manifest, 'utf8'));
  for (const name of lambdas) {
    const found = functions.find((one) => one.name === name);
    const schedule = config[name]?.schedule;
    if (!found) wrong.push(`\`${name}\` is not found: is the binary there, and does it have its symbols?`);
    else if (found.runtime !== 'rs') wrong.push(`\`${name}\` is taken for \`${found.runtime}\``);
    else if (found.schedule !== schedule) wrong.push(`\`${name}\` runs at \`${found.schedule}\`, not at \`${schedule}\``);
    else {
      const { size } = await stat(found.path);
      console.log(`${name}: ${found.runtime}, ${(size / 1e6).toFixed(1)} MB zipped${schedule ? `, at "${schedule}"` : ''}`);
    }
  }
  const others = functions.filter((one) => !lambdas.includes(one.name));
  wrong.push(...others.map((one) => `\`${one.name}\` is found, which is no function of ours`));
} finally {
  await rm(zips, { recursive: true });
}
wrong.forEach((line) => console.error(`error: ${line}`));
process.exitCode = wrong.length > 0 ? 1 : 0;
