import type { Rule } from '@polar-tools/language';
import {
  type BlockName,
  builtInClasses,
  type DeclarationKind,
  isBuiltInClass,
  type Policy,
  reservedWords,
} from '@polar-tools/policy';
import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import type { Application } from '../application/application.ts';
import { signaturesOf } from '../features/clause-text.ts';
import type { Seen } from './seen.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';
import { type Phrase, STATEMENTS } from './vocabulary.ts';

/** A completion item, before it is known what it replaces; without `newText` its label is inserted. */
export type Item = Omit<CompletionItem, 'textEdit'> & { readonly newText?: string };

/** What an item carries to `completionItem/resolve`. */
export interface ItemData {
  readonly uri: string;
  readonly predicate: string;
}

/** Where something is being written, and what is known of it. */
export interface Writing {
  readonly policy: Policy;
  readonly around: Surroundings;
  /** The text right after the cursor. */
  readonly after: string;
  /** The rest of the statement, as far as it is written. */
  readonly rest: string;
  /** What the policy shows of the application. */
  readonly seen: Seen;
  /** What its sources say, where they are read. */
  readonly application: Application | undefined;
  /** Of the document, as the client spells it. */
  readonly uri: string;
  /** The rule that is being written, where it is not finished: it says nothing yet of what its predicate looks like. */
  readonly unfinished: Rule | undefined;
}

export const word = (label: string, detail: string, kind: CompletionItemKind = CompletionItemKind.Keyword): Item => ({
  label,
  detail,
  kind,
});

export const nameItem = ({ name, kind, block, type }: BlockName): Item => ({
  label: name,
  kind: kind === 'relation' ? CompletionItemKind.Field : CompletionItemKind.EnumMember,
  detail: kind === 'relation' && type !== undefined ? `relation of ${block} to ${type}` : `${kind} of ${block}`,
  labelDetails: { description: kind },
  sortText: `${ORDER[kind]}${name}`,
});

/** Likelier first. */
const ORDER: Readonly<Record<DeclarationKind, string>> = { role: '00', permission: '01', relation: '02' };

export const names = (declared: readonly BlockName[]): readonly Item[] => declared.map(nameItem);

export const quoted = (declared: readonly BlockName[]): readonly Item[] =>
  declared.map((one) => ({ ...nameItem(one), label: `"${one.name}"`, filterText: `"${one.name}"` }));

export function phrases(policy: Policy, list: readonly Phrase[]): readonly Item[] {
  return list
    .filter(({ dialect }) => dialect === undefined || dialect === policy.dialect)
    .map(({ label, snippet, detail }) => ({
      label,
      detail,
      kind: snippet === undefined ? CompletionItemKind.Keyword : CompletionItemKind.Snippet,
      ...(snippet !== undefined && { insertTextFormat: InsertTextFormat.Snippet, newText: snippet }),
      sortText: `5${label}`,
    }));
}

export function classItems(policy: Policy, seen: Seen): readonly Item[] {
  const named = new Set([
    ...policy.blocks.keys(),
    ...Object.keys(policy.configuration.classes ?? {}),
    ...builtInClasses.map(({ name }) => name),
  ]);
  const others = [...seen.classes].filter((name) => !named.has(name)).sort();
  const blocks = [...policy.blocks.values()].filter(({ keyword }) => keyword !== 'global');
  const configured = Object.keys(policy.configuration.classes ?? {}).filter((name) => !policy.blocks.has(name));
  return [
    ...blocks.map(({ name, keyword }) => ({
      ...word(name, `${keyword} block`, CompletionItemKind.Class),
      sortText: `0${name}`,
    })),
    ...configured.map((name) => ({
      ...word(name, 'Class of the application', CompletionItemKind.Class),
      sortText: `1${name}`,
    })),
    ...others.map((name) => ({
      ...word(name, 'Used in this policy', CompletionItemKind.Class),
      sortText: `1${name}`,
    })),
    ...builtInClasses
      .filter(({ dialect }) => dialect === undefined || dialect === policy.dialect)
      .map(({ name, detail }) => ({
        ...word(name, detail, CompletionItemKind.Class),
        sortText: `2${name}`,
      })),
  ];
}

/** Blocks and classes of the application: what a relation may lead to, and what may be extended. */
export function blockTypeItems(policy: Policy, seen: Seen): readonly Item[] {
  const unions = policy.dialect === 'cloud' ? ['Actor', 'Resource'] : [];
  return classItems(policy, seen).filter(({ label }) => !isBuiltInClass(label) || unions.includes(label));
}

