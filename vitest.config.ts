import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'server/**/*.test.ts', 'client/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/vscode/**'],
    testTimeout: 30_000,
    // Every core: the runner's own process has little to do.
    maxWorkers: availableParallelism(),
    // A command that a test starts takes a third of the time with its sources compiled already.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'node') },
    setupFiles: ['test/endless/end-loops.ts'],
  },
});
