import { type Node, type Parameter, print, type Rule, rangeOf } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';
import type { View } from '../view.ts';

/** One shape that the rules of a name have. */
export interface Signature {
  /** A name for each parameter: a variable's own, else its value. */
  readonly names: readonly string[];
  /** Each parameter as it stands in the first rule of this arity. */
  readonly parameters: readonly string[];
  readonly count: number;
}

/** The signatures of a predicate, by arity, fewest parameters first; a rule that is not finished says nothing of them. */
export function signaturesOf(policy: Policy, predicate: string, unfinished?: Rule): readonly Signature[] {
  const byArity = new Map<number, Clause[]>();
  for (const clause of policy.predicates.get(predicate)?.clauses ?? []) {
    if (clause.rule === unfinished) continue;
    const known = byArity.get(clause.arity);
    if (known === undefined) byArity.set(clause.arity, [clause]);
    else known.push(clause);
  }
  return [...byArity]
    .sort(([one], [other]) => one - other)
    .map(([arity, clauses]) => {
      // The first clause that names a parameter gives its name: `_` and constants say little.
      const parameters = Array.from({ length: arity }, (_, at) => {
        const named = clauses.slice(0, 50).find(({ rule }) => nameOf(rule.parameters[at]) !== undefined) ?? clauses[0]!;
        return named.rule.parameters[at]!;
      });
      return {
        names: parameters.map((parameter, at) => nameOf(parameter) ?? USUAL[predicate]?.[at] ?? print(parameter)),
        parameters: parameters.map((parameter) => print(parameter)),
        count: clauses.length,
      };
    });
}

/** What the parameters of the rules that the language knows are called where no rule says it. */
export const USUAL: Readonly<Record<string, readonly string[]>> = {
  allow: ['actor', 'action', 'resource'],
  has_permission: ['actor', 'permission', 'resource'],
  has_role: ['actor', 'role', 'resource'],
  has_relation: ['subject', 'relation', 'object'],
};

function nameOf(parameter: Parameter | undefined): string | undefined {
  const value = parameter?.value;
  if (value?.$type !== 'Variable') return undefined;
  const name = value.name.replace(/^_+/, '');
  return name === '' ? undefined : name;
}

const MOST_CLAUSES = 8;
const MOST_LINES = 12;

/** The clauses of a predicate as Markdown; undefined where it has none. `arity` leaves the others out. */
export function clausesText(view: View, predicate: string, arity?: number): string | undefined {
  const all = view.policy.predicates.get(predicate)?.clauses ?? [];
  const sameArity = arity === undefined ? all : all.filter((clause) => clause.arity === arity);
  const clauses = sameArity.length > 0 ? sameArity : all;
  if (clauses.length === 0) return undefined;
  const shown = clauses.slice(0, MOST_CLAUSES).map((clause) => clauseText(view, clause));
  const more = clauses.length - shown.length;
  const text = code(shown.join('\n\n'));
  return more > 0 ? `${text}\n\n… and ${more} more ${more === 1 ? 'rule' : 'rules'}.` : text;
}

/** One clause: its source, or a shorthand's longhand under the shorthand. */
export function clauseText(view: View, { rule, shorthand, uri, block }: Clause): string {
  const comment = commentAbove(view, uri, shorthand ?? rule);
  if (shorthand === undefined) return [...comment, sourceOf(view, uri, rule)].join('\n');
  const short = sourceOf(view, uri, shorthand).split(/\r\n|\r|\n/);
  const title = `# ${short.map((line) => line.trim()).join(' ')}${block === undefined ? '' : ` in ${block}`}`;
  return [...comment, title, longhandSource(rule)].join('\n');
}

const MOST_COMMENT_LINES = 6;

/** The comment right above a rule, a block or a shorthand, which is what its author says of it. */
export function commentAbove(view: View, uri: string, node: Node): readonly string[] {
  const text = view.policy.files.get(uri)?.text ?? '';
  const { start } = rangeOf(node);
  let end = text.lastIndexOf('\n', start - 1);
  if (start === 0 || end === -1 || text.slice(end, start).trim() !== '') return [];
  const lines: string[] = [];
  while (end > 0) {
    const before = text.lastIndexOf('\n', end - 1);
    const line = text.slice(before + 1, end).trim();
    if (!line.startsWith('#')) break;
    if (lines.length === MOST_COMMENT_LINES) return ['# …', ...lines];
    if (!/^#\s*(?:polar-disable|(?:end)?region\b)/.test(line)) lines.unshift(line);
    end = before;
  }
  return lines;
}

/** A longhand as a person would write it: each goal on a line of its own. */
export function longhandSource(rule: Rule): string {
  const { body, name, parameters } = rule;
  if (body === undefined) return print(rule);
  const goals = body.$type === 'And' ? body.operands : [body];
  const head = `${name.text}(${parameters.map((parameter) => print(parameter)).join(', ')})`;
  return `${head} if\n  ${goals.map((goal) => print(goal)).join(' and\n  ')};`;
}

/** The source of a node, indented as if it stood alone. */
export function sourceOf(view: View, uri: string, node: Rule | (Clause['shorthand'] & object)): string {
  const { start, end } = rangeOf(node);
  const text = view.policy.files.get(uri)?.text.slice(start, end) ?? print(node);
  const lines = text.split(/\r\n|\r|\n/);
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '  # …'].join('\n') : lines.join('\n');
}

/** A piece of code within a line, whatever it holds: nothing of it is read as Markdown. */
export function inline(text: string): string {
  const shown = text.replace(/\s+/g, ' ');
  const runs = (shown.match(/`+/g) ?? []).map((run) => run.length);
  if (runs.length === 0) return `\`${shown}\``;
  const fence = '`'.repeat(Math.max(...runs) + 1);
  return `${fence} ${shown} ${fence}`;
}

/** A fenced block of Polar, with a fence that the text cannot close. */
export function code(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${fence}polar\n${text}\n${fence}`;
}
