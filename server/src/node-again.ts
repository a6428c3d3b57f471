/**
 * Starts the server from what was compiled when it last ran, where Node can keep that: `--compile-cache=FOLDER`, a folder that only
 * this user can write. Two fifths of the time to the first answer would go into compiling.
 */
import nodeModule from 'node:module';

const option = '--compile-cache=';
const folder = process.argv.find((argument) => argument.startsWith(option))?.slice(option.length);
/** What the first minute compiled is kept even if the process is ended without a word. */
const KEEP_AFTER_MS = 60_000;

// Since Node 22.1 and 22.10; before, the server starts as ever.
if (folder !== undefined && folder !== '' && nodeModule.enableCompileCache !== undefined) {
  nodeModule.enableCompileCache(folder);
  setTimeout(() => nodeModule.flushCompileCache?.(), KEEP_AFTER_MS).unref();
}
// The bundle beside this one.
require('./server.cjs');
