import type { LiveChannel } from '../channel.ts';
import { RunningDecision } from './decision.ts';
import type { AttachedGreeting, FromApplication, ToApplication } from './messages.ts';
import { RunningPolicy } from './running-policy.ts';

/** Who is told what a running application does. */
export interface ApplicationEvents {
  /** It asks its policy something, and waits. */
  decided(decision: RunningDecision): void;
  /** Something for a person. */
  noted(text: string): void;
  /** It has ended, or listens no more. */
  ended(): void;
}

/** Why an application does not let an editor in. */
export type Refused = 'wrong-token' | 'busy' | 'no-application';

/** A running application that an editor has attached to, at the other end of a channel. */
export class AttachedApplication {
  readonly name: string;
  readonly process: number;
  readonly folder: string;
  #policy: RunningPolicy;
  readonly #channel: LiveChannel;
  readonly #decisions = new Map<number, RunningDecision>();
  readonly #policies = new Set<RunningPolicy>();

  private constructor(channel: LiveChannel, greeting: AttachedGreeting) {
    this.#channel = channel;
    this.name = greeting.program;
    this.process = greeting.pid;
    this.folder = greeting.folder;
    this.#policy = new RunningPolicy(greeting);
    this.#policies.add(this.#policy);
  }

  /** Says hello with the token, and waits for what the application says. */
  static async greet(channel: LiveChannel, token: string): Promise<AttachedApplication | Refused> {
    channel.send(`${JSON.stringify({ 'polar-attach': 1, token } satisfies ToApplication)}\n`);
    const said = parsed(await channel.receive());
    if (said !== undefined && 'attached' in said) return new AttachedApplication(channel, said);
    channel.close();
    return said !== undefined && 'refused' in said ? said.refused : 'no-application';
  }

  /** Its policy, as it is now. */
  get policy(): RunningPolicy {
    return this.#policy;
  }

  /** Tells what happens from now on. */
  async listen(events: ApplicationEvents): Promise<void> {
    for (let line = await this.#channel.receive(); line !== undefined; line = await this.#channel.receive()) {
      const message = parsed(line);
      if (message === undefined || !this.#take(message, events)) {
        events.noted(`${this.name} (process ${this.process}) wrote what is no message, and is left.`);
        this.#channel.close();
        break;
      }
    }
    for (const decision of this.#decisions.values()) decision.over();
    this.#decisions.clear();
    events.ended();
  }

  /** Names that a policy uses and that may be constants: those that are, it says before its next decision. */
  askForConstants(names: readonly string[]): void {
    this.#send(['names', names]);
  }

  /** Leaves it: it goes on by itself. */
  leave(): void {
    this.#channel.close();
  }

  readonly #send = (message: ToApplication): void => {
    const lines: ToApplication[] = [];
    for (const policy of this.#policies) {
      const forgotten = policy.takeForgotten();
      if (forgotten.length > 0) lines.push(['forget', policy.version, forgotten]);
    }
    this.#channel.send([...lines, message].map((line) => `${JSON.stringify(line)}\n`).join(''));
  };

  /** False for what is no message. */
  #take(message: FromApplication, events: ApplicationEvents): boolean {
    if ('attached' in message) {
      this.#policy = new RunningPolicy(message);
      this.#policies.add(this.#policy);
      return true;
    }
    if ('refused' in message) return false;
    if (message[0] === 'note') {
      events.noted(message[1]);
      return true;
    }
    const number = message[1];
    if (message[0] === 'begin') {
      const decision = new RunningDecision(number, message[2], this.#policy, this.#send);
      this.#decisions.set(number, decision);
      events.decided(decision);
      return true;
    }
    const decision = this.#decisions.get(number);
    switch (message[0]) {
      case 'reply':
        decision?.replied(message[2]);
        return true;
      case 'next':
        decision?.next();
        return true;
      case 'own':
        decision?.compared(message[2], message[3] ?? undefined);
        return true;
      case 'waiting':
        decision?.waiting(message[2]);
        return true;
      case 'end':
        this.#decisions.delete(number);
        decision?.over();
        return true;
      default:
        return false;
    }
  }
}

function parsed(line: string | undefined): FromApplication | undefined {
  if (line === undefined) return undefined;
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'object' && said !== null ? (said as FromApplication) : undefined;
  } catch {
    return undefined;
  }
}
