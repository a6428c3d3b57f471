import type { Field, InstancePattern, Node, Parameter, PolarNode, RuleType } from '@polar-tools/language';
import { engineText } from '../checking/engine-text.ts';
import { sameTerm } from '../checking/same-term.ts';
import type { KnownClasses } from '../configuration/known-classes.ts';
import { unions } from '../dialect/built-in-classes.ts';
import type { SnapshotView } from '../model/snapshot-view.ts';
import { unwrap } from '../model/walk.ts';

/** How a rule's head compares with a rule type; `unknown` where that depends on classes that nobody has named. */
export type Match =
  | { readonly matches: 'yes' }
  | { readonly matches: 'unknown' }
  | { readonly matches: 'no'; readonly because: string }
  /** The comparison itself failed: the type names a class that is not registered, or has a rest variable. */
  | { readonly matches: 'error'; readonly unregistered: InstancePattern | undefined };

/** What a comparison looks at beside the two heads. */
export interface MatchSetting {
  readonly policy: SnapshotView;
  readonly classes: KnownClasses;
  /** A class with the block of a resource is taken as below no actor's class. */
  readonly apart?: boolean;
}

const yes: Match = { matches: 'yes' };
const unknown: Match = { matches: 'unknown' };
const no = (because: string): Match => ({ matches: 'no', because });

/** Compares a rule's parameters with a rule type's, as the reference engine does when it loads a policy. */
export function matchRuleType(parameters: readonly Parameter[], type: RuleType, setting: MatchSetting): Match {
  if (parameters.length !== type.parameters.length) {
    return no(
      `Different number of parameters. Rule has ${parameters.length} parameter(s) but rule type has ${type.parameters.length}.`,
    );
  }
  let result: Match = yes;
  for (let i = 0; i < parameters.length; i++) {
    const one = matchParameter(i + 1, parameters[i]!, type.parameters[i]!, setting);
    if (one.matches === 'error') return one;
    if (one.matches === 'no' && result.matches !== 'no') result = one;
    else if (one.matches === 'unknown' && result.matches === 'yes') result = unknown;
  }
  return result;
}

function matchParameter(index: number, rule: Parameter, type: Parameter, setting: MatchSetting): Match {
  const ruleValue = parameterValue(rule);
  const typeValue = parameterValue(type);
  const ruleSpecializer = rule.specializer as PolarNode | undefined;
  const typeSpecializer = type.specializer as PolarNode | undefined;
  if (isVariable(typeValue)) {
    if (typeSpecializer === undefined) return yes;
    const given = isVariable(ruleValue) ? ruleSpecializer : ruleValue;
    if (isPattern(typeSpecializer)) {
      if (given === undefined) {
        if (typeSpecializer.$type !== 'InstancePattern') {
          return no(`Invalid rule parameter ${index}. Rule type expected ${engineText(typeSpecializer)}`);
        }
        const name = engineText(ruleValue);
        const { text } = typeSpecializer.name;
        return no(`Parameter \`${name}\` expects a ${text} type constraint.\n\n\t${name}: ${text}`);
      }
      if (isPattern(given)) return matchPattern(index, given, typeSpecializer, setting);
      return matchValueWithPattern(index, given, typeSpecializer, setting);
    }
    if (given === undefined)
      return no(`Invalid rule parameter ${index}. Rule type expected ${engineText(typeSpecializer)}`);
    if (!isPattern(given)) return matchValue(index, given, typeSpecializer);
  } else if (typeSpecializer === undefined && ruleSpecializer === undefined) {
    return matchValue(index, ruleValue, typeValue);
  }
  return no(
    `Invalid parameter ${index}. Rule parameter ${engineText(rule)} does not match rule type parameter ${engineText(type)}`,
  );
}

/** The parameter's value; what the engine computes in the body instead (`a.b`, `a + b`, `new C()`) counts as a variable. */
function parameterValue({ value }: Parameter): PolarNode {
  return unwrap(value) as PolarNode;
}

function isVariable(node: PolarNode): boolean {
  switch (node.$type) {
    case 'Variable':
    case 'Lookup':
    case 'MethodCall':
    case 'New':
    case 'Binary':
      return true;
    default:
      return false;
  }
}

type FieldPattern = Extract<PolarNode, { $type: 'InstancePattern' | 'DictionaryPattern' }>;

function isPattern(node: PolarNode): node is FieldPattern {
  return node.$type === 'InstancePattern' || node.$type === 'DictionaryPattern';
}

function matchPattern(index: number, rule: FieldPattern, type: FieldPattern, setting: MatchSetting): Match {
  if (type.$type === 'DictionaryPattern' || (rule.$type === 'DictionaryPattern' && type.name.text === 'Dictionary')) {
    return fieldsMatch(type.fields, rule.fields)
      ? yes
      : no(
          `Specializer mismatch on parameter ${index}. Rule specializer fields ${engineText(rule)} do not match rule type specializer fields ${engineText(type)}.`,
        );
  }
  if (rule.$type === 'DictionaryPattern') {
    return no(
      `Mismatch on parameter ${index}. Rule parameter ${engineText(type)} does not match rule type parameter ${engineText(rule)}.`,
    );
  }
  return matchInstance(index, rule.name.text, rule, type, setting);
}

