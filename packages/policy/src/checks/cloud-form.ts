import {
  type Call,
  type Expression,
  type List,
  type Node,
  type Parameter,
  type Pattern,
  type PolarNode,
  print,
  type Rule,
} from '@polar-tools/language';
import { cloudValueTypes, unions } from '../dialect/built-in-classes.ts';
import { constructOf } from '../dialect/constructs.ts';
import { unwrap, walk } from '../model/walk.ts';
import { type Check, cloudOnly, type FindingFix, type StatementContext } from './definition.ts';

/** As many as the evaluator takes (`mostArguments`). */
const MOST_ARGUMENTS = 30;

/**
 * What the grammar reads for both dialects, and only the Library has a meaning for: Cloud's conditions are calls, comparisons, `in` a list and
 * `matches` a type, and their operands are values and variables (docs/language/grammar.bnf). What is a construct of the Library is told as that.
 */
export const cloudForm: Check = {
  code: 'cloud-form',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A condition, an argument or a type in a form that Oso Cloud cannot evaluate.',
  nodes: {
    Rule(rule, context) {
      const { name, parameters, body } = rule;
      if (parameters.length > MOST_ARGUMENTS) context.report(name, tooMany(parameters.length));
      for (const parameter of parameters) checkParameter(parameter, rule, context);
      if (body !== undefined) checkCondition(body, context);
    },
    Assertion({ parameters, iff }, context) {
      for (const parameter of parameters) checkParameter(parameter, undefined, context);
      if (iff !== undefined) checkCondition(iff, context);
    },
    And({ operands }, context) {
      for (const operand of operands) checkCondition(operand, context);
    },
    Or({ operands }, context) {
      for (const operand of operands) checkCondition(operand, context);
    },
    Not({ operand }, context) {
      checkCondition(operand, context);
    },
    Call(call, context) {
      const { name, arguments: values } = call;
      if (isOperator(call)) context.report(call, `Oso Cloud has no ${name.text}(…). ${operatorAdvice(call)}`);
      else if (values.length > MOST_ARGUMENTS) context.report(name, tooMany(values.length));
      else for (const argument of values) checkTerm(argument, context);
    },
    Binary(binary, context) {
      const { left, operator, right } = binary;
      checkTerm(left, context);
      if (operator === 'in') checkContainer(right, context);
      else if (operator === '=' && right.$type === 'List' && left.$type === 'Variable')
        context.report(right, `In Oso Cloud a list stands after "in" alone: ${left.name} in ${print(right)}.`, {
          fixes: [
            {
              title: `Change to ${left.name} in ${print(right)}`,
              preferred: true,
              edits: [{ node: binary, at: 'instead', newText: `${left.name} in ${print(right)}` }],
            },
          ],
        });
      else checkTerm(right, context);
    },
    Matches({ left, pattern }, context) {
      checkTerm(left, context);
      const value = writtenValue(pattern);
      if (value === undefined) return;
      const type = quotedType(pattern, context);
      const equal = `${print(left)} = ${value}`;
      const change: FindingFix = {
        title: `Change to ${equal}`,
        edits: [{ node: pattern.$container!, at: 'instead', newText: equal }],
      };
      const message = 'A type stands after "matches", such as';
      if (type !== undefined)
        context.report(pattern, `${message} ${type}, without quotes.`, { fixes: [withoutQuotes(pattern, type)] });
      else if (pattern.$type === 'ListPattern') context.report(pattern, `${message} User.`);
      else context.report(pattern, `${message} User. To ask for this value, write ${equal}.`, { fixes: [change] });
    },
    List({ elements }, context) {
      for (const element of elements) checkTerm(element, context);
    },
  },
};

const isOperator = ({ name: { text } }: Call): boolean => text === 'in' || text === '.' || text === 'new';

const operatorAdvice = ({ name: { text }, arguments: [left, right] }: Call): string =>
  text === 'in' && left !== undefined && right !== undefined
    ? `Write ${print(left)} in ${print(right)}.`
    : 'State what it gives as a fact, and ask for that.';

const tooMany = (count: number): string =>
  `A rule is asked with at most ${MOST_ARGUMENTS} arguments here, and this has ${count}. Ask for less at once.`;

function checkCondition(expression: Expression, { report }: StatementContext): void {
  const condition = unwrap<Expression>(expression);
  if (condition.$type !== 'Variable') return;
  const { name } = condition;
  report(
    condition,
    `${name} alone is no condition in Oso Cloud. Ask for a fact of it, such as is_active(${name}), or compare it, as in ${name} = true.`,
  );
}

/** Where a value or a variable must stand. */
function checkTerm(expression: Node, { report }: StatementContext): void {
  if (unwrap(expression).$type !== 'List') return;
  report(
    expression,
    'In Oso Cloud a list stands after "in" alone. Write a variable here, and say what it may be in a condition of its own, such as action in ["read", "write"].',
  );
}

