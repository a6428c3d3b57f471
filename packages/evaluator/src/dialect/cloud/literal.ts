import type { Node, Parameter, Pattern, PolarNode } from '@polar-tools/language';
import type { CloudValue } from '../../facts/value.ts';
import type { Comparison, Rule } from './rule.ts';
import { literalValue, type Term, termOf } from './term.ts';

/** What a body says, before its variables have slots. */
export type Literal =
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly part?: readonly Rule[];
      readonly terms: readonly Term[];
      readonly negated: boolean;
      readonly node: Node;
    }
  | { readonly kind: 'equal'; readonly left: Term; readonly right: Term }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly negated: boolean;
      readonly left: Term;
      readonly right: Term;
      readonly node: Node;
    }
  | {
      readonly kind: 'member';
      readonly negated: boolean;
      readonly left: Term;
      readonly values: readonly CloudValue[];
      readonly node: Node;
    }
  /** `exact`: of this type itself. */
  | {
      readonly kind: 'type';
      readonly term: Term;
      readonly type: string;
      readonly exact: boolean;
      readonly negated: boolean;
    }
  | { readonly kind: 'problem'; readonly message: string; readonly node: Node | undefined };

/** A parameter as a term; what its specializer says goes to the literals. */
export function parameterTerm({ value, specializer }: Parameter, at: number, literals: Literal[]): Term {
  const term = termOf(value) ?? { kind: 'variable', name: `@${at}` };
  if (termOf(value) === undefined) literals.push(notATerm(value));
  if (specializer !== undefined) literals.push(...patternLiterals(term, specializer, false, false));
  return term;
}

/** What a type or a value right of `matches` or of a colon says of a term. */
export function patternLiterals(term: Term, pattern: Pattern, exact: boolean, negated: boolean): Literal[] {
  const it = pattern as PolarNode;
  if (it.$type === 'InstancePattern') {
    if (it.fields === undefined) return [{ kind: 'type', term, type: it.name.text, exact, negated }];
    return [{ kind: 'problem', message: 'Cloud has no patterns with fields. Ask for a fact instead.', node: it }];
  }
  if (it.$type === 'Variable') return [{ kind: 'type', term, type: it.name, exact, negated }];
  const value = literalValue(it);
  if (value === undefined) return [{ kind: 'problem', message: 'A type should stand here, such as User.', node: it }];
  if (negated)
    return [{ kind: 'compare', operator: '!=', negated: false, left: term, right: { kind: 'value', value }, node: it }];
  return [{ kind: 'equal', left: term, right: { kind: 'value', value } }];
}

/** What stands for an expression that is no term. */
export function notATerm(node: Node): Literal {
  return {
    kind: 'problem',
    message: 'Only values and variables can stand here in Cloud. Ask for what is needed in a goal of its own.',
    node,
  };
}
