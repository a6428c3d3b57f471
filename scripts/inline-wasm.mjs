import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where it does that. */
const LOADING = /const wasmPath = [^\n]*\n(const wasmBytes = )require\('fs'\)\.readFileSync\(wasmPath\)/;

/** The reader of `.editorconfig` loads WebAssembly from a file beside it: in a bundle of one file, its bytes stand in the text. */
export const inlineWasm = {
  name: 'inline-wasm',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@one-ini[\\/]wasm[\\/]one_ini\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const bytes = readFileSync(join(dirname(path), 'one_ini_bg.wasm')).toString('base64');
      const contents = source.replace(LOADING, `$1Buffer.from('${bytes}', 'base64')`);
      if (contents === source) throw new Error(`${path} reads its WebAssembly in another way than it did.`);
      return { contents, loader: 'js' };
    });
  },
};