/** `rule` is what stands in the head: an instance pattern, or a value whose class is `tag`. */
function matchInstance(
  index: number,
  tag: string,
  rule: PolarNode,
  type: InstancePattern,
  setting: MatchSetting,
): Match {
  const wanted = type.name.text;
  const fields = rule.$type === 'InstancePattern' || rule.$type === 'Dictionary' ? rule.fields : undefined;
  const compareFields = (): Match => {
    return fieldsMatch(type.fields, fields)
      ? yes
      : no(
          `Rule specializer ${engineText(rule)} on parameter ${index} did not match rule type specializer ${engineText(type)} because the specializer fields did not match.`,
        );
  };
  if (tag === wanted) return compareFields();
  if (!unions.has(wanted)) return subclass(index, tag, type, compareFields, setting);
  if (unions.has(tag))
    return no(`Rule specializer ${tag} on parameter ${index} does not match rule type specializer ${wanted}`);
  const member = isMember(tag, wanted, setting);
  if (member === undefined) return unknown;
  if (member) return compareFields();
  const [keyword, body, where] =
    wanted === 'Actor' ? ['an actor', '{}', 'to the top of'] : ['a resource', '{ .. }', 'to'];
  return no(
    `Rule specializer ${tag} on parameter ${index} must be a member of rule type specializer ${wanted}\n\n` +
      `\tPerhaps you meant to add ${keyword} block ${where} your policy, like this:\n\n` +
      `\t  ${keyword.split(' ')[1]} ${tag} ${body}`,
  );
}

/** Whether a class belongs to `Actor` or `Resource`: it has such a block, or comes below a class that has. */
function isMember(tag: string, union: string, { policy, classes, apart }: MatchSetting): boolean | undefined {
  const block = policy.blocks.get(tag);
  if (block !== undefined && (union === 'Resource' || block.keyword === 'actor')) return true;
  let uncertain = false;
  for (const { name, keyword } of policy.blocks.values()) {
    if (union === 'Actor' && keyword !== 'actor') continue;
    const below = classes.isSubclass(tag, name);
    if (below === true) return true;
    if (below === undefined && !(apart === true && block !== undefined)) uncertain = true;
  }
  return uncertain ? undefined : false;
}

function subclass(
  index: number,
  tag: string,
  type: InstancePattern,
  compareFields: () => Match,
  { classes }: MatchSetting,
): Match {
  const wanted = type.name.text;
  if (classes.complete && !classes.isRegistered(wanted)) return { matches: 'error', unregistered: type };
  if (unions.has(tag) || (classes.complete && !classes.isRegistered(tag))) {
    return no(`Rule specializer ${tag} on parameter ${index} is not registered as a class.`);
  }
  const below = classes.isSubclass(tag, wanted);
  if (below === undefined) return unknown;
  if (below) return compareFields();
  return no(`Rule specializer ${tag} on parameter ${index} must match rule type specializer ${wanted}`);
}

function matchValueWithPattern(index: number, value: PolarNode, type: FieldPattern, setting: MatchSetting): Match {
  if (type.$type === 'InstancePattern') {
    const tag = classOfValue(value);
    return tag === undefined ? unknown : matchInstance(index, tag, value, type, setting);
  }
  if (value.$type !== 'Dictionary') {
    return no(`Invalid parameter ${index}. Rule type expected Dictionary, got ${engineText(value)}.`);
  }
  return fieldsMatch(type.fields, value.fields)
    ? yes
    : no(
        `Invalid parameter ${index}. Rule type expected Dictionary with fields ${engineText(type)}, got dictionary with fields ${engineText(value)}.`,
      );
}

/** The built-in class of a literal. */
export function classOfValue(value: Node): string | undefined {
  switch (value.$type) {
    case 'StringLiteral':
      return 'String';
    case 'IntegerLiteral':
      return 'Integer';
    case 'FloatLiteral':
      return 'Float';
    case 'BooleanLiteral':
      return 'Boolean';
    case 'List':
    case 'ListPattern':
      return 'List';
    case 'Dictionary':
      return 'Dictionary';
    default:
      return undefined;
  }
}

function matchValue(index: number, rule: PolarNode, type: PolarNode): Match {
  const typeElements = elementsOf(type);
  const ruleElements = elementsOf(rule);
  if (typeElements !== undefined && ruleElements !== undefined) {
    if (typeElements.rest) return { matches: 'error', unregistered: undefined };
    const all = typeElements.elements.every((one) => ruleElements.elements.some((other) => sameTerm(one, other)));
    if (all) return yes;
    return no(`Invalid parameter ${index}. Rule type expected list ${engineText(type)}, got list ${engineText(rule)}.`);
  }
  if (type.$type === 'Dictionary' && rule.$type === 'Dictionary') {
    if (fieldsMatch(type.fields, rule.fields)) return yes;
    return no(
      `Invalid parameter ${index}. Rule type expected Dictionary with fields ${engineText(type)}, got Dictionary with fields ${engineText(rule)}`,
    );
  }
  if (sameTerm(rule, type)) return yes;
  return no(`Invalid parameter ${index}. Rule value ${engineText(rule)} != rule type value ${engineText(type)}`);
}

function elementsOf(node: PolarNode): { elements: readonly Node[]; rest: boolean } | undefined {
  if (node.$type !== 'List' && node.$type !== 'ListPattern') return undefined;
  return { elements: node.elements, rest: node.rest !== undefined };
}

/** A rule's fields match if they have all of the type's, with equal values. */
function fieldsMatch(type: readonly Field[] | undefined, rule: readonly Field[] | undefined): boolean {
  return (type ?? []).every((field) => {
    const other = rule?.find(({ key }) => key.text === field.key.text);
    if (other === undefined) return false;
    if (field.value === undefined || other.value === undefined) {
      const nameOf = ({ key, value }: Field): string | undefined => {
        if (value === undefined) return key.text;
        return value.$type === 'Variable' ? value.name : undefined;
      };
      return nameOf(field) !== undefined && nameOf(field) === nameOf(other);
    }
    return sameTerm(field.value, other.value);
  });
}
