import { type ConjunctCall, cloudConjunction, type Domain, writeValue } from '@polar-tools/evaluator';
import { Refusal } from '../exchange.ts';
import { typed } from '../wire/facts.ts';
import { type Fields, field, fieldsOf, kindOf, listOf, textField } from '../wire/json.ts';
import { answersOf, type Slices } from './ask.ts';
import { refuseUnknownPredicates } from './predicates.ts';
import { refuseUnknownTypes, type Setting, settingWith } from './question.ts';

/** By variable: the id of its value; null where any value of its type will do. */
type Row = Readonly<Record<string, string | null>>;

/**
 * `POST /evaluate_query`, what the clients' query builder sends: calls whose arguments are all variables, and for each variable its type and
 * the ids that it may have. The answers name all variables.
 */
export function* evaluateQuery(fields: Fields, setting: Setting): Slices<{ results: readonly Row[] }> {
  const domains = domainsIn(fields);
  const calls = [callIn(field(fields, 'predicate'), domains), ...callsIn(fields, domains)];
  refuseUnknownPredicates(
    setting,
    calls.map(({ predicate }) => predicate),
  );
  refuseUnknownTypes(setting, [...domains.values()]);
  // What the client calls its variables is its own affair.
  const names = new Map([...domains.keys()].map((name, at) => [name, `v${at}`]));
  const asking = settingWith(fields, setting);
  const named = calls.map(({ predicate, arguments: all }) => ({
    predicate,
    arguments: all.map((name) => names.get(name)!),
  }));
  const domainsNamed = new Map([...domains].map(([name, domain]) => [names.get(name)!, domain]));
  const query = cloudConjunction(asking.program, named, domainsNamed);
  const answers = yield* answersOf({ query, text: () => conjunctionText(named, domainsNamed) }, asking);
  return {
    results: answers.map(({ bindings }) =>
      Object.fromEntries(
        [...domains].map(([name, { values }]) => {
          const found = bindings.get(names.get(name)!);
          return [name, found === undefined ? (values?.[0]?.id ?? null) : (found.id ?? null)];
        }),
      ),
    ),
  };
}

/** `allow(v0: User, "read", v2: Document) and v2 in [Document{"a"}, Document{"b"}]` */
function conjunctionText(calls: readonly ConjunctCall[], domains: ReadonlyMap<string, Domain>): string {
  const typed = new Set<string>();
  const texts = calls.map(({ predicate, arguments: all }) => {
    const written = all.map((name) => {
      const { type, values } = domains.get(name)!;
      if (values?.length === 1) return writeValue(values[0]!);
      if (typed.has(name)) return name;
      typed.add(name);
      return `${name}: ${type}`;
    });
    return `${predicate}(${written.join(', ')})`;
  });
  const among = [...domains].flatMap(([name, { values }]) =>
    values === undefined || values.length === 1 ? [] : [`${name} in [${values.map(writeValue).join(', ')}]`],
  );
  return [...texts, ...among].join(' and ');
}

function domainsIn(fields: Fields): ReadonlyMap<string, Domain> {
  const constraints = fieldsOf(field(fields, 'constraints'), '"constraints"');
  return new Map(
    Object.entries(constraints).map(([name, json]): [string, Domain] => {
      const constraint = fieldsOf(json, `The constraint of ${name}`);
      const type = textField(constraint, 'type');
      if (type === 'Actor' || type === 'Resource')
        throw new Refusal(
          400,
          `A variable has a type that the policy declares, and ${type} stands for many. Ask once for each.`,
        );
      const ids = field(constraint, 'ids');
      if (ids === undefined) return [name, { type, values: undefined }];
      const values = listOf(ids, '"ids"').map((id) => {
        if (typeof id === 'string') return typed(type, id);
        throw new Refusal(400, `An id is a text, and one of ${name} is ${kindOf(id)}.`);
      });
      return [name, { type, values }];
    }),
  );
}

function callsIn(fields: Fields, domains: ReadonlyMap<string, Domain>): readonly ConjunctCall[] {
  const calls = field(fields, 'calls');
  return calls === undefined ? [] : listOf(calls, '"calls"').map((call) => callIn(call, domains));
}

/** `["allow", ["var_1", "var_2", "var_3"]]` */
function callIn(json: unknown, domains: ReadonlyMap<string, Domain>): ConjunctCall {
  const [predicate, names] = listOf(json, 'A call');
  if (typeof predicate !== 'string')
    throw new Refusal(400, 'A call is the name of a predicate and a list of variables.');
  return {
    predicate,
    arguments: listOf(names, `What ${predicate} is called with`).map((name) => {
      if (typeof name === 'string' && domains.has(name)) return name;
      throw new Refusal(
        400,
        `${typeof name === 'string' ? name : 'An argument'} of ${predicate} is no variable of "constraints".`,
      );
    }),
  };
}
