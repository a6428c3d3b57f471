/**
 * The tests that `npm run mutate` runs for each change: those of the package, and those of `test` that drive it from outside. Left out are properties over
 * thousands of cases, which take minutes, and tests that start processes or workers, in which a change is not active, or
 * read the sources as text. Of the other properties, some seconds are tried (`short-properties.mjs`): a change that nothing notices runs all tests that come by it, and one that
 * never ends waits for as long as they take.
 */
import { join } from 'node:path';
import { BaseSequencer } from 'vitest/node';

const of = process.env.POLAR_MUTATED;
/** Stryker runs this in its copy of the project. */
const root = process.cwd();

const outside = {
  'packages/language': ['packages/policy/test/{fixes,preferred-fixes,incremental,syntax}'],
  'packages/policy': [
    'test/doors/*',
    'test/refactorings/{refactorings,offered,everywhere}',
    'test/conversion/corpus',
    'packages/cli/src/commands/convert',
    'server/src/features/*',
  ],
  'packages/project': ['test/doors/*', 'packages/cli/src/platforms', 'test/debug/{spelling,refused-launches}'],
  'packages/evaluator': [
    'test/conformance/*',
    'test/cloud/*',
    'test/debug/{transcripts,reasons,why-not,what-if,watching,reverse,forall}',
  ],
  'packages/debug-adapter': ['test/debug/*'],
  'packages/cli': ['test/doors/*'],
  server: ['test/doors/*'],
};

/** Quick files first: the first test that notices a change ends its run. */
class QuickFirst extends BaseSequencer {
  async sort(files) {
    return (await super.sort(files)).reverse();
  }
}

export default {
  // Packages find each other in node_modules, which leads back to the sources as they are.
  resolve: {
    alias: [
      { find: /^@polar-tools\/(server|client)$/, replacement: join(root, '$1/src/index.ts') },
      { find: /^@polar-tools\/(server|client)\/(.+)$/, replacement: join(root, '$1/src/$2.ts') },
      { find: /^@polar-tools\/([^/]+)$/, replacement: join(root, 'packages/$1/src/index.ts') },
    ],
  },
  test: {
    include: [`${of}/**/*`, ...(outside[of] ?? [])].map((files) => `${files}.test.ts`),
    exclude: [
      '**/node_modules/**',
      '**/{differential,stress,fuzz}/**',
      'packages/language/test/{generated,generator,fuzz,node-types}.test.ts',
      'packages/evaluator/src/{limits,compiler/opcodes}.test.ts',
      '{packages/cli,server}/test/{built-command,process,corpus,hostile}.test.ts',
      'test/conformance/{generated,coverage,async-host,operators}.test.ts',
      'test/debug/{big,same-events,same-answers,wire,patience,impatience,time-travel}.test.ts',
      'test/cloud/{programs,renaming}.test.ts',
    ],
    setupFiles: [join(root, 'scripts/mutation/short-properties.mjs')],
    sequence: { sequencer: QuickFirst },
    testTimeout: 60_000,
  },
};