/**
 * The fields of a class and of those that it extends, by the configuration and by what the policy looks up; then those of all others.
 * @param guesses whether to offer what is looked up elsewhere: no, where it is known what the class has
 */
export function fieldItems(policy: Policy, type: string | undefined, seen: Seen, guesses = true): readonly Item[] {
  const classes = new Map(Object.entries(policy.configuration.classes ?? {}));
  const among = new Set<string>();
  const visit = (name: string): void => {
    const found = classes.get(name);
    if (found === undefined || among.has(name)) return;
    among.add(name);
    for (const supertype of found.extends) visit(supertype);
  };
  if (type !== undefined) visit(type);
  const byField = new Map<string, string[]>();
  for (const [name, { fields }] of classes) {
    if (among.size > 0 && !among.has(name)) continue;
    for (const field of fields) byField.set(field, [...(byField.get(field) ?? []), name]);
  }
  const configured = [...byField].map(([field, owners]) => ({
    ...word(field, `field of ${owners.join(', ')}`, CompletionItemKind.Field),
    sortText: `0${field}`,
  }));
  const offered = new Set(byField.keys());
  const used = (of: Iterable<string>, detail: string, order: string): Item[] =>
    [...of]
      // Behind an unfinished lookup, the next word of the rule is read as what is looked up.
      .filter((field) => !JOINING.has(field) && !offered.has(field) && offered.add(field))
      .sort()
      .map((field) => ({ ...word(field, detail, CompletionItemKind.Field), sortText: `${order}${field}` }));
  const own = type === undefined ? [] : used(seen.fieldsOf(type), `Looked up on ${type}`, '0');
  if (!guesses) return [...configured, ...own];
  const unknown = used(seen.fieldsOf(''), 'Looked up in this policy', '1');
  const others = used(seen.fields, 'Looked up on other classes', '2');
  return [...configured, ...own, ...unknown, ...others];
}

/** Words that follow an operand. */
const JOINING: ReadonlySet<string> = new Set(['and', 'or', 'in', 'matches', 'mod', 'rem']);

function snippetOf(name: string, parameters: readonly string[]): string {
  const places = parameters.map((parameter, at) => `\${${at + 1}:${parameter.replace(/[\\$}]/g, '\\$&')}}`);
  return `${name.replace(/[\\$}]/g, '\\$&')}(${places.join(', ')})`;
}

/** More are not sent: nobody looks through them, and writing on leaves fewer. */
export const MOST_PREDICATES = 250;

/** The names that what is written may become: all where they are few, else those that begin with it. */
function predicatesFor(policy: Policy, prefix: string): readonly string[] {
  const all = [...policy.predicates.keys()];
  if (all.length <= MOST_PREDICATES) return all;
  const written = prefix.toLowerCase();
  const fitting = all.filter((name) => name.toLowerCase().startsWith(written));
  return fitting.sort((one, other) => one.length - other.length || (one < other ? -1 : 1)).slice(0, MOST_PREDICATES);
}

/** Calls of the policy's predicates, one item an arity. */
export function predicateItems({ policy, uri, around, unfinished }: Writing): readonly Item[] {
  return predicatesFor(policy, around.prefix).flatMap((name) =>
    signaturesOf(policy, name, unfinished).map(({ names: parameters, count }): Item => {
      const data: ItemData = { uri, predicate: name };
      return {
        label: name,
        labelDetails: { detail: `(${parameters.join(', ')})` },
        detail: count === 1 ? '1 rule' : `${count} rules`,
        kind: CompletionItemKind.Function,
        insertTextFormat: InsertTextFormat.Snippet,
        newText: snippetOf(name, parameters),
        sortText: `2${name}`,
        data,
      };
    }),
  );
}

/** Heads of the policy's predicates, to write another rule of one. */
export function headItems(writing: Writing): readonly Item[] {
  const offered = new Set(STATEMENTS.map(({ label }) => label));
  return predicateItems(writing).filter(({ label }) => !offered.has(label));
}

const PARTS_OF_TESTS: ReadonlySet<string> = new Set(['test', 'setup', 'fixture']);

