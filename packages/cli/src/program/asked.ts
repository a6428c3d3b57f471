import type { RecordedQuery, RecordedTests } from '@polar-tools/evaluator';

/** What a recording says was asked: the words as a query. */
export const theQuery = (words: readonly string[]): RecordedQuery => ({ kind: 'query', query: words.join(' ') });

/** All tests of the policy. */
export const theTests = (): RecordedTests => ({ kind: 'test' });

/** A question of Oso Cloud, as `polar query` takes it in words. */
export const asWords = (words: readonly string[]): RecordedQuery => ({
  kind: 'query',
  query: ['allow', ...words].join(' '),
});
