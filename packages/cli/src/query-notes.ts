import { isNamed, type PreparedQuery } from '@polar-tools/evaluator';
import { type PolarNode, printable, walk } from '@polar-tools/language';
import { type Policy, Suggestions, takesObject } from '@polar-tools/policy';
import type { LoadedObjects } from './load-objects.ts';
import { wordsOf } from './policy-words.ts';
import { lostBytes, lostQuotes } from './quoting.ts';
import { similarNames } from './similar-names.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Lines on what is most likely meant otherwise in a query of a Library policy: a name that no object has, a string that stands nowhere else. Such a query is
 * not wrong, and its answer says something else than a person reads in it.
 */
export function queryNotes(query: PreparedQuery, policy: Policy, objects: LoadedObjects | undefined): string[] {
  const names = objects?.names ?? [];
  const similar = query.variables.filter((name) => similarNames([name], names).length > 0);
  return [
    ...lostBytes(query.text ?? ''),
    ...similarNames(query.variables, names),
    ...noObjects(query, policy, objects, similar),
    ...similarStrings(query, policy, objects),
  ];
}

/** The same on the error stream of a command, with what a shell may have taken away. */
export function writeNotes(
  query: PreparedQuery,
  policy: Policy,
  objects: LoadedObjects | undefined,
  { errors, pathStyle }: Surroundings,
): void {
  const shellTook = lostQuotes(query.text ?? '', query.variables, policy, pathStyle);
  for (const note of [...shellTook, ...queryNotes(query, policy, objects)]) errors.write(`${printable(note)}\n`);
}

/**
 * On variables that stand nowhere but in the place of objects: an answer has conditions for them, and is not about the objects that were meant. What is
 * plainly meant as a variable is none of them: one letter, or a name that the policy's rules use as one, `allow(actor, "read", resource)`.
 *
 * @param told of which that is said already
 */
function noObjects(
  { expression }: PreparedQuery,
  policy: Policy,
  objects: LoadedObjects | undefined,
  told: readonly string[],
): string[] {
  const inPlace = new Map<string, number>();
  const all = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  walk<PolarNode>(expression as PolarNode, (node) => {
    if (node.$type === 'Variable') count(all, node.name);
    else if (node.$type === 'Lookup' && node.object.$type === 'Variable') count(inPlace, node.object.name);
    else if (node.$type === 'Call')
      for (const [place, argument] of node.arguments.entries())
        if (argument.$type === 'Variable' && takesObject(policy, node.name.text, node.arguments.length, place))
          count(inPlace, argument.name);
  });
  const known = new Set([...(objects?.names ?? []), ...told]);
  const { names: variables } = wordsOf(policy);
  const isMeantSo = (name: string): boolean => /^(?:_.*|[a-z]\d*)$/.test(name) || variables.has(name);
  const isThere = (name: string): boolean => isNamed(objects?.host, name) || objects?.host.classes.has(name) === true;
  const lost = [...inPlace.keys()].filter(
    (name) => !known.has(name) && !isThere(name) && !isMeantSo(name) && inPlace.get(name) === all.get(name),
  );
  if (lost.length === 0) return [];
  const [are, such, named] =
    lost.length === 1
      ? ['is a variable', 'such an object', 'object of that name']
      : ['are variables', 'such objects', 'objects of these names'];
  const why =
    objects === undefined
      ? 'no data and no application is named'
      : `the ${objects.data === undefined ? 'application' : 'data'} has no ${named}`;
  const listed = lost.map((name) => `\`${name}\``).join(' and ');
  return [`note: ${listed} ${are} here: ${why}. An answer says what must hold of ${such}.`];
}

/** On strings of calls that stand neither in the policy nor in its data, and are like one of the policy's. */
function similarStrings({ expression }: PreparedQuery, policy: Policy, objects: LoadedObjects | undefined): string[] {
  const { strings } = wordsOf(policy);
  const data = objects?.data?.text ?? '';
  const known = new Suggestions(strings);
  const notes = new Set<string>();
  walk<PolarNode>(expression as PolarNode, (node) => {
    if (node.$type !== 'Call' || !policy.predicates.has(node.name.text)) return;
    for (const argument of node.arguments) {
      if (argument.$type !== 'StringLiteral') continue;
      const { value } = argument;
      const meant = strings.has(value) || data.includes(JSON.stringify(value)) ? undefined : known.nearest(value);
      if (meant === undefined) continue;
      const where = objects?.data === undefined ? 'The policy has no' : 'Neither the policy nor the data has the';
      notes.add(`note: ${where} string ${JSON.stringify(value)}. Did you mean ${JSON.stringify(meant)}?`);
    }
  });
  return [...notes];
}
