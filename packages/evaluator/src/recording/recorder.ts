import type { FactStore } from '../facts/fact-store.ts';
import { type Fact, writeFact } from '../facts/value.ts';
import type { Answering, Host, HostDescription } from '../host/host.ts';
import { NamesFrom } from './names-from.ts';
import { type RecordedQuery, type RecordedTests, type Recording, VERSION } from './recording.ts';
import { ApplicationRecorder } from './recording-host.ts';
import { Redaction, redactApplication, redactData, redactFacts } from './redact.ts';

export interface NotedPolicy {
  readonly policy: { readonly dialect: Recording['dialect'] };
  readonly configuration: { readonly configuration: { readonly redact?: readonly string[] | undefined } } | undefined;
}

/** Whoever reads files: `text`, or why there is none. */
interface Reader {
  read(uri: string): Promise<{ readonly text: string } | { readonly fault: unknown }>;
}

/** Notes what a run reads and is told, so that it can be run again elsewhere. */
export class Recorder<Asked extends HostDescription & Answering = Host> {
  readonly #folder: string;
  readonly #texts = new Map<string, string>();
  #policies: readonly string[] = [];
  #dialect: Recording['dialect'] = 'library';
  #data: string | undefined;
  #facts: readonly Fact[] | undefined;
  #application: { readonly recorder: ApplicationRecorder; readonly host: Asked } | undefined;
  /** Names that the configuration has redacted. */
  #redact: readonly string[] = [];

  /** @param folder the URI that names are from */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Files that are noted when they are read. */
  files<Files extends Reader>(files: Files): Files {
    return {
      ...files,
      read: async (uri: string) => {
        const read = await files.read(uri);
        if ('text' in read) this.#texts.set(uri, read.text);
        return read;
      },
    };
  }

  /** The texts that were read, by URI. */
  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  /** The policy: its files in their order, or for tests what names several. */
  policy(uris: readonly string[]): void {
    this.#policies = uris;
  }

  /**
   * The policy's dialect, and its configuration, which may name what is redacted.
   * @param factFiles the files of facts that it names: facts are noted as facts, since in the texts of their files nothing could be redacted
   */
  loaded({ policy, configuration }: NotedPolicy, factFiles: readonly string[]): void {
    this.#dialect = policy.dialect;
    for (const uri of factFiles) if (!this.#policies.includes(uri)) this.#texts.delete(uri);
    this.#redact = [...this.#redact, ...(configuration?.configuration.redact ?? [])];
  }

  facts(store: FactStore): void {
    this.#facts = [...store.facts()];
  }

  /** The file of objects; undefined: there is none. */
  data(uri: string | undefined): void {
    this.#data = uri;
  }

  /** An application, of which is noted what it answers: the one that is to be asked in its place. Its names are read, and nothing closes it. */
  application<Application extends Asked>(application: Application): Application {
    const recorder = new ApplicationRecorder(application);
    const host = recorder.recorded(application);
    this.#application = { recorder, host };
    return host;
  }

  /** The application as it is asked, while there is one. */
  get asked(): Asked | undefined {
    return this.#application?.host;
  }

  /** All that was noted, without the answers. */
  recording(asked: RecordedQuery | RecordedTests, now: number): Recording {
    const names = new NamesFrom(this.#folder, [...this.#texts.keys()]);
    const from = names.nameOf(this.#folder);
    const relative = (uri: string): string => names.relative(uri, this.#folder);
    const application = this.#application?.recorder.record();
    return {
      polarRecording: VERSION,
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

  /**
   * The same with placeholders for what has one of the names; the names of which nothing was found, and the files of the policy that have values which were replaced
   * elsewhere: their texts stay as they are.
   */
  redacted(
    recording: Recording,
    named: readonly string[],
  ): {
    readonly recording: Recording;
    readonly redaction: Redaction;
    readonly unused: readonly string[];
    readonly telling: readonly string[];
  } {
    const redaction = new Redaction([...named, ...this.#redact]);
    if (redaction.names.size === 0) return { recording, redaction, unused: [], telling: [] };
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
      telling: files.filter(({ text, name }) => !isData(name) && redaction.line(text) !== text).map(({ name }) => name),
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

/** What to say of a file of the policy that tells what was redacted elsewhere. */
export const stillTold = (name: string): string =>
  `${name} is a file of the policy, which is recorded as it is, and has values that were redacted elsewhere: look into it before you give the recording away.`;
