import { printString } from '@polar-tools/language';
import type { EndedQuestion, GroupedChange } from './answer-change.ts';
import type { Compared, ComparedOver } from './compared.ts';
import type { FoundDifferences, WorldDifference } from './difference.ts';

/** `(anyone, "read", react)` */
export function groupText({ anyone, actors, action, resource }: GroupedChange): string {
  const who = anyone ? 'anyone' : listed(actors);
  return tuple(who, action, resource);
}

/** For whom of all it changes, where it would be so for anyone. */
export function groupNote({ anyone, actors, others, change }: GroupedChange): string | undefined {
  if (!anyone || actors.includes('_')) return undefined;
  const still = change === 'denied' ? 'may no longer' : 'may now';
  const rest = change === 'denied' ? 'still may' : 'might before';
  return `${listed(actors)} ${still}${others.length === 0 ? '' : `; ${listed(others)} ${rest}`}`;
}

/** `(anyone, "read", Repository)` */
export const generatedText = ({ anyone, actor, action, resource }: WorldDifference): string =>
  tuple(anyone ? 'anyone' : actor, printString(action), resource);

const tuple = (...parts: readonly (string | undefined)[]): string => `(${parts.filter(Boolean).join(', ')})`;

/** Names of at most so many are told. */
const MOST_NAMES = 6;

function listed(names: readonly string[]): string {
  const shown =
    names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES - 1), `${names.length - MOST_NAMES + 1} others`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `allow(zed, "push", r): denied before, ends with an error now: …` */
export function endedText({ query, allowed, after, why }: EndedQuestion): string {
  const says = allowed ? 'allowed' : 'denied';
  return `${query}: ${after ? `${says} before, no answer now` : `no answer before, ${says} now`}: ${why}`;
}

/** What was compared, for a heading. */
export const overText = ({ kind, name }: ComparedOver): string =>
  kind === 'test' ? `the facts of the test "${name}"` : name;

/** What was searched in generated worlds, and no more than that: a line for it, and one for each thing that was left out. */
export function searchedLines({ differences, searched, leftOut, same }: FoundDifferences): readonly string[] {
  if (same === 'rules') return ['The rules of both are the same.'];
  if (same === 'questions')
    return ['No question that was asked leads to a rule that changed.', ...leftOut.map((sentence) => `- ${sentence}`)];
  const { objects, worlds, unanswered } = searched;
  const found = differences.length > 0;
  const bound = `${objects} object${objects === 1 ? '' : 's'} of each type`;
  if (isExhaustive({ searched, leftOut }))
    return [`${found ? 'Every kind of answer was compared' : 'No difference'} up to ${bound}.`];
  const tried = `the ${worlds.toLocaleString('en')} world${worlds === 1 ? '' : 's'} tried, of ${bound}`;
  return [
    found
      ? `Compared in ${tried}. There may be more differences:`
      : `No difference was found in ${tried}. There may be one:`,
    ...(searched.isComplete ? [] : ['- A limit was met: there are more worlds that were not tried.']),
    ...(unanswered === 0
      ? []
      : [
          `- ${unanswered} question${unanswered === 1 ? '' : 's'} ended with an error in some worlds, and ${unanswered === 1 ? 'was' : 'were'} not compared there.`,
        ]),
    ...leftOut.map((sentence) => `- ${sentence}`),
  ];
}

/** Whether everything was asked in every world up to the bound. */
export const isExhaustive = ({ searched, leftOut }: Pick<FoundDifferences, 'searched' | 'leftOut'>): boolean =>
  searched.isComplete && searched.unanswered === 0 && leftOut.length === 0;

/**
 * The headline where nothing was found: that no answer changes is only said where nothing kept the search from its end.
 *
 * @param from and `to`, what was compared, as it is written there
 */
export function noChange(from: string, to: string, { over, generated: { searched } }: Compared): string {
  const isWhole = searched.isComplete && searched.unanswered === 0 && over.every(({ error }) => error === undefined);
  return isWhole
    ? `No answer changes from ${from} to ${to}, as far as was searched`
    : `No change was found from ${from} to ${to}, but not everything could be compared: there may be one`;
}

/** What the headline adds where something was found. */
export const limitNote = ({ generated: { searched } }: Compared): string =>
  searched.isComplete ? '' : ', in what was searched until a limit was met';

/** One line on all that was compared over what is there and has no difference. */
export function sameText({ over }: Compared): string | undefined {
  const same = over.filter(({ changes, ended, error }) => changes.length + ended.length === 0 && error === undefined);
  if (same.length === 0) return undefined;
  const tests = same.filter(({ kind }) => kind === 'test').length;
  const parts = [
    ...same.filter(({ kind }) => kind !== 'test').map(overText),
    ...(tests === 0 ? [] : [`the facts of ${tests} test${tests === 1 ? '' : 's'}`]),
  ];
  return `No difference over ${listed(parts)}.`;
}
