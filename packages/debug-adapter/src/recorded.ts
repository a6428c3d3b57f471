import { otherAnswersNote, RecordedHost, type Recording, readRecording } from '@polar-tools/evaluator';
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
const FACTS = 'recorded facts.polar';

/** Reads a recording, and what is launched of it: what was asked, unless the configuration asks something else. */
export async function openRecorded(launch: Launch, name: string, world: DebugHost): Promise<Checked<OpenedRecording>> {
  const read = await world.files.read(uriOf(name, world.folder));
  if ('fault' in read)
    return { problems: [`${faultMessage(read.fault, name)} Correct "recording" in the launch configuration.`] };
  const opened = readRecording(read.text);
  if ('problem' in opened) return { problems: [`${name}: ${opened.problem}`] };
  const { recording } = opened;
  const { asked, data, facts, folder, files, now, application, policies, dialect } = recording;
  const isAsked = launch.query !== '' || launch.test !== undefined;
  const test = launch.test ?? (isAsked || asked.kind !== 'test' ? undefined : asked.name);
  if (asked.kind === 'test' && !isAsked && test === undefined)
    return { problems: [`${name} is of the tests of a policy. Name one of them in "test".`] };
  const here = folder === '' ? ROOT : `${ROOT}/${folder}`;
  const names = clientNames(ROOT);
  const texts = new Map(files.map((file) => [names.uriOf(file.name), file.text]));
  texts.set(clientNames(here).uriOf(FACTS), (facts ?? []).map((fact) => `${fact};\n`).join(''));
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
        facts: isCloud ? [FACTS] : undefined,
        now: isCloud ? now : undefined,
      },
      world: { ...world, files: memoryFiles(texts), folder: here },
      application: application && new RecordedHost(application),
      note: otherAnswersNote(name, recording),
    },
  };
}

/** A call in words, as the command line takes it of a Cloud policy, as a query: `allow User:bob read Repository:_`. */
function queryOf(query: string, { dialect }: Recording): string {
  const [predicate = '', ...words] = query.trim().split(/\s+/);
  if (dialect !== 'cloud' || words.length === 0 || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(predicate)) return query;
  const values = words.map((word) => (word === '_' || /:|^-?\d+$/.test(word) ? word : JSON.stringify(word)));
  return `${predicate}(${values.join(', ')})`;
}
