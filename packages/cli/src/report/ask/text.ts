import type { Searched } from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import { type Answer, isFound, type PermissionShown, type RuleShown } from '../../ask/answer.ts';
import type { Paint } from '../colour.ts';

/**
 * The answer as a person reads it on a terminal.
 *
 * @param samples of which values the worlds have only samples: it qualifies whatever was not found
 * @param timeout milliseconds after which the search was cut off; undefined where it came to its end
 */
export function answerAsText(
  answer: Answer,
  samples: readonly string[],
  timeout: number | undefined,
  paint: Paint,
): string {
  const isQualified = answer.kind === 'besides' || isFound(answer) !== (answer.kind === 'can');
  const lines = [
    ...linesOf(answer, paint),
    ...(isQualified && samples.length > 0
      ? ['Of these worlds:', ...samples.map((line) => `- ${printable(line)}`)]
      : []),
    ...(timeout === undefined
      ? []
      : [
          `The search was cut off after ${timeout.toLocaleString('en')} ms: --timeout MILLISECONDS gives it another time.`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function linesOf(answer: Answer, paint: Paint): readonly string[] {
  const head = (text: string): string => paint('bold', printable(text));
  switch (answer.kind) {
    case 'can': {
      const [witness] = answer.witnesses;
      if (witness === undefined)
        return [`${head('No:')} ${printable(answer.nobody)}, ${searchedText(answer.searched)}`];
      const note = witness.anyone ? ' So may anyone.' : '';
      return [`${head('Yes:')} ${printable(answer.about)}.${note}`, ...world(witness.query, witness.told)];
    }
    case 'besides': {
      if (!isFound(answer)) return [`${head('No:')} ${printable(answer.nobody)}, ${searchedText(answer.searched)}`];
      return [
        `${head('Who may')} ${printable(answer.about)}, each with the least that shows it:`,
        ...answer.witnesses.flatMap(({ who, query, told }) => [`  ${head(who)}`, ...world(query, told)]),
        '',
        answer.searched.isComplete
          ? `Searched up to ${bound(answer.searched.objects)}.${errors(answer.searched)}`
          : `As far as ${tried(answer.searched)} went; there may be others.${errors(answer.searched)}`,
      ];
    }
    case 'nobody': {
      const { permissions, unsettled, asked, objects } = answer;
      if (asked === 0) return ['The policy declares no permissions.'];
      const intro =
        permissions.length === 0
          ? `${head('None')} is known that nobody gets: ${asked - unsettled.length} of ${asked} permissions can be had.`
          : `${head('Nobody gets')}, with up to ${bound(objects)}:`;
      return [
        intro,
        ...permissions.map((one) => `  ${permissionText(one)}`),
        ...notSettled(unsettled.map(permissionText), 'Nobody was found for these, and not every world was tried:'),
      ];
    }
    case 'rules': {
      const { idle, unsettled, apart, rules, objects } = answer;
      const compared = rules - apart.length - unsettled.length;
      const intro =
        idle.length === 0
          ? `${head('Every rule matters')} of the ${compared} that were settled: without it somebody may do other things.`
          : `${head('Who may do what stays as it is')}, with up to ${bound(objects)}, without one of these alone:`;
      return [
        intro,
        ...ruleLines(idle),
        ...notSettled(
          ruleLines(unsettled).map((line) => line.trimStart()),
          'No change was found without one of these, and not every world was tried:',
        ),
        ...notSettled(
          ruleLines(apart).map((line) => line.trimStart()),
          'Not judged, since no question of who may do what comes to them:',
        ),
      ];
    }
  }
}

const permissionText = ({ permission, resource }: PermissionShown): string =>
  printable(`"${permission}"${resource === undefined ? '' : ` ${resource}`}`);

const ruleLines = (rules: readonly RuleShown[]): readonly string[] =>
  rules.map(({ place, text }) => printable(`  ${place}  ${text}`));

const notSettled = (lines: readonly string[], intro: string): readonly string[] =>
  lines.length === 0 ? [] : ['', intro, ...lines.map((line) => `  ${line}`)];

const world = (query: string, told: readonly string[]): readonly string[] => [
  printable(`    ${query}`),
  ...told.map((line) => printable(`      with ${line}`)),
];

const bound = (objects: number): string => `${objects} object${objects === 1 ? '' : 's'} of each type`;

const tried = ({ worlds, objects }: Searched): string =>
  worlds === 0
    ? `the search for worlds of ${bound(objects)}`
    : `${worlds.toLocaleString('en')} generated world${worlds === 1 ? '' : 's'} of ${bound(objects)}`;

const errors = ({ unanswered }: Searched): string =>
  unanswered === 0 ? '' : ' In some worlds the question ended with an error.';

const searchedText = (searched: Searched): string =>
  searched.isComplete
    ? `with up to ${bound(searched.objects)}.${errors(searched)}`
    : `as far as ${tried(searched)} went; there are more that were not tried.${errors(searched)}`;
