import {
  isCallInWords,
  looksRecorded,
  otherAnswersNote,
  RECORDED_FACTS,
  type RecordedQuery,
  type RecordedTests,
  type Recording,
  recordingText,
  stillTold,
} from '@polar-tools/evaluator';
import { faultMessage, pathOfUri, textOf } from '@polar-tools/project';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';
import { CommandRecorder } from './command-recorder.ts';
import { openRecording, surroundingsOf } from './opened.ts';

/** What every command that can be recorded takes. */
export interface RecordingOptions {
  /** The file that a recording is written to. */
  readonly record?: string;
  /** Names of fields, attributes and predicates whose values are not told. */
  readonly redact?: readonly string[];
  /** A recording that is asked in place of files. */
  readonly replay?: string;
}

/** Of these a recording has its own. */
const ITS_OWN = ['policy', 'data', 'host', 'python', 'facts', 'contextFact', 'now'] as const;

/** Of the options of such a command, those that matter here. */
export interface AnyRecordedOptions extends RecordingOptions {
  readonly policy?: readonly string[];
  readonly facts?: readonly string[];
  readonly now?: number;
}

type Command<Options> = (words: readonly string[], options: Options, surroundings: Surroundings) => Promise<ExitStatus>;

/** What the command line is told of such a command. */
export interface Around {
  /** A word alone may be a recording. */
  readonly opensFiles: boolean;
  /**
   * Runs another command.
   *
   * @throws Failure where it cannot do what it was asked
   */
  run(commandLine: readonly string[], surroundings: Surroundings): Promise<void>;
}

/**
 * Runs a command: as it is, or noting what it reads, or on what was noted.
 *
 * @param asked what the words ask, for the recording
 */
export async function withRecording<Options extends AnyRecordedOptions>(
  words: readonly string[],
  options: Options,
  surroundings: Surroundings,
  command: Command<Options>,
  asked: (words: readonly string[]) => RecordedQuery | RecordedTests,
  { opensFiles, run }: Around,
): Promise<ExitStatus> {
  const { record, redact = [], replay } = options;
  const named = replay ?? (opensFiles ? await recordingNamed(words, options, surroundings) : undefined);
  if (named !== undefined) {
    const given = ITS_OWN.find((name) => isGiven((options as Record<string, unknown>)[name]));
    if (given !== undefined)
      throw new Failure(
        'wrong-use',
        `A recording has its own policy, data, facts and time: leave --${dashed(given)} out.`,
      );
    const recording = await openRecording(named, surroundings);
    const note = otherAnswersNote(named, recording);
    if (note !== undefined) surroundings.errors.write(`${note}\n`);
    return command(
      replay === undefined || words.length === 0 ? wordsOf(recording) : words,
      optionsFor(recording, options),
      surroundingsOf(recording, surroundings),
    );
  }
  if (record === undefined) {
    if (redact.length > 0) throw new Failure('wrong-use', '--redact is for a recording: name its file with --record.');
    return command(words, options, surroundings);
  }
  const recorder = new CommandRecorder(namesOf(surroundings).uriOf('.'));
  const now = options.now ?? surroundings.unixTime();
  const noting = { ...surroundings, files: recorder.files(surroundings.files), testThreads: undefined, recorder };
  try {
    const status = await command(words, { ...options, now: options.now } as Options, {
      ...noting,
      unixTime: () => now,
    });
    const bare = recorder.recording(asked(words), now);
    // What an explanation asks of the application is asked while it is there.
    if (recorder.asked !== undefined) await explained(bare, surroundings, recorder, run);
    const whole = recorder.recording(asked(words), now);
    const { recording, redaction, unused, telling } = recorder.redacted(whole, redact);
    const before = await linesOf(whole, surroundings, run);
    const after = redaction.names.size === 0 ? before : await linesOf(recording, surroundings, run);
    // Those of a Cloud policy are sorted by what they say.
    const inOrder = (lines: readonly string[]): string => [...lines].sort().join('\n');
    const sameAnswers = inOrder(before.map((line) => redaction.line(line))) === inOrder(after);
    const written: Recording = {
      ...recording,
      answers: after,
      ...(redaction.names.size > 0 && { redacted: { names: [...redaction.names], sameAnswers } }),
    };
    await save(record, recordingText(written), surroundings);
    const { errors } = surroundings;
    errors.write(`The recording is in ${record}.\n`);
    for (const name of unused) errors.write(`Nothing is named ${name}, so nothing of it was redacted.\n`);
    for (const name of telling) errors.write(`${stillTold(name)}\n`);
    if (!sameAnswers)
      errors.write(
        'With what stands for the redacted values the answers are not the same: the policy compares these with something.\n',
      );
    return status;
  } finally {
    recorder.close();
  }
}

