import { rangeOf } from '@polar-tools/language';
import type { Configuration } from '../configuration/configuration.ts';
import type { FileModel } from '../model/file-model.ts';
import type { Dialect, DialectChoice } from '../model/policy.ts';
import type { DialectSign, StatementModel } from '../model/statement-model.ts';
import { missingFacts } from './dialect-evidence.ts';

/**
 * Which dialect the files are in (docs/language/dialects.md#which-dialect-a-policy-is-in). The configuration wins over what the files show. Of that
 *
 * 1. statements that are nothing but Cloud's (tests, `global`, `declare`, `extends`) decide;
 * 2. else the dialect that more statements speak for, or Cloud if it is as many: one slip does not make a policy of the other dialect;
 * 3. statements with syntax errors count only where no other speaks for either;
 * 4. where none does, a policy that lacks only what Cloud keeps as facts is one for Cloud: see `missingFacts`;
 * 5. with nothing to go by, it is Library.
 */
export function chooseDialect(models: ReadonlyMap<string, FileModel>, configuration: Configuration): DialectChoice {
  const { dialect } = configuration;
  if (dialect !== undefined) return { dialect, from: 'configuration', what: undefined, where: undefined };
  const files = [...models.values()];
  for (const { cloud } of files) if (cloud.whole !== undefined) return bySign('cloud', cloud.whole);
  const count = (of: Dialect): number => files.reduce((sum, file) => sum + file[of].sound, 0);
  const more: Dialect = count('cloud') >= count('library') ? 'cloud' : 'library';
  const less: Dialect = more === 'cloud' ? 'library' : 'cloud';
  for (const broken of [false, true]) {
    for (const dialect of [more, less]) {
      for (const file of files) {
        const { first } = file[dialect];
        if (first?.broken === broken) return bySign(dialect, first);
      }
    }
  }
  // Only an application has classes.
  const missing = configuration.classes === undefined ? missingFacts(files) : undefined;
  if (missing !== undefined) {
    const { name, uri, node } = missing;
    return detected('cloud', uri, { what: `${name} without a rule for it`, node }, missing);
  }
  return { dialect: 'library', from: 'default', what: undefined, where: undefined };
}

function bySign(dialect: Dialect, model: StatementModel): DialectChoice {
  return detected(dialect, model.uri, model[dialect]!);
}

function detected(
  dialect: Dialect,
  uri: string,
  { what, node }: Omit<DialectSign, 'whole'>,
  assumed?: DialectChoice['assumed'],
): DialectChoice {
  return {
    dialect,
    from: 'detection',
    what,
    ...(assumed && { assumed }),
    // Looked up when it is asked for: text before it may move it.
    get where() {
      return { uri, ...rangeOf(node) };
    },
  };
}
