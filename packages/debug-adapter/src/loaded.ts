import type { HostDescription, SteppedRun } from '@polar-tools/evaluator';
import type { Node } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import type { DebugDialect } from './dialect/dialect.ts';
import type { StartedApplication } from './host.ts';
import type { LaunchLimits } from './launch.ts';
import type { Application } from './runtime/application.ts';
import type { InlineQueryPlace } from './runtime/places.ts';
import type { RunSetting } from './runtime/run.ts';

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
  /** The names of the objects in the data. */
  readonly names: readonly string[];
}
