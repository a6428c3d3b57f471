import { queryExpression } from '@polar-tools/evaluator';
import { type PolarNode, walk } from '@polar-tools/language';
import { type Policy, takesString } from '@polar-tools/policy';
import { type PathStyle, readQuery } from '@polar-tools/project';
import { Failure } from './failure.ts';
import { wordsOf } from './policy-words.ts';

/** An argument in quotes, as a person would type it: cmd, where they type on Windows, knows double quotes alone. */
export const quoted = (text: string, style: PathStyle): string =>
  style === 'windows' ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`;

/**
 * Refuses a query that came with the single quotes around it, and in pieces where it has blanks: cmd quotes nothing by them.
 *
 * @throws Failure with what to type
 */
export function refuseSingleQuotes(words: readonly string[], style: PathStyle): void {
  const first = words.findIndex((word) => word.startsWith("'"));
  const last = words.at(-1) ?? '';
  if (first < 0 || !last.endsWith("'") || (first === words.length - 1 && last.length < 2)) return;
  const query = words.slice(first).join(' ').slice(1, -1);
  throw new Failure(
    'wrong-use',
    `This shell quotes nothing by single quotes: they came with the query. Type double quotes: ${quoted(query, style === 'posix' ? 'windows' : style)}`,
  );
}

/** Whether a word is a query by itself, and no name of a file. */
export const isGoal = (word: string): boolean => /[\s(=<>]/u.test(word) && readQuery(word).problems.length === 0;

/** A query as it is typed after a command: what begins with a minus would be taken for an option. */
export const typedQuery = (query: string, style: PathStyle): string =>
  `${query.startsWith('-') ? '-- ' : ''}${quoted(query, style)}`;

/**
 * What is wrong with a query that came in several words, and what to type.
 *
 * @param command that was typed: `query`
 */
export function severalWords(command: string, words: readonly string[], style: PathStyle): Failure {
  const advise = (advice: string, query: string): Failure =>
    new Failure(
      'wrong-use',
      `A query is one argument, and here are ${words.length}. ${advice}: polar ${command} ${typedQuery(query, style)}`,
    );
  const files = words.filter((word) => /\.(?:polar|md|json|ya?ml)$/u.test(word));
  const [query, ...others] = words.filter((word) => !files.includes(word));
  if (files.length > 0 && query !== undefined && others.length === 0) {
    const named = files.map((file) => `${/\.(?:polar|md)$/u.test(file) ? '--policy' : '--data'} ${file}`).join(' ');
    return new Failure(
      'wrong-use',
      `Files are named by options: polar ${command} ${named} ${typedQuery(query, style)}`,
    );
  }
  const whole = words.join(' ');
  if (readQuery(whole).problems.length === 0) return advise('Put quotes around it', whole);
  if (words.every((word) => readQuery(word).problems.length === 0))
    return advise('Ask one at a time, or join them with `and`', words.join(' and '));
  return new Failure('wrong-use', `A query is one argument, and here are ${words.length}. Put quotes around it.`);
}

/** Says that a query has lost characters on its way here: what is no UTF-8 comes as U+FFFD. */
export const lostBytes = (query: string): string[] =>
  query.includes('\uFFFD')
    ? [
        'note: The query has the character U+FFFD (\uFFFD), which stands for bytes that are no UTF-8. Type or save it in UTF-8.',
      ]
    : [];

/**
 * Says which variables of a query without any quote are strings in the policy. Windows PowerShell drops the quotes inside an argument, and so does
 * every shell between double quotes: `allow(larry, "read", gmail)` becomes another question, with another answer. A name that the policy itself gives to
 * a variable, or that stands twice in the query, is meant as one.
 */
export function lostQuotes(query: string, variables: readonly string[], policy: Policy, style: PathStyle): string[] {
  if (query.includes('"') || variables.length === 0) return [];
  const { strings, names } = wordsOf(policy);
  const lost = variables.filter(
    (name) => strings.has(name) && !names.has(name) && isArgument(name, query) && mayBeString(name, query, policy),
  );
  if (lost.length === 0) return [];
  const [first] = lost;
  const meant = new RegExp(`\\b(${lost.join('|')})\\b`, 'gu');
  const typed = style === 'windows' ? query.replace(meant, '\\"$1\\"') : query.replace(meant, '"$1"');
  return [
    `note: \`${first}\` is a variable here, and the policy has the string "${first}". Did your shell take the quotes away? ` +
      `Type ${style === 'windows' ? `"${typed}" in cmd, '${typed}' in Windows PowerShell` : `'${typed}'`}.`,
  ];
}

/** Whether a name stands once, as an argument without a type or beside a comparison. */
function isArgument(name: string, query: string): boolean {
  const all = [...query.matchAll(new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])(?!\\s*:)`, 'gu'))];
  return all.length === 1;
}

/** Whether the policy takes a string where a query has the name: `r` in the place of a resource is none, even where there is a role "r". */
function mayBeString(name: string, query: string, policy: Policy): boolean {
  const expression = queryExpression(query);
  if (expression === undefined) return true;
  let may = true;
  walk<PolarNode>(expression, (node) => {
    if (node.$type !== 'Call') return;
    const place = node.arguments.findIndex((argument) => argument.$type === 'Variable' && argument.name === name);
    if (place >= 0) may = takesString(policy, node.name.text, node.arguments.length, place);
  });
  return may;
}
