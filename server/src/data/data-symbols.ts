import { type PolarNode, rangeOf, walk } from '@polar-tools/language';
import { definitions, type Policy, references, type SymbolUse } from '@polar-tools/policy';
import type { Location } from 'vscode-languageserver';
import { classNamesInData } from '../configuration-edit.ts';
import type { AskedInData } from '../feature.ts';
import { nameSpan } from '../features/names.ts';
import { createLineIndex } from '../line-index.ts';
import { locationIn, type Span } from '../view.ts';
import { namesInData } from './data-names.ts';
import { dataPlaceAt } from './data-place.ts';
import { termsInField } from './data-terms.ts';

/** What a name in a data file stands for. */
export type DataSymbol =
  | { readonly kind: 'object' | 'class'; readonly name: string; readonly span: Span }
  /** Which of them the policy means is not known where there are several. */
  | { readonly kind: 'term'; readonly name: string; readonly span: Span; readonly uses: readonly SymbolUse[] }
  | { readonly kind: 'field'; readonly name: string; readonly span: Span; readonly className: string | undefined };

/** The name at a place of a data file; its place is without the quotes. Undefined for what stands for nothing else. */
export function dataSymbolAt({ view, text, offset }: AskedInData): DataSymbol | undefined {
  const place = dataPlaceAt(text, offset);
  if (place === undefined || place.text === '' || text[place.span.start] !== '"') return undefined;
  const named = { name: place.text, span: { start: place.span.start + 1, end: place.span.end - 1 } };
  switch (place.kind) {
    case 'class':
      return { kind: 'class', ...named };
    case 'object':
      return { kind: 'object', ...named };
    case 'field':
      return place.text.startsWith('$') ? undefined : { kind: 'field', ...named, className: place.holder.className };
    case 'value': {
      if (place.of === undefined) return undefined;
      const uses = termsInField(view.policy, place.text, `.${place.of.field}${place.of.inList ? '[]' : ''}`);
      return uses.length === 0 ? undefined : { kind: 'term', ...named, uses };
    }
    default:
      return undefined;
  }
}

/** Where a name of a data file is defined: a class by its block, else by the specializers that name it, else where the file describes it; an object where the file has it. */
export function definitionInData(asked: AskedInData): Location[] {
  const { view, text } = asked;
  const symbol = dataSymbolAt(asked);
  const inData = locating(asked);
  switch (symbol?.kind) {
    case 'class': {
      const blocks = definitions(view.policy, { kind: 'class', name: symbol.name });
      const named = blocks.length > 0 ? blocks : references(view.policy, { kind: 'class', name: symbol.name });
      if (named.length > 0) return named.map((each) => locationIn(view, each.uri, nameSpan(each)));
      return inData(namesInData(text).classes.get(symbol.name)?.span);
    }
    case 'object':
      return namesInData(text)
        .objects.filter(({ name }) => name === symbol.name)
        .flatMap(({ span }) => inData(span));
    case 'field':
      return inData(
        namesInData(text)
          .classes.get(symbol.className ?? '')
          ?.fields.get(symbol.name)?.span,
      );
    case 'term':
      return symbol.uses.map((use) => locationIn(view, use.uri, nameSpan(use)));
    default:
      return [];
  }
}

/** Every place of the policy and of its data file that has what a name of the data file stands for. */
export function referencesInData(asked: AskedInData): Location[] {
  const { view, text } = asked;
  const symbol = dataSymbolAt(asked);
  const inData = locating(asked);
  switch (symbol?.kind) {
    case 'class':
      return [
        ...references(view.policy, { kind: 'class', name: symbol.name }).map((each) =>
          locationIn(view, each.uri, nameSpan(each)),
        ),
        ...classNamesInData(text, symbol.name).flatMap(inData),
      ];
    case 'object':
      return [
        ...inObjects(text, symbol.name).flatMap(inData),
        ...inQueries(view.policy, symbol.name).map(({ uri, ...span }) => locationIn(view, uri, span)),
      ];
    case 'term':
      return symbol.uses.flatMap((use) =>
        references(view.policy, use.symbol).map((each) => locationIn(view, each.uri, nameSpan(each))),
      );
    default:
      return [];
  }
}

/** Where a data file has an object: its name, and what refers to it. */
export function inObjects(text: string, name: string): readonly Span[] {
  const { objects, references } = namesInData(text);
  return [...objects.flatMap((object) => (object.name === name ? [object.span] : [])), ...(references.get(name) ?? [])];
}

/** Where inline queries of the policy name an object. */
export function inQueries(policy: Policy, name: string): readonly (Span & { readonly uri: string })[] {
  const found: (Span & { uri: string })[] = [];
  for (const [uri, { statements }] of policy.files)
    for (const { tree } of statements)
      if (tree?.$type === 'InlineQuery')
        walk<PolarNode>(tree, (node) => {
          if (node.$type === 'Variable' && node.name === name) found.push({ uri, ...rangeOf(node) });
        });
  return found;
}

/** Places of the data file, as the client is told of them. */
export function locating({ view, uri, text, client }: AskedInData): (span: Span | undefined) => Location[] {
  const lines = createLineIndex(text, client.encoding);
  return (span) => (span === undefined ? [] : [{ uri: view.clientUri(uri), range: lines.rangeOf(span) }]);
}
