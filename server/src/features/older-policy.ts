import { type Configuration, createPolicy, type Policy, readConfiguration } from '@polar-tools/policy';
import { isBelow, isIncluded, pathBelow } from '@polar-tools/project';
import type { Asked } from '../feature.ts';
import type { CompareParams } from '../protocol.ts';

/** A policy as it was. */
export interface Older {
  readonly policy: Policy;
  /** What its own `polar.config.json` said; undefined where that is as it is now. */
  readonly configured: Configuration | undefined;
}

/**
 * The policy with older texts of its files, read with the configuration that it had; or why it cannot be read, for a person. What no file says stays as it
 * is now: the editor's settings, and what is known of the data, which is that of now on both sides.
 */
export function olderPolicy(
  { view, root, configurationText }: Asked,
  { old, configuration, name }: Pick<CompareParams, 'old' | 'configuration' | 'name'>,
): Older | string {
  const { policy } = view;
  const now = configurationText === undefined ? {} : readConfiguration(configurationText).configuration;
  const read = typeof configuration === 'string' ? readConfiguration(configuration) : undefined;
  const [fault] = read?.problems.filter(({ severity }) => severity === undefined) ?? [];
  if (fault !== undefined) return `In ${name} the policy’s polar.config.json cannot be read: ${fault.message}`;
  const configured = configuration === undefined ? undefined : (read?.configuration ?? {});
  const own = configured ?? now;
  const texts = new Map([...policy.files].map(([uri, { text }]) => [uri, text]));
  for (const { uri, text } of Array.isArray(old) ? (old as CompareParams['old']) : []) {
    const known = view.uriOf(uri);
    if (text === null) texts.delete(known);
    else texts.set(known, text);
  }
  const { folder } = root;
  const files = [...texts].flatMap(([uri, text]) => {
    if (folder === undefined || !isBelow(uri, folder) || !uri.endsWith('.polar')) return [{ uri, text }];
    return isIncluded(own, pathBelow(folder, uri)) ? [{ uri, text }] : [];
  });
  if (configured === undefined)
    return { policy: createPolicy(files, { ...policy.configuration, dialect: policy.dialect }), configured };
  // The data and the facts are those of now.
  const { data, facts, ...kept } = configured;
  const others = Object.entries(policy.configuration).filter(
    ([key]) => key === 'data' || key === 'facts' || !Object.hasOwn(now, key),
  );
  const before = createPolicy(files, { ...Object.fromEntries(others), ...kept });
  if (before.dialect === policy.dialect) return { policy: before, configured };
  const { from, assumed } = before.dialectChoice;
  if (from === 'default' || assumed !== undefined)
    return { policy: createPolicy(files, { ...before.configuration, dialect: policy.dialect }), configured };
  return `In ${name} the policy is written for the ${nameOf(before)}, now for the ${nameOf(policy)}: their answers cannot be compared.`;
}

const nameOf = ({ dialect }: Policy): string => (dialect === 'cloud' ? 'Oso Cloud' : 'Oso library');
