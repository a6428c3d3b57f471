import {
  ApplicationRecorder,
  DataHost,
  type Fact,
  type FactStore,
  type Host,
  type RecordedQuery,
  type RecordedTests,
  type Recording,
  Redaction,
  redactApplication,
  redactData,
  redactFacts,
  writeFact,
} from '@polar-tools/evaluator';
import type { Files, LoadedPolicy } from '@polar-tools/project';
import { namesOf, type Surroundings } from '../surroundings.ts';
import { NamesFrom } from './names-from.ts';
import type { NotedObjects, Noting } from './noting.ts';

/** Notes what a command reads and is told, so that it can be run again elsewhere. */
export class Recorder implements Noting {
  readonly #folder: string;
  readonly #texts = new Map<string, string>();
  #policies: readonly string[] = [];
  #dialect: Recording['dialect'] = 'library';
  #data: string | undefined;
  #facts: readonly Fact[] | undefined;
  #application: { readonly recorder: ApplicationRecorder; readonly host: Host; close(): void } | undefined;
  /** Names that the configuration has redacted. */
  #redact: readonly string[] = [];

  constructor(surroundings: Surroundings) {
    this.#folder = namesOf(surroundings).uriOf('.');
  }

  /** Files that are noted when they are read. */
  files(files: Files): Files {
    return {
      ...files,
      list: (uri) => files.list(uri),
      read: async (uri) => {
        const read = await files.read(uri);
        if ('text' in read) this.#texts.set(uri, read.text);
        return read;
      },
    };
  }

  policy(uris: readonly string[]): void {
    this.#policies = uris;
  }

  loaded({ policy, configuration }: Pick<LoadedPolicy, 'policy' | 'configuration'>): void {
    this.#dialect = policy.dialect;
    this.#redact = [...this.#redact, ...(configuration?.configuration.redact ?? [])];
  }

  facts(store: FactStore): void {
    this.#facts = [...store.facts()];
  }

  /** Objects, which are noted as they are asked. An application lives until the recording is made. */
  objects<Objects extends NotedObjects>(objects: Objects, uri: string | undefined): Objects {
    if (objects.host instanceof DataHost || uri !== undefined) {
      this.#data = uri;
      return objects;
    }
    const recorder = new ApplicationRecorder(objects.host);
    const host = recorder.recorded(objects.host);
    this.#application = { recorder, host, close: () => objects.close() };
    return { ...objects, host, close: () => {} };
  }

  /** The application as it is asked, while there is one. */
  get host(): Host | undefined {
    return this.#application?.host;
  }

  close(): void {
    this.#application?.close();
  }

  /** All that was noted, without the answers. */
  recording(asked: RecordedQuery | RecordedTests, now: number): Recording {
    const names = new NamesFrom(this.#folder, [...this.#texts.keys()]);
    const from = names.nameOf(this.#folder);
    const relative = (uri: string): string => names.relative(uri, this.#folder);
    const application = this.#application?.recorder.record();
    return {
      polarRecording: 1,
      dialect: this.#dialect,
      asked,
      files: [...this.#texts].map(([uri, text]) => ({ name: names.nameOf(uri), text })),
      folder: from,
      policies: this.#policies.map(relative),
      ...(this.#data !== undefined && { data: relative(this.#data) }),
      ...(this.#facts !== undefined && { facts: this.#facts.map(writeFact) }),
      now,
      ...(application !== undefined && { application }),
      answers: [],
    };
  }

  /** The same with placeholders for what has one of the names; the names of which nothing was found. */
  redacted(
    recording: Recording,
    named: readonly string[],
  ): { readonly recording: Recording; readonly redaction: Redaction; readonly unused: readonly string[] } {
    const redaction = new Redaction([...named, ...this.#redact]);
    if (redaction.names.size === 0) return { recording, redaction, unused: [] };
    const files = recording.files.map(({ name, text }) => ({
      name,
      text: isData(name) ? dataWithout(text, redaction) : text,
    }));
    const facts = this.#facts && redactFacts(this.#facts, redaction).map(writeFact);
    const { application } = recording;
    return {
      recording: {
        ...recording,
        files,
        ...(facts !== undefined && { facts }),
        ...(application !== undefined && { application: redactApplication(application, redaction) }),
      },
      redaction,
      unused: [...redaction.names].filter((name) => !redaction.used.has(name)),
    };
  }
}

const isData = (name: string): boolean => name.endsWith('.json') && !/(?:^|\/)polar\.config\.json$/.test(name);

/** What is no data file is left as it is: it could not be read by a query either. */
function dataWithout(text: string, redaction: Redaction): string {
  try {
    return redactData(text, redaction);
  } catch {
    return text;
  }
}
