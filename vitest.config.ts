import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'server/**/*.test.ts', 'client/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'test/vscode/**'],
    testTimeout: 30_000,
    // Every core: the runner's own process has little to do.
    maxWorkers: availableParallelism(),
    setupFiles: ['test/endless/end-loops.ts'],
  },
});
