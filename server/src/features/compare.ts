import {
  type Compared,
  type ComparedOver,
  cloudDifferencesInSteps,
  dataDifferencesInSteps,
  endedText,
  FactStore,
  factDifferencesInSteps,
  generatedText,
  groupNote,
  groupText,
  hasDifference,
  libraryDifferencesInSteps,
  noChange,
  overText,
  sameText,
  searchedLines,
  setUp,
} from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import { errorsOf, shortName, uriOf } from '@polar-tools/project';
import { configuredFacts } from '../configured-facts.ts';
import type { Asked, Feature, Patience } from '../feature.ts';
import { inSlices } from '../in-slices.ts';
import { COMPARE, type CompareParams, type CompareResult } from '../protocol.ts';
import { olderPolicy } from './older-policy.ts';

/** Milliseconds of each part, those in which others are answered among them. */
const LONGEST = 5_000;
const GENERATING = { objects: 2, time: 5_000 };
/** Changes of one part that are told: more are not read by a person. */
const MOST = 200;

/** Which answers change from an older text of a policy to what stands in the editor. Null where nobody waits any more. */
export async function compare(asked: Asked, params: CompareParams, patience: Patience): Promise<CompareResult | null> {
  const { policy } = asked.view;
  const [error] = errorsOf(policy);
  if (error !== undefined) return { problems: [`The policy has errors, so it cannot be asked: ${error.message}`] };
  const { name, now } = params;
  const older = olderPolicy(asked, params);
  if (typeof older === 'string') return { problems: [older] };
  const before = older.policy;
  if (before.files.size === 0) return { problems: [`There is no policy in ${name} to compare with.`] };
  const [fault] = errorsOf(before);
  if (fault !== undefined)
    return { problems: [`In ${name} the policy has errors, so it cannot be asked: ${fault.message}`] };
  const time = Number.isFinite(now) ? now : 0;
  const over: ComparedOver[] = [];
  for await (const part of policy.dialect === 'cloud'
    ? overFacts(asked, before, time, patience)
    : overData(asked, before, patience)) {
    if (part === undefined) return null;
    if ('problems' in part) return part;
    over.push(part);
    if (!(await patience.goOn())) return null;
  }
  const clock = patience.now;
  const generated = await inSlices(
    policy.dialect === 'cloud'
      ? cloudDifferencesInSteps(before, policy, { now: time, clock, limits: GENERATING })
      : libraryDifferencesInSteps(before, policy, { data: await dataText(asked, patience), clock, limits: GENERATING }),
    patience,
  );
  if (generated === undefined) return null;
  const { classes, constants } = before.configuration;
  return resultOf(
    { old: name, changed: 'the editor', dialect: policy.dialect, over, generated },
    {
      files: [...before.files.keys()].map((uri) => asked.view.clientUri(uri)),
      configuration: { dialect: before.dialect, ...(older.configured !== undefined && { classes, constants }) },
    },
  );
}

/** Undefined where nobody waits for it any more. */
type Part = ComparedOver | { readonly problems: readonly string[] } | undefined;

async function* overFacts(asked: Asked, before: Policy, now: number, patience: Patience): AsyncGenerator<Part> {
  const { policy } = asked.view;
  const limits = { now, clock: patience.now, time: LONGEST };
  const names = policy.configuration.facts ?? [];
  if (names.length > 0) {
    const facts = await configuredFacts(asked, patience);
    if (Array.isArray(facts)) return yield { problems: facts };
    const compared = await inSlices(factDifferencesInSteps(before, policy, facts, limits), patience);
    yield compared && { kind: 'facts', name: names.join(', '), ...compared };
  }
  const told = new Set<string>();
  const none = new FactStore();
  for (const test of policy.tests) {
    const facts = setUp(policy, test, none);
    if (!(facts instanceof FactStore)) continue;
    const compared = await inSlices(factDifferencesInSteps(before, policy, facts, limits), patience);
    if (compared === undefined) return yield undefined;
    // Many tests have the same setup.
    const key = JSON.stringify(compared.changes);
    if (compared.changes.length > 0 && told.has(key)) continue;
    told.add(key);
    yield { kind: 'test', name: test.title, ...compared };
  }
}

async function* overData(asked: Asked, before: Policy, patience: Patience): AsyncGenerator<Part> {
  const { policy } = asked.view;
  const text = await dataText(asked, patience);
  if (text === undefined) return;
  const limits = { clock: patience.now, time: LONGEST };
  const compared = await inSlices(dataDifferencesInSteps(before, policy, text, limits), patience);
  yield compared && { kind: 'data', name: shortName(policy.configuration.data ?? ''), ...compared };
}

async function dataText({ root, view }: Asked, { read }: Patience): Promise<string | undefined> {
  const { data } = view.policy.configuration;
  return data === undefined || root.folder === undefined ? undefined : read(uriOf(data, root.folder));
}

/** What could not be compared, in a line; where answers end now, the first of them. */
function errorOf({ ended: [first, ...others], error }: ComparedOver): { readonly error?: string } {
  if (first !== undefined)
    return { error: `${endedText(first)}${others.length === 0 ? '' : ` And ${others.length} more questions.`}` };
  return error === undefined ? {} : { error: `Not compared to the end: ${error}` };
}

function resultOf(compared: Compared, before: Extract<CompareResult, { parts: unknown }>['before']): CompareResult {
  const { old, over, generated, dialect } = compared;
  const same = sameText(compared);
  return {
    headline: hasDifference(compared)
      ? `Answers change from ${old} to what stands in the editor`
      : noChange(old, 'what stands in the editor', compared),
    parts: [
      ...over
        .filter(({ changes, ended, error }) => changes.length + ended.length > 0 || error !== undefined)
        .map((one) => ({
          title: `Over ${overText(one)}`,
          changes: one.changes.slice(0, MOST).map((group) => {
            const { change, actors, action, resource } = group;
            const note = groupNote(group);
            const parts = [actors[0] ?? '_', action, ...(resource === undefined ? [] : [resource])];
            return {
              change,
              text: groupText(group),
              query: `allow(${parts.join(', ')})`,
              ...(note !== undefined && { note }),
              ...(one.kind === 'test' && { test: one.name }),
            };
          }),
          ...errorOf(one),
        })),
      ...(generated.differences.length === 0
        ? []
        : [
            {
              title: 'Over generated worlds, each with the least that shows it',
              changes: generated.differences.slice(0, MOST).map((difference) => ({
                change: difference.change,
                text: generatedText(difference),
                query: difference.query,
                told: difference.told,
                world: { kind: dialect === 'cloud' ? ('facts' as const) : ('data' as const), text: difference.world },
              })),
            },
          ]),
    ],
    notes: [...(same === undefined ? [] : [same]), ...searchedLines(generated)],
    before,
  };
}

export const compareFeature: Feature = { method: COMPARE, capability: {}, subject: 'document', answer: compare };
