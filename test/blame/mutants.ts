/** A policy with one rule changed, in the ways in which people get rules wrong. */
import { type Node, rangeOf, walk } from '@polar-tools/language';
import { type Clause, createPolicy, type Dialect, type Policy, type SourceText } from '@polar-tools/policy';
import { statementRange } from './statement-range.ts';

export type MutationKind =
  | 'drop a goal'
  | 'another name'
  | 'negate'
  | 'loosen a specializer'
  | 'delete'
  | 'another variable';

export interface Mutant {
  readonly kind: MutationKind;
  readonly policy: Policy;
  /** The rule that was changed, as it was. */
  readonly original: Clause;
  /** Where the original of something in the changed text stands; undefined where it has none. */
  originalOf(uri: string, offset: number): number;
  /** What was changed, for a person. */
  readonly about: string;
}

interface Edit {
  readonly kind: MutationKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All of one rule's edits. Names are taken from those that the policy uses elsewhere. */
function editsOf(clause: Clause, text: string, names: readonly string[]): readonly Edit[] {
  const edits: Edit[] = [];
  const whole = statementRange(clause, text);
  edits.push({ kind: 'delete', ...whole, text: '' });
  const written: Node = clause.shorthand ?? clause.rule;
  const variables = new Set<string>();
  for (const { specializer, value } of clause.shorthand === undefined ? clause.rule.parameters : []) {
    if (value.$type === 'Variable') variables.add((value as Node & { readonly name: string }).name);
    if (specializer === undefined) continue;
    const { end } = rangeOf(specializer);
    edits.push({ kind: 'loosen a specializer', start: rangeOf(value).end, end, text: '' });
  }
  walk(written, (node) => {
    const { start, end } = rangeOf(node);
    const own = text.slice(start, end);
    if (node.$type === 'And' || node.$type === 'ShorthandAnd') {
      const { operands } = node as Node & { readonly operands: readonly Node[] };
      operands.forEach((operand, at) => {
        const next = operands[at + 1];
        const before = operands[at - 1];
        const from = next === undefined ? rangeOf(before!).end : rangeOf(operand).start;
        const to = next === undefined ? rangeOf(operand).end : rangeOf(next).start;
        edits.push({ kind: 'drop a goal', start: from, end: to, text: '' });
      });
    }
    if (node.$type === 'StringLiteral')
      for (const name of names.filter((one) => `"${one}"` !== own).slice(0, 3))
        edits.push({ kind: 'another name', start, end, text: `"${name}"` });
    if (node.$type === 'Not') {
      const { operand } = node as Node & { readonly operand: Node };
      edits.push({
        kind: 'negate',
        start,
        end,
        text: text.slice(...(Object.values(rangeOf(operand)) as [number, number])),
      });
    } else if (node.$type === 'Call' && clause.shorthand === undefined && node !== written)
      edits.push({ kind: 'negate', start, end, text: `not ${own}` });
    if (node.$type === 'Variable' && clause.shorthand === undefined && start > rangeOf(clause.rule.name).end) {
      const other = [...variables].find((name) => name !== own && !name.startsWith('_'));
      if (other !== undefined && variables.has(own) && /[(,\s]$/.test(text.slice(0, start)))
        edits.push({ kind: 'another variable', start, end, text: other });
    }
    return true;
  });
  return edits;
}

/** All mutants of a policy that differ from it in one rule. Some do not load: whoever uses them sees that. */
export function* mutantsOf(sources: readonly SourceText[], dialect: Dialect): Generator<Mutant> {
  const policy = createPolicy(sources, { dialect });
  const names = new Set<string>();
  for (const { clauses } of policy.predicates.values())
    for (const { rule, shorthand } of clauses)
      walk(shorthand ?? rule, (node) => {
        if (node.$type === 'StringLiteral') names.add((node as Node & { readonly value: string }).value);
        return true;
      });
  const seen = new Set<string>();
  for (const { clauses } of policy.predicates.values())
    for (const clause of clauses) {
      const source = sources.find(({ uri }) => uri === clause.uri);
      // The longhand of a shorthand may be several rules.
      const place = `${clause.uri} ${rangeOf(clause.shorthand ?? clause.rule).start}`;
      if (source === undefined || seen.has(place)) continue;
      seen.add(place);
      for (const edit of editsOf(clause, source.text, [...names])) {
        const { start, end, text, kind } = edit;
        const changed = source.text.slice(0, start) + text + source.text.slice(end);
        const delta = text.length - (end - start);
        let made: Policy | undefined;
        yield {
          kind,
          original: clause,
          get policy() {
            made ??= createPolicy(
              sources.map((one) => (one === source ? { ...one, text: changed } : one)),
              { dialect },
            );
            return made;
          },
          originalOf: (uri, offset) => (uri !== clause.uri || offset < start + text.length ? offset : offset - delta),
          about: `${kind}: ${source.text.slice(start, end).trim()} → ${text}\n  in ${source.text.slice(...(Object.values(statementRange(clause, source.text)) as [number, number])).replaceAll(/\s+/g, ' ')}`,
        };
      }
    }
}
