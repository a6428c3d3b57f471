import { both, type Check } from './definition.ts';

/** A role that gives nothing: no shorthand and no rule asks for it. */
export const unusedRole: Check = {
  code: 'unused-role',
  severity: 'information',
  dialects: both,
  summary: 'A role that grants nothing.',
  type({ name: type, names, keyword }, { policy, report }) {
    if (policy.asksAny.has('has_role')) return;
    for (const { kind, name, uri, node } of names.values()) {
      if (kind !== 'role' || policy.strings.has(name)) continue;
      const whose = keyword === 'global' ? 'global role' : `role of ${type}`;
      report(
        uri,
        node,
        `No shorthand and no rule asks for the ${whose} "${name}", so it grants nothing. Use it, or remove it.`,
        {
          unnecessary: true,
        },
      );
    }
  },
};
