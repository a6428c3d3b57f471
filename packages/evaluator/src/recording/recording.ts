import type { ApplicationRecord } from './application-record.ts';

/** A run that opens elsewhere: what was asked, of what, and whatever else the answer hung on. `docs/recordings.md` tells each field. */
export interface Recording {
  readonly polarRecording: typeof VERSION;
  readonly dialect: 'library' | 'cloud';
  readonly asked: RecordedQuery | RecordedTests;
  /** Files, by names from a folder that they all lie in. */
  readonly files: readonly RecordedFile[];
  /** The folder, of these, that the rest is named from. */
  readonly folder: string;
  /** The files, folders or patterns that were named as the policy. */
  readonly policies: readonly string[];
  /** The file of objects. */
  readonly data?: string;
  /** The facts, as Polar writes them. */
  readonly facts?: readonly string[];
  /** Seconds since 1970. */
  readonly now: number;
  readonly application?: ApplicationRecord;
  /** The lines that were printed, for whoever opens it to compare. */
  readonly answers: readonly string[];
  /** The names whose values were replaced, and whether the answers are the same with what stands for them. */
  readonly redacted?: { readonly names: readonly string[]; readonly sameAnswers: boolean };
}

export interface RecordedQuery {
  readonly kind: 'query';
  readonly query: string;
}

export interface RecordedTests {
  readonly kind: 'test';
  /** The one test that was run; left out: all. */
  readonly name?: string;
}

export interface RecordedFile {
  readonly name: string;
  readonly text: string;
}

/** The newest version of the format, which is what is written. */
export const VERSION = 1;

/** Whether a text seems to be a recording, or what was one. */
export const looksRecorded = (text: string): boolean => /^\s*\{\s*"polarRecording"/.test(text);

export const recordingText = (recording: Recording): string => `${JSON.stringify(recording, undefined, 1)}\n`;

/** Reads a recording; else why it is none, in a sentence or two. */
export function readRecording(text: string): { readonly recording: Recording } | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    if (looksRecorded(text))
      return { problem: `The recording is cut off or damaged: ${(thrown as Error).message}. Ask for it again.` };
    return { problem: 'This is no recording: it is not JSON. polar query --record FILE makes one.' };
  }
  if (!isRecord(value) || !('polarRecording' in value))
    return { problem: 'This is no recording: it has no "polarRecording". polar query --record FILE makes one.' };
  const { polarRecording: version } = value;
  if (typeof version === 'number' && version > VERSION)
    return {
      problem: `This recording has version ${version} of its format, and this is made for version ${VERSION}. Open it with a newer one of Polar Tools.`,
    };
  if (version !== VERSION)
    return { problem: `"polarRecording" is ${JSON.stringify(version)}, and ${VERSION} is expected.` };
  const fault = faultIn(value);
  return fault === undefined
    ? { recording: value as unknown as Recording }
    : { problem: `The recording is damaged: ${fault}` };
}

type Check = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string';
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isFile: Check = (value) => isRecord(value) && isName(value.name) && isText(value.text);
/** Names lead nowhere else. */
const isName: Check = (value) =>
  typeof value === 'string' && value !== '' && !value.startsWith('/') && !value.split('/').includes('..');
const isAsked: Check = (value) =>
  isRecord(value) &&
  ((value.kind === 'query' && isText(value.query)) ||
    (value.kind === 'test' && (value.name === undefined || isText(value.name))));
const isPair: Check = (value) =>
  Array.isArray(value) && value.length === 2 && Array.isArray(value[0]) && isRecord(value[1]);
const isApplication: Check = (value) =>
  isRecord(value) &&
  Array.isArray(value.classes) &&
  value.classes.every((one) => isRecord(one) && isText(one.name) && Array.isArray(one.order)) &&
  isRecord(value.builtin) &&
  isRecord(value.constants) &&
  isRecord(value.globals) &&
  isTexts(value.names) &&
  isRecord(value.classObjects) &&
  Array.isArray(value.objects) &&
  value.objects.every((one) => isRecord(one) && isText(one.shown)) &&
  Array.isArray(value.replies) &&
  value.replies.every(isPair);

/** What each field is to be; those with `?` may be left out. */
const FIELDS: Readonly<Record<string, readonly [Check, string]>> = {
  dialect: [(value) => value === 'library' || value === 'cloud', '"library" or "cloud"'],
  asked: [isAsked, 'a query or tests'],
  files: [(value) => Array.isArray(value) && value.every(isFile), 'a list of files with "name" and "text"'],
  folder: [(value) => value === '' || isName(value), 'a folder'],
  policies: [isTexts, 'a list of names'],
  'data?': [isName, 'the name of a file'],
  'facts?': [isTexts, 'a list of facts'],
  now: [isNumber, 'a number'],
  'application?': [isApplication, 'what an application said'],
  answers: [isTexts, 'a list of lines'],
  'redacted?': [(value) => isRecord(value) && isTexts(value.names), 'a list of names'],
};

function faultIn(value: Record<string, unknown>): string | undefined {
  for (const [field, [check, expected]] of Object.entries(FIELDS)) {
    const name = field.replace('?', '');
    if (value[name] === undefined && field.endsWith('?')) continue;
    if (!check(value[name]))
      return `"${name}" is ${value[name] === undefined ? 'missing' : 'something else'}, and ${expected} is expected.`;
  }
  return undefined;
}

/**
 * What is told of a recording in which placeholders change the answers; undefined of any other.
 *
 * @param name of its file
 */
export const otherAnswersNote = (name: string, { redacted }: Recording): string | undefined =>
  redacted?.sameAnswers === false
    ? `In ${name} values were redacted (${redacted.names.join(', ')}), and the policy compares them with something: its answers are not those of the run that was recorded.`
    : undefined;
