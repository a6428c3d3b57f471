#!/usr/bin/env node
// Starts the built command. Committed, so that `npm ci` links `polar` before anything is built.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = new URL('../../../dist/cli.js', import.meta.url);
if (existsSync(fileURLToPath(built))) {
  await import(built.href);
} else {
  console.error('polar is not built yet. Run `npm run build` in the root of Polar Tools, then try again.');
  process.exitCode = 2;
}