const isGiven = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `polar explain FILE`: the file where it is a recording. */
async function recordingNamed(
  words: readonly string[],
  { policy = [] }: AnyRecordedOptions,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const [word] = words;
  if (word === undefined || words.length > 1 || policy.length > 0 || /[("]/.test(word)) return undefined;
  const text = await textOf(surroundings.files, namesOf(surroundings).uriOf(word));
  return text !== undefined && (looksRecorded(text) || /\.json$/.test(word)) ? word : undefined;
}

/** How a recording is asked on the command line. */
function wordsOf({ asked, policies }: Recording): readonly string[] {
  if (asked.kind === 'test') return policies;
  const words = asked.query.split(/\s+/);
  return isCallInWords(words) ? words : [asked.query];
}

function optionsFor<Options extends AnyRecordedOptions>(
  { asked, policies, data, facts, now, dialect }: Recording,
  options: Options,
): Options {
  const isCloud = dialect === 'cloud';
  return {
    ...options,
    policy: policies,
    ...(data !== undefined && { data }),
    facts: facts === undefined ? [] : [RECORDED_FACTS],
    contextFact: [],
    ...(isCloud && { now }),
    ...(asked.kind === 'test' && asked.name !== undefined && { test: asked.name, filter: filterFor(asked.name) }),
    record: undefined,
    replay: undefined,
  };
}

/** A regular expression for the test of this name alone. */
const filterFor = (name: string): string => `^${name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$`;

/** What it answers, line by line, wherever it is opened. */
async function linesOf(
  recording: Recording,
  surroundings: Surroundings,
  run: Around['run'],
): Promise<readonly string[]> {
  const parts: string[] = [];
  const quiet = { write: () => {}, isTerminal: false, columns: undefined };
  const inside: Surroundings = {
    ...surroundingsOf(recording, surroundings),
    output: { ...quiet, write: (text) => parts.push(text) },
    errors: quiet,
  };
  try {
    await run(commandLineOf(recording), inside);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    parts.push(`error: ${thrown.message}`);
  }
  // How long tests took is no answer.
  const lines = parts
    .join('')
    .replaceAll(/, \d+(?:\.\d+)? m?s(?=\))/g, '')
    .split('\n');
  return lines.filter((line) => line !== '');
}

async function explained(
  recording: Recording,
  surroundings: Surroundings,
  recorder: CommandRecorder,
  run: Around['run'],
): Promise<void> {
  if (recording.asked.kind !== 'query') return;
  const quiet = { write: () => {}, isTerminal: false, columns: undefined };
  const inside = { ...surroundingsOf(recording, surroundings, recorder.asked), output: quiet, errors: quiet };
  const [, ...rest] = commandLineOf(recording);
  // What cannot be explained needs nothing more.
  await run(['explain', ...rest], inside).catch((thrown: unknown) => {
    if (!(thrown instanceof Failure)) throw thrown;
  });
}

function commandLineOf(recording: Recording): readonly string[] {
  const { asked, policies, data, facts, now, dialect } = recording;
  if (asked.kind === 'test') {
    const one = asked.name === undefined ? [] : ['--filter', filterFor(asked.name)];
    return ['test', '--now', String(now), ...one, ...policies];
  }
  return [
    'query',
    ...policies.flatMap((name) => ['--policy', name]),
    ...(data === undefined ? [] : ['--data', data]),
    ...(facts === undefined ? [] : ['--facts', RECORDED_FACTS]),
    ...(dialect === 'cloud' ? ['--now', String(now)] : []),
    '--',
    ...wordsOf(recording),
  ];
}

async function save(name: string, text: string, surroundings: Surroundings): Promise<void> {
  const fault = await surroundings.write(pathOfUri(namesOf(surroundings).uriOf(name), surroundings.pathStyle), text);
  if (fault !== undefined)
    throw new Failure(
      'unwritable-file',
      `"${name}" cannot be written. Name another file with --record. ${faultMessage(fault, name)}`,
    );
}