/** The words of the statement that may be variables, those after the cursor too. */
export function variableItems({ tokens }: Pick<Surroundings, 'tokens'>, rest = ''): readonly Item[] {
  const found = new Set<string>();
  const all = [...tokens, ...(rest === '' ? [] : surroundingsOf(`${rest} `, 0, rest.length + 1).tokens)];
  // In a test, braces are around statements.
  const hasKeys = tokens[0]?.text !== 'test';
  let [braces, inBody] = [0, false];
  for (const [at, { kind, text }] of all.entries()) {
    const before = all[at - 1]?.text;
    const after = all[at + 1]?.text;
    if (text === '{') braces++;
    else if (text === '}') braces--;
    else if (text === 'if' || text === '?=') inBody = true;
    if (
      kind !== 'word' ||
      reservedWords.has(text) ||
      (tokens[0]?.text === 'test' && PARTS_OF_TESTS.has(text)) ||
      after === '(' ||
      after === '{' ||
      (after === ':' && hasKeys && (inBody || braces > 0)) ||
      before === '.' ||
      before === ':'
    )
      continue;
    if (before === 'matches' || before === 'new' || /^\p{Lu}/u.test(text)) continue;
    found.add(text);
  }
  return [...found].map((name) => ({
    ...word(name, 'Variable of this rule', CompletionItemKind.Variable),
    sortText: `1${name}`,
  }));
}

/** Rules that say who has the roles, and what the relations, of each type that no rule does that for yet. */
export function typeRuleItems({ policy }: Writing): readonly Item[] {
  // Which block was written first says nothing.
  const blocks = [...policy.blocks.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const actor = blocks.find(({ keyword }) => keyword === 'actor')?.name ?? 'User';
  const filled = new Set(
    (policy.predicates.get('has_role')?.clauses.slice(0, MOST_CLAUSES) ?? []).map(({ rule }) => {
      const specializer = rule.parameters[2]?.specializer;
      return specializer?.$type === 'InstancePattern' ? specializer.name.text : '';
    }),
  );
  return blocks
    .filter(({ name, keyword, names: all }) => {
      const hasRoles = [...all.values()].some(({ kind }) => kind === 'role');
      return keyword === 'resource' && hasRoles && !filled.has(name);
    })
    .slice(0, MOST_TYPES)
    .map(({ name }): Item => {
      const variable = name.toLowerCase() === name ? 'resource' : name.toLowerCase();
      return {
        label: `has_role for ${name}`,
        detail: `A rule that says who has a role on ${name}`,
        kind: CompletionItemKind.Snippet,
        insertTextFormat: InsertTextFormat.Snippet,
        newText: `has_role(\${1:user}: \${2:${actor}}, \${3:name}: String, \${4:${variable}}: ${name}) if\n\t$0;`,
        sortText: `5has_role for ${name}`,
      };
    });
}

/** Of a predicate with very many clauses; and more snippets than anyone looks through. */
const MOST_CLAUSES = 500;
const MOST_TYPES = 20;

/** Predicates that are called and that no rule or fact of the policy defines yet. */
export function calledItems({ policy, seen }: Writing): readonly Item[] {
  return [...seen.called]
    .filter((name) => !policy.predicates.has(name) && !policy.factSignatures.has(name))
    .sort()
    .map((name) => ({ ...word(name, 'Called in this policy', CompletionItemKind.Function), sortText: `3${name}` }));
}

export function factItems(policy: Policy): readonly Item[] {
  return [...policy.factSignatures].flatMap(([name, signatures]) =>
    policy.predicates.has(name)
      ? []
      : signatures.slice(0, 1).map(
          ({ types }): Item => ({
            label: name,
            detail: signatures.every(({ origin }) => origin === 'inferred') ? 'Called as a fact' : 'Fact',
            kind: CompletionItemKind.Function,
            insertTextFormat: InsertTextFormat.Snippet,
            newText: snippetOf(
              name,
              types.map((type) => type ?? 'value'),
            ),
          }),
        ),
  );
}

/** The facts that rules ask for and nothing declares, each with the types that their calls show. */
export function undeclaredFacts(policy: Policy): readonly Item[] {
  const undeclared = new Set(
    [...policy.factSignatures].flatMap(([name, signatures]) =>
      signatures.every(({ origin }) => origin === 'inferred') ? [name] : [],
    ),
  );
  return factItems(policy).filter(({ label }) => undeclared.has(label));
}

export function objectItems(policy: Policy): readonly Item[] {
  return [...policy.blocks.values()]
    .filter(({ keyword }) => keyword !== 'global')
    .map(({ name, keyword }) => ({
      label: `${name}{"…"}`,
      filterText: name,
      detail: `One ${keyword} of type ${name}`,
      kind: CompletionItemKind.Value,
      insertTextFormat: InsertTextFormat.Snippet,
      newText: `${name}{"\${1:id}"}`,
    }));
}
