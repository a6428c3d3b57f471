import {
  besideText,
  blameLimits,
  boundTexts,
  changeText,
  classesOfBlocks,
  cloudFlips,
  compile,
  type Data,
  dataEdits,
  type Explanation,
  explainCloudQuery,
  explainLibrary,
  explanationLines,
  type Intended,
  intendedBy,
  intendedByQueries,
  intendedOver,
  libraryFlips,
  loadData,
  prepare,
  prepareCloud,
  unknownNames,
} from '@polar-tools/evaluator';
import { LineIndex } from '@polar-tools/language';
import { errorsOf, errorsOutsideTests, shortName, uriOf } from '@polar-tools/project';
import { type Asked, type Feature, isPosition, type Patience } from '../feature.ts';
import {
  EXPLAIN,
  type ExplainedLine,
  type ExplainParams,
  type ExplainResult,
  type SuggestedChange,
} from '../protocol.ts';
import { rangeIn } from '../view.ts';
import { blameStep } from './blame-step.ts';
import { type AskedFacts, assertionAt, factsOfFiles, factsOfTest } from './explained-facts.ts';

/** Lines of a tree that are sent: more are not read by a person. */
const MOST_LINES = 400;
/** Milliseconds of each part: the server answers nothing else meanwhile. */
const EXPLAINING = { time: 500 };
const CHANGING = { time: 300 };
const blaming = (): typeof blameLimits => ({ ...blameLimits, time: 1_500 });

/** Why a query holds, or why not, over what the policy's configuration names or in a test; with the changes that turn the answer around. */
export async function explain(asked: Asked, params: ExplainParams, patience: Patience): Promise<ExplainResult> {
  const { policy } = asked.view;
  const assertion = isPosition(params.assertion) ? assertionAt(asked, params.assertion) : undefined;
  if (params.assertion !== undefined && assertion === undefined)
    return { problems: ['The assertion is not there any more.'] };
  const query = assertion?.query ?? params.query;
  if (typeof query !== 'string') return { problems: ['There is no query to explain.'] };
  const test = assertion?.test ?? policy.tests.find(({ title }) => title === params.test);
  const [error] = test === undefined ? errorsOf(policy) : errorsOutsideTests(policy);
  if (error !== undefined) return { problems: [`The policy has errors, so it cannot be asked: ${error.message}`] };
  if (policy.dialect !== 'cloud') return explainOverData(asked, query, params, patience);
  const now = Number.isFinite(params.now) ? params.now : 0;
  const over =
    test === undefined
      ? await factsOfFiles(asked, namesIn(params.facts), patience)
      : factsOfTest(asked, test, now, assertion?.assertion);
  if (!('program' in over)) return { problems: over };
  const intended = test === undefined ? intendedOver(over.facts, policy, over.program) : intendedBy(test, over.program);
  const result = await explainCloud(asked, query, over, intended, params, patience);
  return test === undefined || 'problems' in result ? result : { ...result, query, test: test.title };
}

async function explainCloud(
  asked: Asked,
  text: string,
  { program, facts, place, editOf, brokenBy }: AskedFacts,
  intended: Intended,
  params: ExplainParams,
  patience: Patience,
): Promise<ExplainResult> {
  const { policy } = asked.view;
  const { query, errors } = prepareCloud(program, text);
  if (query === undefined) return { problems: errors.map(({ message }) => message) };
  const unknown = unknownNames(policy, text);
  if (unknown.length > 0) return { problems: unknown.map(({ message }) => message) };
  const clock = patience.now;
  const now = Number.isFinite(params.now) ? params.now : 0;
  const explanation = explainCloudQuery(query, { facts, now, clock, limits: EXPLAINING, isSeen: true });
  if (explanation === undefined) return UNEXPLAINED;
  const { found, beside, isBounded } =
    explanation.outcome === 'unknown'
      ? NO_FLIPS
      : cloudFlips(query, explanation.outcome === 'holds', { facts, now, clock, limits: CHANGING });
  const changes: SuggestedChange[] = [];
  const tried = found.map((all, at) => ({ all, at, broken: brokenBy?.(all) }));
  const harmless = tried.filter(({ broken }) => broken === undefined);
  for (const { all, at, broken } of harmless.length > 0 ? harmless : tried) {
    if (broken !== undefined) {
      changes.push({ ...worded(all), beside: `but ${broken} would fail then` });
      continue;
    }
    const edit = await editOf(all);
    changes.push({
      ...worded(all, beside[at]),
      ...(typeof edit === 'string' ? { byHand: edit } : { edit }),
    });
  }
  const { replies } = params;
  const whole = Array.isArray(replies) ? explainCloudQuery(query, { facts, now, clock, limits: blaming() }) : undefined;
  return {
    ...resultOf(asked, explanation, changes, place, isBounded),
    ...(whole !== undefined && { blame: blameStep(asked.view, whole, intended, replies ?? []) }),
  };
}

