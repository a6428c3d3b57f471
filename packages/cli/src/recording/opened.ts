import { type Host, laidOut, RecordedHost, type Recording, readRecording } from '@polar-tools/evaluator';
import { faultMessage, memoryFiles, nativeNames, pathOfUri } from '@polar-tools/project';
import { Failure } from '../failure.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

/** Where the files of a recording lie, for whoever opens it. */
const ROOT = '/recording';

/**
 * Reads a recording.
 *
 * @throws Failure for a file that cannot be read, and for what is none
 */
export async function openRecording(name: string, surroundings: Surroundings): Promise<Recording> {
  const read = await surroundings.files.read(namesOf(surroundings).uriOf(name));
  if ('fault' in read) throw new Failure('no-such-file', faultMessage(read.fault, name));
  const opened = readRecording(read.text);
  if ('problem' in opened) throw new Failure('invalid-recording', `${name}: ${opened.problem}`);
  return opened.recording;
}

/** Surroundings in which there is nothing but what was recorded. No application is started in them. */
export function surroundingsOf(recording: Recording, surroundings: Surroundings, host?: Host): Surroundings {
  const { now, application } = recording;
  const { folder, texts } = laidOut(recording, ROOT, (name, from) => nativeNames(from, 'posix').uriOf(name));
  const recorded = host ?? (application && new RecordedHost(application));
  return {
    ...surroundings,
    folder,
    pathStyle: 'posix',
    files: memoryFiles(texts),
    stream: async function* (path) {
      const text = [...texts].find(([uri]) => pathOfUri(uri, 'posix') === path)?.[1];
      if (text === undefined) throw Object.assign(new Error(`There is no ${path}.`), { code: 'ENOENT' });
      yield new TextEncoder().encode(text);
    },
    applications: undefined,
    testThreads: undefined,
    unixTime: () => now,
    recorder: undefined,
    replayed: { host: recorded },
  };
}
