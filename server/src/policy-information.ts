import {
  builtInClasses,
  type Configuration,
  configurationFileName,
  type DialectChoice,
  type Policy,
} from '@polar-tools/policy';
import { shortName, uriOf } from '@polar-tools/project';
import type { PolicyInformation } from './protocol.ts';
import { rangeIn, type View } from './view.ts';
import type { Root } from './workspace/loaded-root.ts';

/**
 * What a client shows of a policy as a whole, in its status bar for example. `configured` is what its `polar.config.json` says: the
 * policy's own configuration has the settings in it too.
 */
export function policyInformation(view: View, root: Root, configured: Configuration | undefined): PolicyInformation {
  return {
    root: view.clientUri(root.uri),
    files: root.files.map((uri) => view.clientUri(uri)),
    configuration: root.configuration === undefined ? null : view.clientUri(root.configuration),
    dialect: view.policy.dialect,
    reason: reasonOf(view, configured),
    data: dataOf(view, root),
    wantsData: wantsData(view.policy),
  };
}

/** What the configuration names for queries: of Cloud facts, of the Library a data file. */
function dataOf({ policy, clientUri }: View, { folder }: Root): readonly string[] {
  if (folder === undefined) return [];
  const { data, facts = [] } = policy.configuration;
  const names = policy.dialect === 'cloud' ? facts : data === undefined ? [] : [data];
  return names.map((name) => clientUri(uriOf(name, folder)));
}

/** Why a policy is taken for one of its dialect, for a person. */
export function reasonOf(view: View, configured: Configuration | undefined): string {
  const { from, what, where }: DialectChoice = view.policy.dialectChoice;
  if (from === 'configuration') {
    return configured?.dialect !== undefined ? `set in ${configurationFileName}` : 'set in the settings';
  }
  if (from === 'default' || what === undefined) return 'nothing in the policy speaks for either dialect';
  if (where === undefined) return `the policy has ${what}`;
  return `${shortName(where.uri)}, line ${rangeIn(view, where.uri, where).start.line + 1}, has ${what}`;
}

/** Clauses of a predicate that are looked at: who uses classes, uses them early. */
const LOOKED_AT = 50;

/** Whether queries of a policy are about objects of the application, which no data file stands for. */
function wantsData({ dialect, configuration, blocks, predicates }: Policy): boolean {
  if (dialect === 'cloud' || configuration.data !== undefined) return false;
  if (blocks.size > 0) return true;
  return ['allow', 'has_permission', 'has_role'].some((name) =>
    (predicates.get(name)?.clauses ?? [])
      .slice(0, LOOKED_AT)
      .some(({ rule }) =>
        rule.parameters.some(
          ({ specializer }) =>
            specializer?.$type === 'InstancePattern' &&
            !builtInClasses.some((known) => known.name === specializer.name.text),
        ),
      ),
  );
}
