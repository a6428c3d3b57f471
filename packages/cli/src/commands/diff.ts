import { type Compared, hasDifference } from '@polar-tools/evaluator';
import { inOneDialect } from '../diff/one-dialect.ts';
import { sidesOf } from '../diff/sides.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { paintFor } from '../report/colour.ts';
import { diffAsJson } from '../report/diff/json.ts';
import { diffAsMarkdown } from '../report/diff/markdown.ts';
import { diffAsText } from '../report/diff/text.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

export interface DiffOptions {
  readonly policy: readonly string[];
  readonly data?: string;
  readonly facts: readonly string[];
  readonly now?: number;
  /** Objects of each type in generated worlds. */
  readonly objects: number;
  /** Milliseconds of each part of the comparison. */
  readonly timeout: number;
  readonly format: 'text' | 'json' | 'markdown';
}

/** `polar diff`: which answers change between two policies. */
export async function diff(
  words: readonly string[],
  options: DiffOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const [old, changed] = inOneDialect(await sidesOf(words, options, surroundings));
  const { dialect } = changed.policy.policy;
  if (old.policy.policy.dialect !== dialect)
    throw new Failure(
      'different-dialects',
      `${old.name} is written for the ${nameOf(old.policy.policy.dialect)}, ${changed.name} for the ${nameOf(dialect)}: their answers cannot be compared. Set "dialect" in polar.config.json where that is not so.`,
    );
  const compared: Compared =
    dialect === 'cloud'
      ? await (await import('../diff/compare-cloud.ts')).compareCloud(old, changed, options, surroundings)
      : await (await import('../diff/compare-library.ts')).compareLibrary(old, changed, options, surroundings);
  const { output, environment } = surroundings;
  if (options.format === 'json')
    output.write(diffAsJson(compared, [old.policy.policy, changed.policy.policy], namesOf(surroundings).shown));
  else if (options.format === 'markdown') output.write(diffAsMarkdown(compared));
  else output.write(diffAsText(compared, paintFor(output, environment)));
  return hasDifference(compared) ? 1 : 0;
}

const nameOf = (dialect: 'library' | 'cloud'): string => (dialect === 'cloud' ? 'Oso Cloud' : 'Oso library');
