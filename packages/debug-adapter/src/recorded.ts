import {
  callText,
  isCallInWords,
  laidOut,
  otherAnswersNote,
  RECORDED_FACTS,
  RecordedHost,
  type Recording,
  readRecording,
} from '@polar-tools/evaluator';
import { clientNames, faultMessage, memoryFiles, uriOf } from '@polar-tools/project';
import type { DebugHost } from './host.ts';
import type { Checked, Launch } from './launch.ts';
import { LOADED_TEXT } from './loaded.ts';

/** What a recording has: its own files, and its own application, if there was one. */
export interface OpenedRecording {
  readonly launch: Launch;
  readonly world: DebugHost;
  readonly application: RecordedHost | undefined;
  /** What a person is told of it. */
  readonly note: string | undefined;
}

/** Where its files lie: in no folder of this machine, so that the session shows their texts. */
const ROOT = `${LOADED_TEXT}/recording`;

/** Reads a recording, and what is launched of it: what was asked, unless the configuration asks something else. */
export async function openRecorded(launch: Launch, name: string, world: DebugHost): Promise<Checked<OpenedRecording>> {
  const read = await world.files.read(uriOf(name, world.folder));
  if ('fault' in read)
    return { problems: [`${faultMessage(read.fault, name)} Correct "recording" in the launch configuration.`] };
  const opened = readRecording(read.text);
  if ('problem' in opened) return { problems: [`${name}: ${opened.problem}`] };
  const { recording } = opened;
  const { asked, data, now, application, policies, dialect } = recording;
  const isAsked = launch.query !== '' || launch.test !== undefined;
  const test = launch.test ?? (isAsked || asked.kind !== 'test' ? undefined : asked.name);
  if (asked.kind === 'test' && !isAsked && test === undefined)
    return { problems: [`${name} is of the tests of a policy. Name one of them in "test".`] };
  const { folder, texts } = laidOut(recording, ROOT, (file, from) => clientNames(from).uriOf(file));
  const isCloud = dialect === 'cloud';
  return {
    value: {
      launch: {
        ...launch,
        policies,
        query: isAsked || asked.kind === 'test' ? launch.query : queryOf(asked.query, recording),
        test,
        data: application === undefined ? data : undefined,
        application: undefined,
        facts: isCloud ? [RECORDED_FACTS] : undefined,
        now: isCloud ? now : undefined,
      },
      world: { ...world, files: memoryFiles(texts), folder },
      application: application && new RecordedHost(application),
      note: otherAnswersNote(name, recording),
    },
  };
}

/** What was asked, as a query: of a Cloud policy it may be a call in words. */
function queryOf(query: string, { dialect }: Recording): string {
  const words = query.trim().split(/\s+/);
  return dialect === 'cloud' && isCallInWords(words) ? callText(words) : query;
}
