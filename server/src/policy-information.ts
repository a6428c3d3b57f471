import { type Configuration, configurationFileName, type DialectChoice } from '@polar-tools/policy';
import { shortName } from '@polar-tools/project';
import type { PolicyInformation } from './protocol.ts';
import { rangeIn, type View } from './view.ts';
import type { Root } from './workspace.ts';

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
  };
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
