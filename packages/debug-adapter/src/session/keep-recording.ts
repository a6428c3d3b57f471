import { type Recording, recordingText, stillTold } from '@polar-tools/evaluator';
import { faultMessage, memoryFiles } from '@polar-tools/project';
import type { DebugHost, StartedApplication } from '../host.ts';
import type { Loaded, Recorded } from '../loaded.ts';
import type { ConsoleLine, RanApart, RunApart } from './run-apart.ts';

/** Milliseconds that a run may take whose answers are written down. */
const LIMIT = 10_000;

/** Of a session, what its recording needs. */
interface RecordedSession {
  readonly host: DebugHost;
  readonly emit: (event: string, body: object) => void;
  readonly launchArguments: Readonly<Record<string, unknown>> | undefined;
  readonly debugged: { readonly loaded: Pick<Loaded, 'recorded' | 'started'> } | undefined;
  readonly apart: RunApart | undefined;
}

/**
 * Writes what the session was asked, and what it hung on, into the file that the configuration names, and says so. It never fails: what is wrong is told in the
 * console.
 *
 * @param isUnfinished the run did not come to its end, so that its application was not asked everything yet
 */
export async function keepRecording(context: RecordedSession, isUnfinished: boolean): Promise<void> {
  const { debugged } = context;
  const { recorded, started } = debugged?.loaded ?? {};
  if (recorded === undefined) return;
  try {
    if (isUnfinished && started !== undefined) await askAll(context, recorded, started);
    for (const line of await written(context, recorded)) tell(context, line);
  } catch (fault) {
    tell(context, `The recording was not written. This is a defect; please report it. ${fault}`);
  }
}

const tell = (context: RecordedSession, text: string): void =>
  context.emit('output', { category: 'important', output: `${text}\n` });

/** Runs the query to its end once more, of the application that is there still. */
async function askAll(
  context: RecordedSession,
  { recorder, now }: Recorded,
  started: StartedApplication,
): Promise<void> {
  const asked = recorder.asked ?? started;
  const lent = new Proxy(started, {
    get: (_, name) => {
      if (name === 'close') return () => {};
      const member: unknown = Reflect.get(asked, name);
      return typeof member === 'function' ? member.bind(asked) : member;
    },
  });
  const { recordTo: _, limits: __, ...configuration } = context.launchArguments ?? {};
  const host: DebugHost = {
    ...context.host,
    files: memoryFiles(recorder.texts),
    time: () => now,
    startApplication: async () => lent,
  };
  await context.apart?.(configuration, host, LIMIT);
}

async function written(context: RecordedSession, { recorder, asked, now, file }: Recorded): Promise<readonly string[]> {
  const whole = recorder.recording(asked, now);
  const { recording, redaction, unused, telling } = recorder.redacted(whole, []);
  const names = [...redaction.names];
  const { lines, isCut } = await answersOf(context, recording);
  const before = names.length === 0 ? undefined : await answersOf(context, whole);
  const inOrder = (some: readonly string[]): string => [...some].sort().join('\n');
  const sameAnswers =
    before === undefined ||
    (!isCut && !before.isCut && inOrder(before.lines.map((line) => redaction.line(line))) === inOrder(lines));
  const text = recordingText({
    ...recording,
    answers: lines,
    ...(names.length > 0 && { redacted: { names, sameAnswers } }),
  });
  const fault = await context.host.writeFile?.(file.uri, text);
  if (fault !== undefined)
    return [`"${file.name}" cannot be written. Name another file in "recordTo". ${faultMessage(fault, file.name)}`];
  return [
    `The recording is in ${file.name}.`,
    ...unused.map((name) => `Nothing is named ${name}, so nothing of it was redacted.`),
    ...telling.map(stillTold),
    ...(sameAnswers
      ? []
      : [
          'With what stands for the redacted values the answers are not the same: the policy compares these with something.',
        ]),
  ];
}

/** What it answers wherever it is opened, and whether that took too long to be known. */
async function answersOf(
  context: RecordedSession,
  recording: Recording,
): Promise<{ readonly lines: readonly string[]; readonly isCut: boolean }> {
  const files = memoryFiles({ 'file:///recording.json': recordingText(recording) });
  const configuration = { recording: 'recording.json' };
  const ran = await context.apart?.(configuration, { ...context.host, files, folder: 'file:///' }, LIMIT);
  const { lines, code }: RanApart = ran ?? { lines: [], code: 2 };
  // Of a denial, that it is one: why, whoever opens it can ask.
  const denial = lines.findIndex(({ category }) => category === 'console');
  const isAnswer = ({ category }: ConsoleLine, at: number): boolean =>
    category === 'stdout' || category === 'stderr' || at === denial;
  const texts = lines.filter(isAnswer).map(({ text }) => text);
  return { lines: texts, isCut: code === 2 && texts.some((text) => text.includes('"limits.time"')) };
}
