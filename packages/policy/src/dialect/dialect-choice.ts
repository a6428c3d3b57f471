import { rangeOf } from '@polar-tools/language';
import type { Configuration } from '../configuration/configuration.ts';
import type { FileModel } from '../model/file-model.ts';
import type { Dialect, DialectChoice, DialectClue } from '../model/policy.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { cluesOf } from './dialect-evidence.ts';

/** What clues must weigh at least to make a policy without any construct one for Cloud. */
const LEAST = 1;

/** By how much constructs of one dialect must outweigh those of the other to need no clues beside them. */
const PLAIN = 8;

/**
 * Which dialect the files are in (docs/language/dialects.md#which-dialect-a-policy-is-in). The configuration wins over what the files show. Of that
 *
 * 1. a statement that is nothing but Cloud's (a test, `global`, `declare`, `extends`) and has no syntax error decides;
 * 2. else what weighs more: the constructs that only one dialect has, and the clues of what the policy lacks or has (`cluesOf`);
 *    of two that weigh the same, that of which there are constructs, and Cloud if there are of both;
 * 3. with nothing to go by, it is Library.
 *
 * Where no construct of the chosen dialect tells, it is assumed.
 */
export function chooseDialect(models: ReadonlyMap<string, FileModel>, configuration: Configuration): DialectChoice {
  const { dialect } = configuration;
  if (dialect !== undefined) return { dialect, from: 'configuration', what: undefined, where: undefined };
  const files = [...models.values()];
  for (const { cloud } of files) if (cloud.whole !== undefined) return bySign('cloud', cloud.whole);
  const constructs = {
    cloud: files.reduce((sum, { cloud }) => sum + cloud.weight, 0),
    library: files.reduce((sum, { library }) => sum + library.weight, 0),
  };
  const isPlain = Math.abs(constructs.cloud - constructs.library) >= PLAIN;
  const clues = isPlain ? [] : cluesOf(files, configuration);
  const weigh = (of: Dialect): number =>
    clues.reduce((sum, clue) => (clue.dialect === of ? sum + clue.weight : sum), constructs[of]);
  const [cloud, library] = [weigh('cloud'), weigh('library')];
  const isCloud = cloud > library ? constructs.cloud > 0 || cloud >= LEAST : cloud === library && constructs.cloud > 0;
  const chosen = isCloud ? 'cloud' : 'library';
  const strongest = (of: Dialect): DialectClue | undefined =>
    clues.filter((clue) => clue.dialect === of).sort((a, b) => b.weight - a.weight)[0];
  if (constructs[chosen] > 0) {
    const all = files.flatMap((file) => file[chosen].first ?? []);
    return bySign(chosen, all.find(({ broken }) => !broken) ?? all[0]!);
  }
  const own = strongest(chosen);
  if (chosen === 'cloud') return byClue(own!, own!);
  const other = strongest('cloud');
  if (own !== undefined) return byClue(own, other);
  return {
    dialect: 'library',
    from: 'default',
    what: undefined,
    where: undefined,
    ...(other !== undefined && { assumed: other }),
  };
}

function bySign(dialect: Dialect, model: StatementModel): DialectChoice {
  const { what, node } = model[dialect]!;
  return detected(dialect, what, model.uri, node, undefined);
}

function byClue({ dialect, what, uri, node }: DialectClue, assumed: DialectClue | undefined): DialectChoice {
  return detected(dialect, what, uri, node, assumed);
}

function detected(
  dialect: Dialect,
  what: string,
  uri: string,
  node: DialectClue['node'],
  assumed: DialectClue | undefined,
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

/**
 * The dialect after an edit. A slip of the pen may take away what spoke for the one that a policy is in, so this stays while a file has a syntax
 * error; what is nothing but Cloud's, and sound, decides at once.
 */
export function nextDialect(
  last: DialectChoice,
  models: ReadonlyMap<string, FileModel>,
  configuration: Configuration,
): DialectChoice {
  const chosen = chooseDialect(models, configuration);
  if (chosen.dialect === last.dialect || chosen.from === 'configuration' || last.from !== 'detection') return chosen;
  const files = [...models.values()];
  if (files.some(({ cloud }) => cloud.whole !== undefined) || !files.some(isBroken)) return chosen;
  // Where it stood may be what was edited.
  return { dialect: last.dialect, from: 'detection', what: last.what, where: undefined };
}

const broken = new WeakMap<FileModel, boolean>();

function isBroken(file: FileModel): boolean {
  let known = broken.get(file);
  if (known === undefined) {
    known = file.statements.some((statement) => statement.broken);
    broken.set(file, known);
  }
  return known;
}
