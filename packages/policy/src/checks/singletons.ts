import type { InstancePattern, Name, Node, Rule, RuleType, Variable } from '@polar-tools/language';
import { unions } from '../classes.ts';
import { walk } from '../walk.ts';

/** A name that stands once in a rule: as a variable, a rest variable, a field without a value, or a class. */
export interface Singleton {
  readonly name: string;
  readonly as: 'variable' | 'rest' | 'field' | 'class';
  readonly node: Variable | Name | InstancePattern;
}

let lastRule: Node | undefined;
let lastSingletons: readonly Singleton[] = [];

/**
 * The names that stand once in a rule, variables and classes counted together as the reference engine does, without those that
 * never count: `_names`, `name::spaced` ones, and the unions `Actor` and `Resource`.
 */
export function singletonsOf(rule: Rule | RuleType): readonly Singleton[] {
  // Two checks ask for the same rule, one after the other.
  if (lastRule === rule) return lastSingletons;
  const found = new Map<string, Singleton | undefined>();
  const count = (name: string, as: Singleton['as'], node: Singleton['node']): void => {
    if (name.startsWith('_') || name.includes('::') || unions.has(name)) return;
    found.set(name, found.has(name) ? undefined : { name, as, node });
  };
  walk(rule, (node) => {
    switch (node.$type) {
      case 'Variable': {
        const holder = node.$container as Node & { rest?: Node };
        const isRest = (holder.$type === 'List' || holder.$type === 'ListPattern') && holder.rest === node;
        count(node.name, isRest ? 'rest' : 'variable', node);
        break;
      }
      case 'InstancePattern':
        count(node.name.text, 'class', node);
        break;
      case 'Field':
        if (node.value === undefined) count(node.key.text, 'field', node.key);
        break;
    }
  });
  lastRule = rule;
  lastSingletons = [...found.values()].filter((singleton) => singleton !== undefined);
  return lastSingletons;
}
