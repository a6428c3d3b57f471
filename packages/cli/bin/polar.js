#!/usr/bin/env node
// Starts the built command. Committed, so that `npm ci` links `polar` before anything is built.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const built = new URL('../../../dist/cli.js', import.meta.url);
if (existsSync(fileURLToPath(built))) {
  // What was compiled is kept for the next time, where this Node can; it is the greater part of a short command.
  module.enableCompileCache?.();
  await import(built.href);
} else {
  console.error('polar is not built yet. Run `npm run build` in the root of Polar Tools, then try again.');
  process.exitCode = 2;
}
