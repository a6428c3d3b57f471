import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { Incoming } from '../incoming.ts';
import { repositoryRoot } from '../places.ts';

interface Message {
  readonly type: string;
  readonly request_seq?: number;
  readonly body?: unknown;
  readonly success?: boolean;
}

interface Answer {
  readonly message: Message;
  /** When its last byte had come. */
  readonly came: number;
}

/** TypeScript's own server, `tsserver`, in its own protocol: what VS Code starts for TypeScript. */
export class TypeScriptServer {
  readonly #process: ChildProcess;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  #id = 0;

  constructor() {
    const server = createRequire(repositoryRoot).resolve('typescript/lib/tsserver.js');
    const options = [
      '--disableAutomaticTypingAcquisition',
      '--suppressDiagnosticEvents',
      '--useInferredProjectPerProjectRoot',
    ];
    this.#process = spawn(process.execPath, [server, ...options], { stdio: ['pipe', 'pipe', 'ignore'] });
    const incoming = new Incoming((body) => {
      const came = performance.now();
      this.#dispatch(JSON.parse(body.toString('utf8')) as Message, came);
    });
    this.#process.stdout?.on('data', (piece: Buffer) => incoming.add(piece));
  }

  /** Says something that is not answered. */
  tell(command: string, args: object): void {
    const message = { seq: ++this.#id, type: 'request', command, arguments: args };
    this.#process.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  /** Milliseconds until all of an answer has come, be it that there is nothing. */
  async timed(command: string, args: object): Promise<number> {
    const asked = performance.now();
    const answer = new Promise<Answer>((resolve) => this.#answers.set(this.#id + 1, resolve));
    this.tell(command, args);
    return (await answer).came - asked;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#process.once('close', resolve));
    this.tell('exit', {});
    await closed;
  }

  #dispatch(message: Message, came: number): void {
    if (message.type !== 'response' || message.request_seq === undefined) return;
    this.#answers.get(message.request_seq)?.({ message, came });
    this.#answers.delete(message.request_seq);
  }
}

/** TypeScript of so many lines that decides what the generated policies decide: for each resource types, a table and functions that call each other. */
export function generateTypeScript(lines: number): string {
  const out = ['export interface User { readonly name: string; readonly roles: readonly string[] }', ''];
  for (let index = 0; ; index++) {
    const next = resource(index);
    if (out.length + next.length > lines) break;
    out.push(...next);
  }
  while (out.length < lines) out.push(`export const filler${out.length} = ${out.length};`);
  return `${out.join('\n')}\n`;
}

const resource = (index: number): readonly string[] =>
  `/** Who may do what with an organization. */
export interface Organization${index} {
  readonly members: ReadonlyMap<User, string>;
}

export interface Repository${index} {
  readonly organization: Organization${index};
  readonly collaborators: ReadonlyMap<User, string>;
  readonly isPublic: boolean;
}

const permissions${index}: Readonly<Record<string, readonly string[]>> = {
  reader: ["read", "list"],
  writer: ["read", "list", "write"],
  admin: ["read", "list", "write", "delete"],
};

export function roleIn${index}(user: User, organization: Organization${index}): string | undefined {
  return organization.members.get(user);
}

export function rolesOf${index}(user: User, repository: Repository${index}): readonly string[] {
  const own = repository.collaborators.get(user);
  const inherited = roleIn${index}(user, repository.organization) === "owner" ? ["admin"] : [];
  return own === undefined ? inherited : [own, ...inherited];
}

export function allows${index}(user: User, action: string, repository: Repository${index}): boolean {
  if (repository.isPublic && action === "read") return true;
  const roles = rolesOf${index}(user, repository);
  return roles.some((role) => permissions${index}[role]?.includes(action) === true)${index === 0 ? '' : ` || allows${index - 1}.length > 3`};
}
`.split('\n');
