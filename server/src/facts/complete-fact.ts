import { isA, type Policy, updatePolicy } from '@polar-tools/policy';
import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import { seenIn } from '../completion/seen.ts';
import { KINDS_NAMED, namesOf } from '../completion/string-items.ts';
import type { Patience } from '../feature.ts';
import { completions } from '../features/completion.ts';
import { createLineIndex, type LineIndex } from '../line-index.ts';
import type { Span } from '../view.ts';
import type { AskedInFacts } from './answers-in-facts.ts';
import { type FactPlace, factPlaceAt } from './fact-place.ts';
import { type FactFile, readFactFiles, writtenIn } from './policy-facts.ts';
import { type WrittenFact, writeWord } from './written-facts.ts';

interface Offer {
  readonly label: string;
  readonly detail: string;
  readonly kind: CompletionItemKind;
  /** As it is inserted, where that is not the label as a word; `$1` is where to write on. */
  readonly json?: string;
  /** Fits better than others. */
  readonly isBest?: boolean;
}

/** What a file of facts may go on with: predicates, types, identifiers that are used already, roles and relations of the type, and whole arguments. */
export async function completeFact(
  asked: AskedInFacts,
  _params: never,
  patience: Pick<Patience, 'readFile'>,
): Promise<CompletionItem[]> {
  const { text, format, offset, client } = asked;
  const file = writtenIn(text, format);
  const place = factPlaceAt(file, offset);
  if (place === undefined) return format === 'polar' ? inStatement(asked) : [];
  const others = place.kind === 'id' || place.kind === 'text' ? await readFactFiles(asked.root, patience) : [];
  const files: readonly Pick<FactFile, 'file'>[] = 'unreadable' in others ? [{ file }] : others;
  const range = createLineIndex(text, client.encoding).rangeOf(place.span);
  return offers(asked.view.policy, place, files, offset).map(({ label, detail, kind, json, isBest }) => {
    const isSnippet = json?.includes('$1') === true && client.snippets;
    const newText =
      json === undefined ? writeWord(file, place.span, label) : isSnippet ? json : json.replaceAll(/\$\d/g, '');
    const written = place.isBare ? JSON.stringify(newText) : newText;
    return {
      label,
      detail,
      kind,
      sortText: `${isBest === true ? 0 : 1}${label}`,
      filterText: place.isBare || json !== undefined ? written.replaceAll(/\$\d/g, '') : label,
      ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
      textEdit: { range, newText: json === undefined ? written : newText },
    };
  });
}

function offers(
  policy: Policy,
  place: FactPlace,
  files: readonly Pick<FactFile, 'file'>[],
  offset: number,
): readonly Offer[] {
  switch (place.kind) {
    case 'predicate':
      return [
        ...predicates(policy),
        ...(place.isHeader === true
          ? [{ label: 'predicate', detail: 'Each row begins with its own', kind: CompletionItemKind.Keyword }]
          : []),
      ];
    case 'key':
      return place.keys.map((label) => ({
        label,
        detail: '',
        kind: CompletionItemKind.Property,
        json: `"${label}": `,
      }));
    case 'type':
      return types(policy, place.fact, place.index);
    case 'id':
      return ids(policy, place.type, files, offset);
    case 'text':
      return texts(policy, place.fact, place.index, files, offset);
    case 'argument':
      return [
        ...types(policy, place.fact, place.index)
          .filter(({ label }) => !PLAIN.includes(label))
          .map((type) => ({ ...type, json: `{"type": "${type.label}", "id": "$1"}` })),
        ...texts(policy, place.fact, place.index, files, offset).map((one) => ({
          ...one,
          json: JSON.stringify(one.label),
        })),
      ];
    case 'fact':
      return predicates(policy).flatMap((one) =>
        (policy.factSignatures.get(one.label) ?? []).map(({ types: asked }) => ({
          ...one,
          label: `${one.label}(${asked.map((type) => type ?? '_').join(', ')})`,
          json: factOf(policy, one.label, asked),
        })),
      );
  }
}

const PLAIN: readonly string[] = ['String', 'Integer', 'Boolean'];

/** What rules ask for as facts; what they give may be told as a fact, too. */
function predicates(policy: Policy): readonly Offer[] {
  const found = [...policy.factSignatures.keys()].map((label) => ({
    label,
    detail: (policy.factSignatures.get(label) ?? [])
      .map(({ types: asked }) => `(${asked.map((type) => type ?? '_').join(', ')})`)
      .filter((shape, at, all) => all.indexOf(shape) === at)
      .slice(0, 3)
      .join(' '),
    kind: CompletionItemKind.Function,
    isBest: true,
  }));
  const rules = [...policy.predicates.keys()].filter((name) => !policy.factSignatures.has(name));
  return [
    ...found,
    ...rules.map((label) => ({ label, detail: 'Rules of the policy give it', kind: CompletionItemKind.Function })),
  ];
}

