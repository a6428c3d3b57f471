import type { Policy } from '@polar-tools/policy';
import { cloudCommands } from './cloud.ts';
import type { CommandDialect } from './dialect.ts';
import { libraryCommands } from './library.ts';

const dialects: Readonly<Record<Policy['dialect'], CommandDialect>> = {
  library: libraryCommands,
  cloud: cloudCommands,
};

/** What commands do with a policy of its dialect. */
export const dialectOf = ({ dialect }: Pick<Policy, 'dialect'>): CommandDialect => dialects[dialect];
