import type { FactFormat } from '@polar-tools/evaluator';
import type { RenameParams } from 'vscode-languageserver';
import type { Asked, AskedAt, Patience } from '../feature.ts';
import { declaration, definition, implementation, typeDefinition } from '../features/definition.ts';
import { hover } from '../features/hover.ts';
import { symbolUnder } from '../features/names.ts';
import { allReferences, documentHighlights } from '../features/references.ts';
import { prepareRename, renameWithData } from '../features/rename.ts';
import { completeFact } from './complete-fact.ts';
import { offsetInFacts, viewWithFacts } from './fact-view.ts';
import { withMentions, writtenIn } from './policy-facts.ts';

/** A place in a file of facts that a policy's configuration names. */
export interface AskedInFacts extends Asked {
  readonly text: string;
  readonly format: FactFormat;
  /** In the file's text. */
  readonly offset: number;
}

type Answer = (asked: AskedInFacts, params: never, patience: Patience) => unknown;

/** Has a feature of policies answer about a word of a fact, by that fact alone. */
const byFact =
  (answer: (asked: AskedAt) => unknown): Answer =>
  (asked) => {
    const at = inFact(asked);
    return at && answer(at);
  };

/** The place as features of policies are asked about it; undefined where no word of a fact stands. */
function inFact(asked: AskedInFacts): AskedAt | undefined {
  const { text, format, offset, uri } = asked;
  const file = writtenIn(text, format);
  const fact = file.facts.find(({ span }) => span.start <= offset && offset <= span.end);
  if (fact === undefined) return undefined;
  const view = viewWithFacts(asked.view, [{ uri, file, facts: [fact] }], asked.client.encoding);
  const offsetInPolar = offsetInFacts(view, uri, offset);
  return offsetInPolar === undefined ? undefined : { ...asked, view, offset: offsetInPolar };
}

/** Has a feature answer about the word in all of its file. */
const byFile =
  (answer: (asked: AskedAt) => unknown): Answer =>
  (asked) => {
    const here = inFact(asked);
    const symbol = here && symbolUnder(here)?.symbol;
    if (symbol === undefined) return undefined;
    const { uri, text, format } = asked;
    return answer(withMentions(here!, [{ uri, name: uri, file: writtenIn(text, format) }], [symbol.name]));
  };

/** Has a feature that looks into files of facts by itself answer about a word of one. */
const byPlace =
  (answer: (asked: AskedAt, params: never, patience: Patience) => unknown): Answer =>
  (asked, params, patience) => {
    const here = inFact(asked);
    return here && answer(here, params, patience);
  };

/** The requests about a place that are answered in a policy's files of facts too, by method. */
export const answersInFacts: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['textDocument/completion', completeFact],
  ['textDocument/hover', byFact(hover)],
  ['textDocument/definition', byFact(definition)],
  ['textDocument/declaration', byFact(declaration)],
  ['textDocument/typeDefinition', byFact(typeDefinition)],
  ['textDocument/implementation', byFact(implementation)],
  ['textDocument/documentHighlight', byFile(documentHighlights)],
  ['textDocument/references', byPlace(allReferences)],
  ['textDocument/prepareRename', byFact(prepareRename)],
  [
    'textDocument/rename',
    byPlace((asked, { newName }: RenameParams, patience) => renameWithData(asked, newName, patience)),
  ],
]);
