import { createRequire } from 'node:module';

/** What the reference engine says when it loads a policy: its first error, or its warnings. */
export interface Verdict {
  readonly error: Finding | undefined;
  readonly warnings: readonly Finding[];
}

export interface Finding {
  /** In kebab case, without the group: `singleton-variable`. */
  readonly kind: string;
  /** The first line of its words, without the place. */
  readonly words: string;
  /** One-based; undefined where the engine gives no place. */
  readonly line: number | undefined;
  readonly file: string | undefined;
}

interface EngineError extends Error {
  readonly name: string;
}

interface Oso {
  registerClass(cls: unknown, options?: { name: string }): void;
  registerConstant(value: unknown, name: string): void;
  getFfi(): {
    load(sources: readonly { src: string; filename: string }[]): void;
    nextMessage(): { msg: string } | undefined;
  };
  free(): void;
}

const { Oso } = createRequire(import.meta.url)('oso') as { Oso: new () => Oso };

class User {}
class Admin extends User {}
class Org {}
class Repo {}
class Team {}

/** Loads the files, named `0.polar`, `1.polar` …, into a new engine that knows the generated policies' application. */
export function loadIntoOracle(files: readonly string[]): Verdict {
  const oso = new Oso();
  try {
    for (const cls of [User, Admin, Org, Repo]) oso.registerClass(cls);
    oso.registerClass(Team, { name: 'team' });
    oso.registerConstant(10, 'LIMIT');
    oso.registerConstant(null, 'nil');
    const engine = oso.getFfi();
    let error: Finding | undefined;
    try {
      engine.load(files.map((src, i) => ({ src, filename: `${i}.polar` })));
    } catch (thrown) {
      const { name, message } = thrown as EngineError;
      error = finding(kindOf(name), message);
    }
    const warnings: Finding[] = [];
    for (let message = engine.nextMessage(); message !== undefined; message = engine.nextMessage()) {
      const kind = warningKind(message.msg);
      if (kind !== undefined) warnings.push(finding(kind, message.msg));
    }
    return { error, warnings };
  } finally {
    oso.free();
  }
}

function finding(kind: string, message: string): Finding {
  const place = / at line (\d+), column \d+(?: of file (\S+\.polar))?/.exec(message);
  const words = message.split('\n')[0]!.replace(/ at line \d+, column \d+.*$/, '');
  return { kind, words, line: place === null ? undefined : Number(place[1]), file: place?.[2] };
}

const kindOf = (name: string): string => {
  return name
    .replace(/^.*::/, '')
    .replace(/[A-Z]/g, (letter, place) => `${place === 0 ? '' : '-'}${letter.toLowerCase()}`);
};

function warningKind(message: string): string | undefined {
  if (message.startsWith('Expression without parentheses')) return 'ambiguous-precedence';
  if (message.startsWith('Your policy does not contain an allow rule')) return 'missing-allow-rule';
  if (message.startsWith('Warning: your policy uses resource blocks')) return 'missing-has-permission-rule';
  if (message.startsWith('Unknown specializer')) return 'unknown-specializer';
  return undefined;
}
