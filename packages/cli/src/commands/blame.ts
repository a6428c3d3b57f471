import { type BlameReply, nextStep, type Replies, suspectOf } from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import { readAnswersFile } from '../blame/answers-file.ts';
import {
  type Complaint,
  type ComplaintOptions,
  cloudComplaint,
  libraryComplaint,
  testComplaint,
} from '../blame/complaint.ts';
import { interview } from '../blame/interview.ts';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { loadObjects, type ObjectOptions } from '../load-objects.ts';
import { type LoadedPolicy, loadPolicy } from '../load-policy.ts';
import { readQuestion } from '../read-question.ts';
import { pipedConsole, TerminalConsole } from '../repl/terminal.ts';
import { blameAsJson } from '../report/blame/json.ts';
import { questionLines, verdictLine } from '../report/blame/text.ts';
import { paintFor } from '../report/colour.ts';
import { whereIn } from '../report/explanation/where.ts';
import type { Surroundings } from '../surroundings.ts';

export interface BlameOptions extends ObjectOptions, ComplaintOptions {
  readonly policy: readonly string[];
  readonly should?: 'hold' | 'fail';
  readonly answers?: string;
  readonly test?: string;
  readonly format: 'text' | 'json';
}

/** `polar blame`: finds the rule, fact or value that makes an answer wrong, by asking what should hold. */
export async function blame(
  words: readonly string[],
  options: BlameOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  if (words.length === 0 && options.test === undefined)
    throw new Failure(
      'wrong-use',
      'Name a query whose answer is wrong: \'allow(anne, "push", gmail)\'. Or a test that fails: --test NAME.',
    );
  if (words.length > 0 && options.test !== undefined)
    throw new Failure('wrong-use', '--test names what is wrong already. Leave the query or the test out.');
  const asked =
    options.test === undefined
      ? await readQuestion('blame', words, options, surroundings)
      : {
          policy: await loadPolicy(options.policy.length > 0 ? options.policy : ['.'], surroundings, options.facts),
          text: '',
          inWords: false,
        };
  const { policy, text, inWords } = asked;
  const isCloud = policy.policy.dialect === 'cloud';
  const objects = isCloud ? undefined : await loadObjects(options, policy, surroundings);
  try {
    const { timeout } = options;
    const complaint =
      options.test !== undefined
        ? await testComplaint(options.test, policy, objects, options, surroundings)
        : isCloud
          ? await cloudComplaint(inWords ? words : [text], policy, options, surroundings)
          : await libraryComplaint(text, policy, objects, timeout, surroundings);
    return await find(complaint, policy, options, surroundings);
  } finally {
    objects?.close();
  }
}

async function find(
  { explanation, intended }: Complaint,
  policy: LoadedPolicy,
  options: BlameOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { output, errors, environment, input, inputIsTerminal } = surroundings;
  const { query, outcome } = explanation;
  const holds = outcome === 'holds';
  if (options.should !== undefined && (options.should === 'hold') === holds)
    throw new Failure(
      'nothing-wrong',
      `${query} ${holds ? 'holds' : 'does not hold'}, as it should: nothing is wrong.`,
    );
  const should = holds ? 'fail' : 'hold';
  const suspect = suspectOf(explanation);
  // The tests may say the very thing that is complained of.
  const byTests = new Map([...intended].filter(([id]) => id !== suspect.id));
  const filed: Replies =
    options.answers === undefined ? new Map() : await readAnswersFile(options.answers, surroundings);
  const known: Replies = new Map([...byTests, ...filed]);
  const where = whereIn(policy, query);
  if (options.format === 'json') {
    // A program is not asked: it reads the question, and comes again with the answer.
    const step = nextStep(suspect, known);
    output.write(blameAsJson(query, should, step, [...filed], [...byTests.keys()], where));
    return step.kind === 'verdict' ? 0 : 1;
  }
  const paint = paintFor(output, environment);
  output.write(`${printable(query)} ${holds ? 'holds, and should not' : 'does not hold, and should'}.\n`);
  if (byTests.size > 0)
    output.write(`${byTests.size} ${byTests.size === 1 ? 'goal is' : 'goals are'} answered by tests.\n`);
  const isInteractive = output.isTerminal && inputIsTerminal;
  const console = isInteractive
    ? new TerminalConsole(
        input,
        output,
        () => [[], ''],
        [],
        () => {},
      )
    : pipedConsole(input);
  try {
    const { step, replies, ended } = await interview({
      suspect,
      known,
      console,
      show: (shown, count, whole) => {
        if (shown.kind === 'question')
          output.write(`${questionLines(shown.question, count, whole, where, paint).join('\n')}\n`);
      },
      say: (line) => output.write(`${line}\n`),
    });
    if (step.kind === 'verdict') {
      output.write(`${verdictLine(step.verdict, where, paint)}\n`);
      return 0;
    }
    errors.write(`${endedText(ended === 'interrupt', replies)}\n`);
    return 1;
  } finally {
    console.close();
  }
}

const endedText = (isInterrupt: boolean, replies: readonly (readonly [string, BlameReply])[]): string =>
  `${isInterrupt ? 'Ended' : 'The input ended'} after ${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}, before the fault was found.`;
