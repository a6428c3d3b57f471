/** The tests that `npm run mutate` runs for each change: those of one package, without the properties over thousands of cases, which take minutes. */
export default {
  test: {
    include: [`${process.env.POLAR_MUTATED}/**/*.test.ts`],
    exclude: [
      '**/node_modules/**',
      '**/{differential,stress,fuzz,conformance}/**',
      '**/{fixes,corpus,large,typing,incremental,read-query,readers,fuzz,conformance}.test.ts',
    ],
    testTimeout: 30_000,
  },
};
