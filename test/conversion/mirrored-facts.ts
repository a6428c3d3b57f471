import { compile, type Data, prepare, solve, viewOf } from '@polar-tools/evaluator';
import { createPolicy, type Policy, type Supply } from '@polar-tools/policy';

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/**
 * The facts that say of a data file's objects what a conversion to Cloud wants told, as Polar text. Objects without a name are told by no
 * facts of their own.
 */
export function mirroredFacts(old: Policy, text: string, data: Data, supplies: readonly Supply[]): readonly string[] {
  const objects = (JSON.parse(text) as { objects: Record<string, Record<string, Json>> }).objects;
  const facts = new Set<string>();
  const named = (name: string): string => `${String(objects[name]!.$class)}{"${name}"}`;
  const value = (json: Json): string =>
    typeof json === 'object' ? named((json as { $ref: string }).$ref) : JSON.stringify(json);
  for (const supply of supplies) {
    if (supply.kind === 'field') {
      for (const [name, object] of Object.entries(objects)) {
        const held = object[supply.field];
        if (held === undefined) continue;
        if (supply.shape === 'truth') {
          if (held === true) facts.add(`${supply.predicate}(${named(name)})`);
        } else
          for (const each of supply.shape === 'members' ? (held as readonly Json[]) : [held])
            facts.add(`${supply.predicate}(${named(name)}, ${value(each)})`);
      }
    } else if (supply.kind === 'rule') {
      for (const fact of given(old, data, supply, objects)) facts.add(fact);
    }
  }
  return [...facts];
}

/** Everything that one rule of the old policy gives. */
function* given(
  old: Policy,
  data: Data,
  { predicate, rule }: Extract<Supply, { kind: 'rule' }>,
  objects: Readonly<Record<string, Record<string, Json>>>,
): Generator<string> {
  const text = old.files.get(rule.uri)!.text.slice(rule.start, rule.end);
  const blocks = [...old.blocks.values()].map(({ name, keyword }) => `${keyword} ${name} {}`).join('\n');
  const alone = createPolicy([{ uri: 'rule', text: `${blocks}\n${text}` }], { dialect: 'library' });
  const program = compile(alone, data.host);
  const names = Object.keys(objects);
  for (const first of names) {
    for (const last of names) {
      const { query } = prepare(program, `${predicate}(${first}, name, ${last})`);
      for (const solution of solve(query!, { host: data.host })) {
        if (solution.kind === 'error') throw new Error(solution.error.message);
        const found = viewOf(solution.answer.bindings.get('name')!);
        if (found.kind !== 'string') throw new Error('No name of a role or relation.');
        const [from, to] = predicate === 'has_relation' ? [last, first] : [first, last];
        const object = (name: string): string => `${String(objects[name]!.$class)}{"${name}"}`;
        yield `${predicate}(${object(from)}, "${found.value}", ${object(to)})`;
      }
    }
  }
}