async function explainOverData(
  asked: Asked,
  text: string,
  { data: named, replies }: ExplainParams,
  patience: Patience,
): Promise<ExplainResult> {
  const { policy } = asked.view;
  const file = await dataFile(asked, named, patience);
  if ('problems' in file) return file;
  const { query, errors } = prepare(compile(policy, file.data?.host), text);
  if (query === undefined) return { problems: errors.map(({ message }) => message) };
  const clock = patience.now;
  const explanation = explainLibrary(query, { host: file.data?.host, clock, limits: EXPLAINING, isSeen: true });
  if (explanation === undefined) return UNEXPLAINED;
  const { found, beside, isBounded } =
    file.text === undefined || explanation.outcome === 'unknown'
      ? NO_FLIPS
      : libraryFlips(policy, text, file.text, explanation.outcome === 'holds', { clock, limits: CHANGING });
  const changes = found.map((all, at): SuggestedChange => {
    const edits = dataEdits(file.text!, all);
    const index = new LineIndex(file.text!);
    return {
      ...worded(all, beside[at]),
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
  const host = file.data?.host;
  const whole = Array.isArray(replies) ? explainLibrary(query, { host, clock, limits: blaming() }) : undefined;
  return {
    ...resultOf(asked, explanation, changes, file.uri === '' ? 'the data' : shortName(file.uri), isBounded),
    ...(whole !== undefined && { blame: blameStep(asked.view, whole, intendedByQueries(policy, host), replies ?? []) }),
  };
}

const UNEXPLAINED: ExplainResult = { problems: ['The query ends with an error: run it to see which.'] };
const NO_FLIPS = { found: [], beside: [], isBounded: false };

/** Changes that belong together, in words, with what else they change. */
function worded(
  changes: readonly Parameters<typeof changeText>[0][],
  beside: readonly string[] = [],
): Pick<SuggestedChange, 'text' | 'beside'> {
  const more = besideText(beside);
  return { text: changes.map(changeText).join(', and '), ...(more !== undefined && { beside: more }) };
}

type DataFile =
  | { readonly uri: string; readonly text: string | undefined; readonly data: Data | undefined }
  | { readonly problems: readonly string[] };

/** The data file that is named, or that the configuration names, as it stands in the editor. */
async function dataFile({ root, view }: Asked, named: string | undefined, { readFile }: Patience): Promise<DataFile> {
  const name = typeof named === 'string' ? named : view.policy.configuration.data;
  if (name === undefined || root.folder === undefined) return { uri: '', text: undefined, data: undefined };
  const uri = uriOf(name, root.folder);
  const read = await readFile(uri);
  if ('fault' in read)
    return {
      problems: [
        `There is no data file "${name}", which ${typeof named === 'string' ? 'the launch configuration' : 'polar.config.json'} names.`,
      ],
    };
  const { data, errors } = loadData(read.text, uri, classesOfBlocks(view.policy));
  const wrong = errors.filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return { problems: wrong.map(({ message }) => `${shortName(uri)}: ${message}`) };
  return { uri, text: read.text, data };
}

/** What a client names, as far as it is names. */
const namesIn = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter((name) => typeof name === 'string') : undefined;

function resultOf(
  { view }: Asked,
  explanation: Explanation,
  changes: readonly SuggestedChange[],
  place: string,
  isBounded: boolean,
): ExplainResult {
  const lines = explanationLines(explanation);
  const left = lines.length - MOST_LINES;
  return {
    outcome: explanation.outcome,
    lines: lines.slice(0, MOST_LINES).map(({ depth, kind, text, place: at, seen, goal }): ExplainedLine => {
      const uri = at?.uri;
      const isHere = uri !== undefined && view.policy.files.has(uri);
      return {
        depth,
        kind,
        text,
        ...(isHere && { uri: view.clientUri(uri), range: rangeIn(view, uri, at!) }),
        ...(seen !== undefined && { bindings: seen.bindings }),
        ...(seen?.event !== undefined && { event: seen.event }),
        ...(goal !== undefined && { goal }),
      };
    }),
    changes,
    place,
    notes: [
      ...(left > 0 ? [`There are ${left.toLocaleString('en')} more lines.`] : []),
      ...(isBounded ? ['Not all changes were tried: there may be smaller ones.'] : []),
      ...boundTexts(explanation.bounds),
    ],
  };
}

export const explainFeature: Feature = { method: EXPLAIN, capability: {}, subject: 'document', answer: explain };
