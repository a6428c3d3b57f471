import { rangeOf } from '@polar-tools/language';
import type { Configuration } from './configuration.ts';
import type { FileModel } from './file-model.ts';
import type { Dialect, DialectChoice } from './policy.ts';
import type { StatementModel } from './statement-model.ts';

/**
 * Which dialect the files are in (polar.md, section 6): the configuration wins over what the files show, Cloud's constructs over
 * the Library's, statements without syntax errors over those with; with nothing to go by, Library.
 */
export function chooseDialect(models: ReadonlyMap<string, FileModel>, configuration: Configuration): DialectChoice {
  const { dialect } = configuration;
  if (dialect !== undefined) return { dialect, from: 'configuration', what: undefined, where: undefined };
  for (const broken of [false, true]) {
    for (const dialect of ['cloud', 'library'] as const) {
      for (const file of models.values()) {
        const model = file[dialect];
        if (model?.broken === broken) return detected(dialect, model);
      }
    }
  }
  return { dialect: 'library', from: 'default', what: undefined, where: undefined };
}

function detected(dialect: Dialect, model: StatementModel): DialectChoice {
  const { what, node } = model[dialect]!;
  return {
    dialect,
    from: 'detection',
    what,
    // Looked up when it is asked for: text before it may move it.
    get where() {
      return { uri: model.uri, ...rangeOf(node) };
    },
  };
}
