import type {
  Answer,
  Answering,
  HostDescription,
  RecordedQuery,
  RecordedTests,
  Recorder,
  SteppedRun,
} from '@polar-tools/evaluator';
import type { Node } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import type { DebugDialect } from './dialect/dialect.ts';
import type { StartedApplication } from './host.ts';
import type { LaunchLimits } from './launch.ts';
import type { Application } from './runtime/application.ts';
import type { InlineQueryPlace } from './runtime/places.ts';
import type { Ending, RunSetting } from './runtime/run.ts';

/** Somebody who asks, and waits for the answers one at a time. */
export interface Asker {
  /**
   * Takes an answer as the run goes on from it, and settles with whether another one is wanted.
   * @param isChanged a person has changed what happens: the answer is not what would have come
   */
  answered(answer: Answer, isChanged: boolean, text: string): Promise<boolean>;
  /** Is told that nothing more comes; without an ending where it was broken off. */
  ended(ending: Ending | undefined, isChanged: boolean): void;
}

/** Where a text is that a running application has loaded from no file. */
export const LOADED_TEXT = 'polar-loaded:';

/** What is recorded of a session while it runs. */
export interface Recorded {
  readonly recorder: Recorder<HostDescription & Answering>;
  readonly asked: RecordedQuery | RecordedTests;
  /** The time that it is asked at, in seconds since 1970. */
  readonly now: number;
  /** The file that it is written to: its URI, and its name as the configuration has it. */
  readonly file: { readonly uri: string; readonly name: string };
}

/** Everything that a launch configuration named, read and understood. */
export interface Loaded {
  readonly policy: Policy;
  readonly dialect: DebugDialect;
  /** Begins a run of it. */
  readonly begin: (setting: RunSetting, limits: LaunchLimits) => SteppedRun;
  /** The query's expression, or the test. */
  readonly asked: Node;
  /** Its variables. */
  readonly variables: readonly string[];
  /** It is a test: its assertions are what is asked. */
  readonly isTest: boolean;
  /** The query as it was asked; the name of a test. */
  readonly queryText: string;
  /** Where the query stands, when it is an inline one. */
  readonly inline: InlineQueryPlace | undefined;
  readonly host: HostDescription;
  /** Who answers for it. */
  readonly application: Application;
  /** The application itself, where one was started. */
  readonly started: StartedApplication | undefined;
  /** Whether there is a data file: without one, little is known of the application. */
  readonly hasData: boolean;
  /** What is asked, for people, where the query says it less well. */
  readonly title?: string;
  /** Who asks, where somebody waits for the answers. */
  readonly asker?: Asker;
  /** Where the session is recorded. */
  readonly recorded?: Recorded;
  /** The names of the objects in the data. */
  readonly names: readonly string[];
}
