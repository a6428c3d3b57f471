import type { DeclarationKind, Policy } from '@polar-tools/policy';
import { readQuery, unknownRules, uriOf } from '@polar-tools/project';
import { seenIn } from '../completion/seen.ts';
import { withAbove } from '../data/complete-data.ts';
import { type DataNames, namesInData } from '../data/data-names.ts';
import type { Asked, Patience } from '../feature.ts';
import type { CompleteQueryResult } from '../protocol.ts';
import { fits, type QueryWord, type Spot, spotAtEnd } from './query-spot.ts';

/** More are not looked through by a person, who types on. */
const MOST = 100;

/**
 * What may go on a query of a Library policy at its end: its rules, then for each argument the objects of the data file that fit its type, the permissions
 * and roles, and names for what is asked.
 */
export async function completeLibraryQuery(
  asked: Asked,
  query: string,
  { read }: Pick<Patience, 'read'>,
): Promise<CompleteQueryResult> {
  const { policy } = asked.view;
  const { data } = policy.configuration;
  const text =
    data === undefined || asked.root.folder === undefined ? undefined : await read(uriOf(data, asked.root.folder));
  const spot = spotAtEnd(query);
  const words = spot.isAfterCall
    ? []
    : spot.predicate === undefined
      ? rules(policy)
      : arguments_(policy, spot, text === undefined ? undefined : namesInData(text));
  const before = query.slice(0, query.length - spot.word.length);
  const word = spot.word.replaceAll('"', '').toLowerCase();
  const problem = problemOf(policy, query);
  return {
    items: words
      .filter(({ label }) => fits(label.toLowerCase(), word))
      .slice(0, MOST)
      .map(({ label, detail, end }) => ({ label, detail, query: before + label + end })),
    ...(problem !== undefined && { problem }),
  };
}

/** Rules that a person asks for first. */
const USUAL: Readonly<Record<string, string>> = {
  allow: 'Who may do what',
  has_permission: 'Who has which permission',
  has_role: 'Who has which role',
  has_relation: 'What belongs to what',
};

function rules({ predicates }: Policy): QueryWord[] {
  const usual = Object.keys(USUAL).filter((name) => predicates.has(name));
  const others = [...predicates.keys()].filter((name) => !usual.includes(name)).sort();
  return [...usual, ...others].map((name) => ({ label: name, detail: USUAL[name] ?? 'Rule', end: '(' }));
}

/** What the middle argument of such a rule names. */
const NAMED: Readonly<Record<string, DeclarationKind>> = {
  allow: 'permission',
  has_permission: 'permission',
  has_role: 'role',
  has_relation: 'relation',
};

function arguments_(policy: Policy, { predicate = '', at }: Spot, names: DataNames | undefined): QueryWord[] {
  const clauses = policy.predicates.get(predicate)?.clauses ?? [];
  const count = Math.max(1, ...clauses.map(({ arity }) => arity));
  const end = at < count - 1 ? ', ' : ')';
  const kind = at === 1 ? NAMED[predicate] : undefined;
  const strings = new Map<string, string>();
  if (kind !== undefined) {
    for (const { names: declared } of policy.blocks.values())
      for (const one of declared.values()) if (one.kind === kind) strings.set(one.name, capital(kind));
  }
  for (const value of seenIn(policy).stringsAt(`${predicate}/${at}`))
    if (!strings.has(value)) strings.set(value, 'Of the policy');
  const parameter = clauses
    .map(({ rule }) => rule.parameters[at]?.value)
    .find((value) => value?.$type === 'Variable' && !value.name.startsWith('_'));
  const variable =
    kind === 'permission' ? 'action' : (kind ?? (parameter?.$type === 'Variable' ? parameter.name : 'x'));
  return [
    ...[...strings].map(([value, detail]) => ({ label: JSON.stringify(value), detail, end })),
    ...(kind === undefined && names !== undefined ? objects(policy, names, predicate, at) : []).map((one) => ({
      ...one,
      end,
    })),
    // One that is asked for must not be the name of an object.
    ...(names?.objects.some(({ name }) => name === variable) === true
      ? []
      : [{ label: variable, detail: 'Every one of them', end }]),
  ];
}

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

/** The objects of the data file, those of a class that the argument may have first. */
function objects(policy: Policy, names: DataNames, predicate: string, at: number): Omit<QueryWord, 'end'>[] {
  const wanted = typesOf(policy, predicate, at);
  const fitting = ({ className }: { readonly className: string | undefined }): boolean =>
    className !== undefined && withAbove(policy, names, className).some((each) => wanted.has(each));
  const all = [...names.objects.filter(fitting), ...names.objects.filter((one) => !fitting(one))];
  return all.map(({ name, className }) => ({ label: name, detail: className ?? 'Constant' }));
}

/** The classes that an argument may have: of the rules' specializers; of the usual rules the actors and resources. */
function typesOf(policy: Policy, predicate: string, at: number): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { rule } of policy.predicates.get(predicate)?.clauses ?? []) {
    const { specializer } = rule.parameters[at] ?? {};
    if (specializer?.$type === 'InstancePattern') found.add(specializer.name.text);
  }
  if (NAMED[predicate] !== undefined && predicate !== 'has_relation') {
    for (const { name, keyword } of policy.blocks.values())
      if (keyword === (at === 0 ? 'actor' : 'resource')) found.add(name);
  }
  return found;
}

function problemOf(policy: Policy, query: string): string | undefined {
  if (query.trim() === '') return undefined;
  const { expression, problems } = readQuery(query);
  if (expression === undefined) return problems[0]?.message;
  const [unknown] = unknownRules(expression, policy);
  if (unknown === undefined) return undefined;
  return `The policy has no rule "${unknown.name}".${unknown.near === undefined ? '' : ` Did you mean "${unknown.near}"?`}`;
}
