import type { Block, Body, Fact, Parameter, Program, Query, Rule, ShorthandBody, Term, Value } from './program.ts';

/** The policy of a program as Polar text: its statements in the order of the program. */
export function policyText({ blocks, rules, stated }: Program): string {
  return [...blocks.map(block), ...rules.map(rule), ...stated.map((fact) => `${factText(fact)};`)].join('\n');
}

export function factText({ predicate, arguments: values }: Fact): string {
  return `${predicate}(${values.map(value).join(', ')})`;
}

export function queryText({ predicate, arguments: all }: Query): string {
  const texts = all.map((argument) => {
    if ('variable' in argument) return argument.variable;
    if ('wildcard' in argument) return argument.wildcard === undefined ? '_' : `${argument.wildcard}:_`;
    return value(argument);
  });
  return `${predicate}(${texts.join(', ')})`;
}

function value({ type, id }: Value): string {
  if (type === 'String') return `"${id}"`;
  return type === 'Integer' || type === 'Boolean' ? id : `${type}{"${id}"}`;
}

const term = (it: Term): string => (typeof it === 'string' ? it : value(it));

function block({ keyword, name, supertypes, roles, permissions, relations, shorthands }: Block): string {
  const lines: string[] = [];
  if (roles.length > 0) lines.push(`roles = [${roles.map((role) => `"${role}"`).join(', ')}];`);
  if (permissions.length > 0) lines.push(`permissions = [${permissions.map((each) => `"${each}"`).join(', ')}];`);
  const related = Object.entries(relations).map(([relation, type]) => `${relation}: ${type}`);
  if (related.length > 0) lines.push(`relations = { ${related.join(', ')} };`);
  for (const { head, body } of shorthands) lines.push(`${head === 'role' ? head : `"${head}"`} if ${shorthand(body)};`);
  const extended = supertypes.length > 0 ? ` extends ${supertypes.join(', ')}` : '';
  const head = keyword === 'global' ? 'global' : `${keyword} ${name}${extended}`;
  return `${head} {${lines.map((line) => `\n  ${line}`).join('')}\n}`;
}

function shorthand(body: ShorthandBody): string {
  switch (body.kind) {
    case 'own':
      return quoted(body.name);
    case 'global':
      return `global ${quoted(body.name)}`;
    case 'on':
      return `${quoted(body.name)} on "${body.relation}"`;
    case 'call':
      return `${body.predicate}(${body.terms.map(term).join(', ')})`;
    default:
      return `(${body.parts.map(shorthand).join(` ${body.kind} `)})`;
  }
}

const quoted = (name: string): string => (name === 'role' ? name : `"${name}"`);

function rule({ predicate, parameters, body }: Rule): string {
  const condition = body.kind === 'true' ? '' : ` if ${bodyText(body)}`;
  return `${predicate}(${parameters.map(parameter).join(', ')})${condition};`;
}

const parameter = ({ term: it, type }: Parameter): string => `${term(it)}${type === undefined ? '' : `: ${type}`}`;

export function bodyText(body: Body): string {
  switch (body.kind) {
    case 'call':
      return `${body.predicate}(${body.terms.map(term).join(', ')})`;
    case 'and':
    case 'or':
      return `(${body.parts.map(bodyText).join(` ${body.kind} `)})`;
    case 'not':
      return `not ${bodyText(body.part)}`;
    case 'compare':
      return `${term(body.left)} ${body.operator} ${term(body.right)}`;
    case 'equal':
      return `${term(body.left)} = ${term(body.right)}`;
    case 'in':
      return `${term(body.left)} in [${body.list.map(value).join(', ')}]`;
    case 'matches':
      return `${term(body.left)} matches ${body.type}`;
    case 'true':
      return 'true';
  }
}
