import { both, type Check } from './definition.ts';

/** Rules of a name are chosen by the number of arguments: a call with another number finds none. */
export const wrongArity: Check = {
  code: 'wrong-arity',
  severity: 'warning',
  dialects: both,
  summary: 'A call with a number of arguments that no rule of the name takes.',
  nodes: {
    Call(call, { policy, dialect, report }) {
      const { name, arguments: values, keywords } = call;
      const predicate = policy.predicates.get(name.text);
      if (predicate === undefined || keywords.length > 0 || predicate.hasArity(values.length) || predicate.broken)
        return;
      // In Cloud facts of the same name may have another arity, and those of blocks do.
      if (
        dialect === 'cloud' &&
        (/^(has_(role|permission|relation)|allow)$/.test(name.text) || policy.declaredSignatures.has(name.text))
      )
        return;
      const arities = predicate.arities.split(',');
      const taken = arities.length === 1 ? arities[0]! : `${arities.slice(0, -1).join(', ')} or ${arities.at(-1)}`;
      const plural = taken === '1' ? '' : 's';
      report(
        call,
        `${name.text} takes ${taken} argument${plural}, and this call has ${values.length}, so it finds no rule. Correct the call, or add a rule for it.`,
        {
          related: ({ predicates }) => {
            const first = predicates.get(name.text)?.clauses[0];
            return first
              ? [{ uri: first.uri, node: first.shorthand ?? first.rule.name, message: `A rule of ${name.text}` }]
              : [];
          },
        },
      );
    },
  },
};
