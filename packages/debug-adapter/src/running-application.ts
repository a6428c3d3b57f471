import type { HostDescription, HostValue } from '@polar-tools/evaluator';
import type { StartedApplication } from './host.ts';

/** Which running applications a configuration means. */
export interface WantedApplications {
  /** The name of a program; undefined for any that runs in the session's folder. */
  readonly name: string | undefined;
  /** Where it listens, where the configuration says so. */
  readonly at: { readonly port: number; readonly token: string } | undefined;
  /** The URI of the session's folder. */
  readonly folder: string;
}

/** What an application has loaded and registered. A new one when that has changed. */
export interface PolicyOfApplication extends HostDescription {
  /** The policy as it was loaded: paths, or null for a text, and texts. Null where it was loaded before anybody noted it. */
  readonly sources: readonly (readonly [path: string | null, text: string])[] | null;
}

/** A running application that this session has attached to. */
export interface RunningApplication {
  /** The name of its program. */
  readonly name: string;
  readonly process: number;
  readonly folder: string;
  /** Its policy as it is now. */
  readonly policy: PolicyOfApplication;
  /** Tells what it does from now on. */
  listen(events: { decided(decision: Decision): void; noted(text: string): void; ended(): void }): Promise<void>;
  /** Names that the policy uses and that may be constants, where it has not said which are: it says so before its next decision. */
  askForConstants(names: readonly string[]): void;
  /** Lets it go on by itself. */
  leave(): void;
}

/** A question that an application asks its policy. It waits until it is told an answer, or that there is none, or is left. */
export interface Decision {
  readonly policy: PolicyOfApplication;
  /** Answers for the application's objects, in the thread that asks. */
  readonly host: StartedApplication;
  /** The method that was called: `authorize`. */
  readonly label: string;
  readonly thread: string;
  readonly task: string | undefined;
  /** A query that is a text. */
  readonly text: string | undefined;
  /** A call: its name and arguments. */
  readonly name: string | undefined;
  readonly args: readonly ({ readonly value: HostValue } | { readonly variable: string })[];
  /** Values of variables. */
  readonly bindings: ReadonlyMap<string, HostValue>;
  /** Classes that variables are of, where that is all that is known. */
  readonly classes: ReadonlyMap<string, string>;
  /** Answers may hold under conditions, as data filtering wants them: what has only a condition is not told. */
  readonly takesConditions: boolean;
  /** Told what the application's own engine says, and in what that differs. */
  compared: (own: OwnAnswer, difference: string | undefined) => void;
  /** Told that the application has what it asked for. */
  ended: () => void;
  /** Told what the application is busy with, where that takes long. */
  waiting: (text: string) => void;
  /** The application took too long for a reply: what follows from that is no answer. */
  readonly isGivenUp: boolean;
  /** Gives an answer. Settles when the application asks for the next one (true), or has enough. */
  answer(values: ReadonlyMap<string, HostValue>): Promise<boolean>;
  done(): void;
  failed(message: string): void;
  /** Lets it go on by itself: nothing is compared. */
  leave(): void;
}

/** What the application's own engine came to, with values as the application shows them. */
export interface OwnAnswer {
  readonly answer?: Readonly<Record<string, string>>;
  readonly error?: string;
  readonly done?: true;
}