function checkContainer(right: Expression, { report }: StatementContext): void {
  const container = unwrap<PolarNode>(right as PolarNode);
  if (container.$type === 'List' || constructOf(container) !== undefined) return;
  report(
    right,
    'In Oso Cloud a list stands after "in", such as ["read", "write"]. What else has members is told as facts: ask for one, such as is_member(user, team).',
  );
}

function checkParameter(parameter: Parameter, rule: Rule | undefined, context: StatementContext): void {
  const { value, specializer } = parameter;
  const list = unwrap<PolarNode>(value as PolarNode);
  if (list.$type === 'List') {
    context.report(
      value,
      'In Oso Cloud a list stands after "in" alone. Write a variable here, and say in the body what it may be, such as action in ["read", "write"].',
      { fixes: rule === undefined ? [] : outOfHead(parameter, list, rule) },
    );
    return;
  }
  const written = specializer && writtenValue(specializer);
  if (specializer === undefined || written === undefined) return;
  const type = quotedType(specializer, context);
  const message = 'A type stands after the colon, such as';
  if (type !== undefined) {
    context.report(specializer, `${message} ${type}, without quotes.`, { fixes: [withoutQuotes(specializer, type)] });
    return;
  }
  const alone: FindingFix = {
    title: `Change to ${written}`,
    edits: [{ node: parameter, at: 'instead', newText: written }],
  };
  const element = typeInList(specializer, context);
  if (element !== undefined) {
    const title = `Change to ${element}`;
    context.report(
      specializer,
      `${message} ${element}: a rule is asked for one object, and there are no lists of them in Oso Cloud.`,
      { fixes: [{ title, edits: [{ node: specializer, at: 'instead', newText: element }] }] },
    );
    return;
  }
  const canBeAlone = specializer.$type !== 'ListPattern' && !isUsed(value, rule);
  const advice =
    specializer.$type === 'ListPattern' ? '' : ` A value stands alone: ${written} in place of ${print(parameter)}.`;
  context.report(specializer, `${message} User.${advice}`, { fixes: canBeAlone ? [alone] : [] });
}

/** A variable of a parameter that stands elsewhere in its rule, too. */
function isUsed(value: Node, rule: Rule | undefined): boolean {
  const variable = value as PolarNode;
  return (
    rule !== undefined &&
    variable.$type === 'Variable' &&
    variablesIn(rule).filter((name) => name === variable.name).length > 1
  );
}

function variablesIn(rule: Rule): readonly string[] {
  const names: string[] = [];
  walk(rule, (node) => {
    if (node.$type === 'Variable') names.push(node.name);
  });
  return names;
}

/** `f(["a", "b"]) if …` to `f(value) if value in ["a", "b"] and …`. */
function outOfHead(parameter: Parameter, list: List, rule: Rule): readonly FindingFix[] {
  const used = new Set(variablesIn(rule));
  const name = ['value', 'item', 'element'].find((each) => !used.has(each));
  const { body } = rule;
  if (name === undefined || body === undefined || list.rest !== undefined) return [];
  const condition = `${name} in ${print(list)}`;
  const isOr = body.$type === 'Or';
  return [
    {
      title: `Change to ${name}, with ${condition}`,
      edits: [
        { node: parameter, at: 'instead', newText: name },
        { node: body, at: 'before', newText: `${condition} and ${isOr ? '(' : ''}` },
        ...(isOr ? [{ node: body, at: 'after' as const, newText: ')' }] : []),
      ],
    },
  ];
}

/** What is written where a type should stand, if it is none. */
function writtenValue(pattern: Pattern): string | undefined {
  switch (pattern.$type) {
    case 'StringLiteral':
    case 'IntegerLiteral':
    case 'BooleanLiteral':
    case 'ListPattern':
      return print(pattern);
    default:
      return undefined;
  }
}

/** The type that stands alone in a list: `users: [User]`. */
function typeInList(pattern: Pattern, { policy: { blocks } }: StatementContext): string | undefined {
  if (pattern.$type !== 'ListPattern' || pattern.elements.length !== 1) return undefined;
  const [element] = pattern.elements;
  return element?.$type === 'Variable' && blocks.has(element.name) ? element.name : undefined;
}

/** The type that a string names. */
function quotedType(pattern: Pattern, { policy: { blocks } }: StatementContext): string | undefined {
  if (pattern.$type !== 'StringLiteral') return undefined;
  const { value } = pattern;
  return blocks.has(value) || cloudValueTypes.has(value) || unions.has(value) ? value : undefined;
}

const withoutQuotes = (pattern: Pattern, type: string): FindingFix => ({
  title: `Change to ${type}`,
  preferred: true,
  edits: [{ node: pattern, at: 'instead', newText: type }],
});
