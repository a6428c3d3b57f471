import { createRequire } from 'node:module';

interface Engine {
  registerClass(cls: unknown): void;
  loadStr(text: string): Promise<void>;
  queryRule(name: string, ...values: readonly unknown[]): AsyncGenerator<Map<string, unknown>>;
  free(): void;
}

const { Oso, Variable } = createRequire(import.meta.url)('oso') as {
  Oso: new () => Engine;
  Variable: new (name: string) => unknown;
};

class User {}
class Org {}
class Repo {}

/** What the reference engine answers of a policy with the classes User, Org and Repo: every role, permission and action that it finds. */
export interface Answers {
  /** Why it does not load. */
  readonly fault: string | undefined;
  /** By question, what it answers, without order. */
  readonly found: ReadonlyMap<string, readonly string[]>;
}

const MOST = 40;

/** Asks the reference engine everything that a generated policy can be asked. */
export async function answersOf(text: string): Promise<Answers> {
  const oso = new Oso();
  const found = new Map<string, readonly string[]>();
  const warn = console.error;
  try {
    console.error = () => {};
    for (const cls of [User, Org, Repo]) oso.registerClass(cls);
    await oso.loadStr(text);
    for (const resource of [new Org(), new Repo()]) {
      const type = resource.constructor.name;
      for (const name of ['has_role', 'has_permission', 'allow', 'may', 'holds']) {
        found.set(`${name} ${type}`, await ask(oso, name, new User(), new Variable('x'), resource));
      }
      found.set(`ok ${type}`, await ask(oso, 'ok', new User(), resource));
    }
  } catch (error) {
    return { fault: (error as Error).message.split('\n')[0]!, found };
  } finally {
    console.error = warn;
    oso.free();
  }
  return { fault: undefined, found };
}

async function ask(oso: Engine, name: string, ...values: readonly unknown[]): Promise<readonly string[]> {
  const answers = new Set<string>();
  try {
    for await (const bindings of oso.queryRule(name, ...values)) {
      const value = bindings.get('x');
      answers.add(typeof value === 'string' ? value : value === undefined ? 'yes' : 'any');
      if (answers.size > MOST) break;
    }
  } catch {
    // Its words name variables that the engine made, which hang on others' names.
    answers.add('error');
  }
  return [...answers].sort();
}
