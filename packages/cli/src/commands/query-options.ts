import type { CloudQueryOptions } from './cloud-query.ts';
import type { LibraryQueryOptions } from './library-query.ts';

/** What `polar query` is told beside the query: each dialect reads its own of it. */
export type QueryOptions = LibraryQueryOptions & CloudQueryOptions;
