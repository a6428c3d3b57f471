import { createRequire } from 'node:module';
import { createApp } from './app.js';

// POLAR_DEBUG names what lets VS Code attach: dist/polar-debug.cjs of Polar Tools.
const { POLAR_DEBUG, PORT = '3000' } = process.env;
const attach = POLAR_DEBUG && createRequire(import.meta.url)(POLAR_DEBUG).attach;
const app = await createApp(attach || undefined);
const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Listening on http://127.0.0.1:${server.address().port}`);
});
