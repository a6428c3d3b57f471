import {
  boundTexts,
  changeText,
  classesOfBlocks,
  cloudFlips,
  compile,
  compileCloud,
  type Data,
  dataEdits,
  type Explanation,
  explainCloudQuery,
  explainLibrary,
  explanationLines,
  libraryFlips,
  loadData,
  prepare,
  prepareCloud,
  unknownNames,
} from '@polar-tools/evaluator';
import { LineIndex } from '@polar-tools/language';
import { errorsOf, shortName, uriOf } from '@polar-tools/project';
import { configuredFacts } from '../configured-facts.ts';
import type { Asked, Feature, Patience } from '../feature.ts';
import {
  EXPLAIN,
  type ExplainedLine,
  type ExplainParams,
  type ExplainResult,
  type SuggestedChange,
} from '../protocol.ts';
import { rangeIn } from '../view.ts';

/** Lines of a tree that are sent: more are not read by a person. */
const MOST_LINES = 400;
/** Milliseconds of each part: the server answers nothing else meanwhile. */
const EXPLAINING = { time: 500 };
const CHANGING = { time: 300 };

/** Why a query holds, or why not, over what the policy's configuration names; with the changes that turn the answer around. */
export async function explain(asked: Asked, { query, now }: ExplainParams, patience: Patience): Promise<ExplainResult> {
  const { policy } = asked.view;
  if (typeof query !== 'string') return { problems: ['There is no query to explain.'] };
  const [error] = errorsOf(policy);
  if (error !== undefined) return { problems: [`The policy has errors, so it cannot be asked: ${error.message}`] };
  return policy.dialect === 'cloud'
    ? explainCloud(asked, query, Number.isFinite(now) ? now : 0, patience)
    : explainOverData(asked, query, patience);
}

async function explainCloud(asked: Asked, text: string, now: number, patience: Patience): Promise<ExplainResult> {
  const { policy } = asked.view;
  const facts = await configuredFacts(asked, patience);
  if (Array.isArray(facts)) return { problems: facts };
  const { query, errors } = prepareCloud(compileCloud(policy, facts.values), text);
  if (query === undefined) return { problems: errors.map(({ message }) => message) };
  const unknown = unknownNames(policy, text);
  if (unknown.length > 0) return { problems: unknown.map(({ message }) => message) };
  const clock = patience.now;
  const explanation = explainCloudQuery(query, { facts, now, clock, limits: EXPLAINING });
  if (explanation === undefined) return UNEXPLAINED;
  const { found, isBounded } =
    explanation.outcome === 'unknown'
      ? NO_FLIPS
      : cloudFlips(query, explanation.outcome === 'holds', { facts, now, clock, limits: CHANGING });
  const changes = found.map((all): SuggestedChange => ({ text: all.map(changeText).join(', and ') }));
  return resultOf(asked, explanation, changes, isBounded);
}

async function explainOverData(asked: Asked, text: string, patience: Patience): Promise<ExplainResult> {
  const { policy } = asked.view;
  const file = await dataFile(asked, patience);
  if ('problems' in file) return file;
  const { query, errors } = prepare(compile(policy, file.data?.host), text);
  if (query === undefined) return { problems: errors.map(({ message }) => message) };
  const clock = patience.now;
  const explanation = explainLibrary(query, { host: file.data?.host, clock, limits: EXPLAINING });
  if (explanation === undefined) return UNEXPLAINED;
  const { found, isBounded } =
    file.text === undefined || explanation.outcome === 'unknown'
      ? NO_FLIPS
      : libraryFlips(policy, text, file.text, explanation.outcome === 'holds', { clock, limits: CHANGING });
  const changes = found.map((all): SuggestedChange => {
    const edits = dataEdits(file.text!, all);
    const index = new LineIndex(file.text!);
    return {
      text: all.map(changeText).join(', and '),
      ...(edits !== undefined && {
        edit: {
          uri: asked.view.clientUri(file.uri),
          edits: edits.map(({ start, end, text: newText }) => ({
            range: { start: index.positionAt(start), end: index.positionAt(end) },
            newText,
          })),
        },
      }),
    };
  });
  return resultOf(asked, explanation, changes, isBounded);
}

const UNEXPLAINED: ExplainResult = { problems: ['The query ends with an error: run it to see which.'] };
const NO_FLIPS = { found: [], isBounded: false };

type DataFile =
  | { readonly uri: string; readonly text: string | undefined; readonly data: Data | undefined }
  | { readonly problems: readonly string[] };

/** The data file that the configuration names, as it stands in the editor. */
async function dataFile({ root, view }: Asked, { readFile }: Patience): Promise<DataFile> {
  const { data: name } = view.policy.configuration;
  if (name === undefined || root.folder === undefined) return { uri: '', text: undefined, data: undefined };
  const uri = uriOf(name, root.folder);
  const read = await readFile(uri);
  if ('fault' in read) return { problems: [`There is no data file "${name}", which polar.config.json names.`] };
  const { data, errors } = loadData(read.text, uri, classesOfBlocks(view.policy));
  const wrong = errors.filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return { problems: wrong.map(({ message }) => `${shortName(uri)}: ${message}`) };
  return { uri, text: read.text, data };
}

function resultOf(
  { view }: Asked,
  explanation: Explanation,
  changes: readonly SuggestedChange[],
  isBounded: boolean,
): ExplainResult {
  const lines = explanationLines(explanation);
  const left = lines.length - MOST_LINES;
  return {
    outcome: explanation.outcome,
    lines: lines.slice(0, MOST_LINES).map(({ depth, kind, text, place }): ExplainedLine => {
      const uri = place?.uri;
      const isHere = uri !== undefined && view.policy.files.has(uri);
      return { depth, kind, text, ...(isHere && { uri: view.clientUri(uri), range: rangeIn(view, uri, place!) }) };
    }),
    changes,
    notes: [
      ...(left > 0 ? [`There are ${left.toLocaleString('en')} more lines.`] : []),
      ...(isBounded ? ['Not all changes were tried: there may be smaller ones.'] : []),
      ...boundTexts(explanation.bounds),
    ],
  };
}

export const explainFeature: Feature = { method: EXPLAIN, capability: {}, subject: 'document', answer: explain };