/** The types that an argument may have; those that the policy asks for first. */
function types(policy: Policy, { predicate }: WrittenFact, index: number): readonly Offer[] {
  const asked = (policy.factSignatures.get(predicate?.text ?? '') ?? []).map((signature) => signature.types[index]);
  const named = [...policy.blocks.values()].filter(({ keyword }) => keyword !== 'global');
  const fits = (type: string): boolean => asked.some((one) => one !== undefined && isA(type, one, policy.blocks));
  return [
    ...named.map(({ name, keyword }) => ({
      label: name,
      detail: `${keyword} block`,
      kind: CompletionItemKind.Class,
      isBest: fits(name),
    })),
    ...PLAIN.map((label) => ({
      label,
      detail: 'Built in',
      kind: CompletionItemKind.Class,
      isBest: asked.includes(label),
    })),
  ];
}

/** Identifiers of a type that the policy's rules and tests and its files of facts use. */
function ids(
  policy: Policy,
  type: string | undefined,
  files: readonly Pick<FactFile, 'file'>[],
  offset: number,
): readonly Offer[] {
  if (type === undefined) return [];
  const found = new Map<string, string>();
  for (const { file } of files)
    for (const { arguments: values } of file.facts)
      for (const { type: its, id } of values)
        if (its?.text === type && id !== undefined && id.text !== '' && !isAt(id.span, offset))
          found.set(id.text, `${type} of the facts`);
  for (const id of seenIn(policy).idsOf(type)) found.set(id, `Used as ${type}`);
  if (type === 'Boolean') for (const id of ['true', 'false']) found.set(id, 'Boolean');
  return [...found].map(([label, detail]) => ({ label, detail, kind: CompletionItemKind.Value, isBest: true }));
}

/** What a text may be: a role or relation of the fact's type, else what stands at the same place elsewhere. */
function texts(
  policy: Policy,
  { predicate, arguments: values }: WrittenFact,
  index: number,
  files: readonly Pick<FactFile, 'file'>[],
  offset: number,
): readonly Offer[] {
  const name = predicate?.text ?? '';
  const kinds = index === 1 ? KINDS_NAMED[name] : undefined;
  if (kinds !== undefined) {
    const resource = values[name === 'has_relation' ? 0 : 2];
    const own = values.length === 2 && name !== 'has_relation' ? 'global' : resource?.type?.text;
    const among = own !== undefined && policy.blocks.has(own) ? [own] : [...policy.blocks.keys()];
    const found = new Map<string, string[]>();
    for (const type of among)
      for (const { name: label, kind, block } of namesOf(policy, type, kinds)) {
        const detail = block === 'global' ? `global ${kind}` : `${kind} of ${block}`;
        found.set(label, [...new Set([...(found.get(label) ?? []), detail])]);
      }
    return [...found].map(([label, details]) => ({
      label,
      detail: details.join(', '),
      kind: CompletionItemKind.EnumMember,
      isBest: true,
    }));
  }
  const found = new Set(seenIn(policy).stringsAt(`${name}/${index}`));
  for (const { file } of files)
    for (const fact of file.facts) {
      const value = fact.predicate?.text === name ? fact.arguments[index] : undefined;
      if (value?.isText === true && value.id !== undefined && value.id.text !== '' && !isAt(value.id.span, offset))
        found.add(value.id.text);
    }
  return [...found].map((label) => ({
    label,
    detail: 'Used at this place elsewhere',
    kind: CompletionItemKind.Value,
    isBest: true,
  }));
}

const isAt = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

function factOf(policy: Policy, name: string, asked: readonly (string | undefined)[]): string {
  let places = 0;
  const values = asked.map((type) => {
    places++;
    if (type === 'String') return `"$${places}"`;
    if (type === 'Integer' || type === 'Boolean') return `$${places}`;
    const one = [...policy.blocks.values()].find(
      ({ name: each, keyword }) => keyword !== 'global' && (type === undefined || isA(each, type, policy.blocks)),
    );
    return `{"type": "${one?.name ?? type ?? ''}", "id": "$${places}"}`;
  });
  return `["${name}"${values.map((value) => `, ${value}`).join('')}]`;
}

/** In Polar: what a test's facts may go on with, seen from the end of the fact before. */
function inStatement(asked: AskedInFacts): CompletionItem[] {
  const { text, offset, uri, view } = asked;
  const from = text.lastIndexOf(';', offset - 1) + 1;
  const end = text.indexOf(';', offset);
  const lines = createLineIndex(text, asked.client.encoding);
  const polar = `${FIXTURE}${text.slice(from, end < 0 ? text.length : end).replaceAll(/[\r\n]/g, ' ')}; }`;
  const shifted: LineIndex = {
    ...lines,
    text: polar,
    rangeOf: (span) => lines.rangeOf({ start: toFile(span.start), end: toFile(span.end) }),
  };
  const toFile = (at: number): number => at - FIXTURE.length + from;
  const seen = updatePolicy(view.policy, [{ uri, text: polar }]);
  const inPolar = { ...view, policy: seen, lines: (each: string) => (each === uri ? shifted : view.lines(each)) };
  return completions({ ...asked, view: inPolar, offset: offset - from + FIXTURE.length }).items;
}

const FIXTURE = 'test fixture facts {';
