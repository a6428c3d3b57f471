import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/endless/loop.ts'],
    setupFiles: [fileURLToPath(new URL('end-loops.ts', import.meta.url))],
  },
});
