import { describe, expect, it } from 'vitest';
import { parseFile } from '../src/index.ts';
import { Lexer } from '../src/syntax/lexer.ts';
import { errorsOf } from './agreement.ts';
import { corpusTexts, noCorpus } from './corpus.ts';

const BRACKETS: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}']);
const errorsIn = (text: string) => errorsOf(parseFile(text));

describe('a policy in which one token is missing', () => {
  it('has at most three errors, and the first is where the token could stand', { timeout: 120_000 }, () => {
    noCorpus();
    let texts = 0;
    let errors = 0;
    let worst = 0;
    const elsewhere: { readonly token: string; readonly shown: string }[] = [];
    for (const text of corpusTexts()) {
      if (errorsIn(text).length > 0) continue;
      const tokens = tokensOf(text);
      const step = Math.ceil(tokens.length / Number(process.env.POLAR_MISSING_TOKENS ?? 60));
      for (let index = 0; index < tokens.length; index += step) {
        const { start, end } = tokens[index]!;
        const rest = without(text, start, end);
        const found = errorsIn(rest);
        const shown = `without ${text.slice(start, end)} at ${start}:\n${text.slice(Math.max(0, start - 80), end + 80)}\n${found.map(({ message }) => message).join('\n')}`;
        expect(found.length, shown).toBeLessThanOrEqual(3);
        texts++;
        errors += found.length;
        worst = Math.max(worst, found.length);
        const [first] = found;
        const from = tokens[index - 1]?.end ?? 0;
        const to = (tokens[index + 1]?.end ?? text.length) - (text.length - rest.length);
        const touches = first === undefined || (first.start <= to && first.end >= from);
        if (!touches && !isMendedAt(rest, text.slice(start, end), first))
          elsewhere.push({ token: text.slice(start, end), shown });
      }
    }
    const mean = (errors / texts).toFixed(2);
    const shares = [...new Set(elsewhere.map(({ token }) => token))].map((one) => {
      const { length } = elsewhere.filter(({ token }) => token === one);
      return `${one} ${((100 * length) / texts).toFixed(2)} %`;
    });
    console.info(
      `${texts} texts: ${mean} errors on average, ${worst} at worst; ${elsewhere.length} elsewhere (${shares.join(', ')})`,
    );
    // Without a bracket much reads on, as more arguments or as fewer alternatives: legally, so that only where that ends anything is wrong.
    expect(elsewhere.filter(({ token }) => !BRACKETS.has(token)).map(({ shown }) => shown)).toEqual([]);
    if (elsewhere.length > texts / 200)
      expect.fail(
        elsewhere
          .map(({ shown }) => shown)
          .slice(0, 20)
          .join('\n\n'),
      );
  });
});

/**
 * Whether the token put where the error is makes the text right, or what the error offers does: that may be what is wrong, as well as the token that is
 * missing elsewhere.
 */
function isMendedAt(text: string, token: string, { start, end, fix }: ReturnType<typeof errorsIn>[number]): boolean {
  const mended = [start, end].map((at) => `${text.slice(0, at)} ${token} ${text.slice(at)}`);
  if (fix !== undefined) mended.push(text.slice(0, fix.start) + fix.newText + text.slice(fix.end));
  return mended.some((each) => errorsIn(each).length === 0);
}

/** Words that the token kept apart stay apart. */
function without(text: string, start: number, end: number): string {
  const before = text.slice(0, start);
  const after = text.slice(end);
  return before + (/[\w?:]$/.test(before) && /^[\w"]/.test(after) ? ' ' : '') + after;
}

function tokensOf(text: string): readonly { start: number; end: number }[] {
  const lexer = new Lexer();
  lexer.begin(text, 0);
  while (lexer.next() !== 0);
  const { base, starts, ends, count } = lexer;
  return Array.from({ length: count }, (_, i) => ({ start: base + starts[i]!, end: base + ends[i]! }));
}

describe('what is typed above other statements', () => {
  const BELOW = [
    'has_role(user: User, "reader", repo: Repo) if user.repo = repo;\n',
    'resource Org {\n  roles = ["owner"];\n  permissions = ["read"];\n  "read" if "owner";\n}\n',
    'test "below" {\n  setup { f(User{"x"}); }\n  assert f(User{"x"});\n}\n',
  ];
  const HALF = [
    'a', 'allow(', 'allow(a', 'allow(a,', 'allow(a, "re', 'allow(a: ', 'allow(a: User', 'allow(a: User{', 'allow(a: User{name: ',
    'allow(a)', 'allow(a) i', 'allow(a) if', 'allow(a) if not', 'allow(a) if b', 'allow(a) if b.', 'allow(a) if b.c', 'allow(a) if b.c =',
    'allow(a) if b.c = "', 'allow(a) if b and', 'allow(a) if b and c(', 'allow(a) if b and c(d', 'allow(a) if b and c(d,',
    'allow(a) if b and c(d)', 'allow(a) if a matches', 'allow(a) if x in [', 'allow(a) if x in [1,', 'allow(a) if (x or',
    'allow(a) if\n  b and', '@', 'type f', 'type f(', 'declare', 'declare f(', '?=', '?= f(', 'resource', 'resource R', 'resource R {',
    'resource R {\n  roles', 'resource R {\n  roles =', 'resource R {\n  roles = [', 'resource R {\n  roles = ["a"', 'resource R {\n  roles = ["a"]',
    'resource R {\n  "a"', 'resource R {\n  "a" if', 'resource R {\n  "a" if "b"', 'resource R {\n  "a" if "b" on',
    'resource R {\n  relations = { a', 'resource R {\n  relations = { a:', 'resource R {\n  relations = { a: B', 'actor U extends', 'test',
    'test "a', 'test "a" {', 'test "a" {\n  setup {', 'test "a" {\n  setup {\n    f(', 'test "a" {\n  assert', 'test "a" {\n  assert f(User{"a',
    'test "a" {\n  assert f(x: S) iff', 'global {', 'foo bar',
  ]; // biome-ignore format: a list
  it.each(HALF)('has one error, at its end: %j', (half) => {
    for (const below of BELOW) {
      const text = `${half}\n\n${below}`;
      const found = errorsIn(text);
      expect(found.length, text).toBe(1);
      expect(found[0]!.start, text).toBeLessThanOrEqual(half.length);
    }
  });

  it.each(HALF.filter((half) => /[([{,]$/.test(half) && !half.includes('setup')))(
    'leaves the fact below alone where brackets are open: %j',
    (half) => {
      const text = `${half}\nis_public(_: Repo);\n`;
      const found = errorsIn(text);
      expect(found.length, text).toBe(1);
      expect(found[0]!.start, text).toBeLessThanOrEqual(half.length);
    },
  );

  it.each([
    ['"a" if "b"\n  ', 'relations = { parent: R };', '`;` after `"b"`'],
    ['"a" if "b" ', 'roles = ["a"];', '`;` after `"b"`'],
    ['role if role\n  ', 'permissions = ["a"];', '`;` after `role`'],
  ])('a declaration after a shorthand without `;` is one (%j)', (shorthand, declaration, lack) => {
    const text = `resource R {\n  ${shorthand}${declaration}\n  "c" if "d";\n}\n`;
    const [error, ...others] = parseFile(text).statements.flatMap(({ errors }) => errors);
    expect(others).toEqual([]);
    expect(error).toMatchObject({
      message: expect.stringContaining(`Did you forget a ${lack}?`),
      fix: { title: 'Insert ;', newText: ';' },
    });
    expect(text.slice(error!.start, error!.end).trim()).toBe(/^\w+/.exec(declaration)?.[0]);
    const { start, end } = error!.fix!;
    expect(errorsIn(`${text.slice(0, start)};${text.slice(end)}`)).toEqual([]);
  });

  it('says first what is missing at its end', () => {
    const [error] = errorsIn('f(x) if g(x)\nh(x) if i(x);\n');
    expect(error!.message).toMatch(/^`;` is missing here, after `g\(x\)`\./);
    expect([error!.start, error!.end]).toEqual([12, 12]);
  });
});

describe('a body whose `{` is missing', () => {
  it.each([
    'resource Repo\n  roles = ["a"];\n  permissions = ["b"];\n  "b" if "a";\n}\n',
    'actor User extends Person\n  "b" if "a";\n}\n',
    'resource Repo\n  permissions = ["b"]; relations = { parent: Repo };\n}\nf(x);\n',
    'resource Repo }\n',
    'global\n  roles = ["a"];\n}\n',
    'resource Repo {\n  relations = parent: Repo };\n  "a" if "b";\n}\n',
    'resource Repo {\n  relations = parent: Repo, owner: User };\n  roles = ["a"];\n}\n',
    'resource Repo {\n  roles = "a", "b"];\n  permissions = ["c"];\n}\n',
    'test "t"\n  setup {\n    f(User{"a"});\n  }\n  assert f(User{"a"});\n}\n',
    'test "t" {\n  setup\n    f(User{"a"});\n    g(User{"a"});\n  }\n  assert f(User{"a"});\n}\n',
    'test "t" {\n  setup\n    fixture f;\n  }\n  assert f(User{"a"});\n}\n',
    'test "t" {\n  {\n    f(User{"a"});\n  }\n  assert f(User{"a"});\n}\n',
    'test "t"\n  assert f(User{"a"});\n  assert_not f(User{"b"});\n}\n',
    'test fixture t\n  f(User{"a"});\n  g(User{"a"});\n}\n',
    '"t" {\n  setup {\n    f(User{"a"});\n  }\n  assert f(User{"a"});\n}\n',
    'test "t" {\n  setup {\n    f(User"a"}, "x", Repo{"b"});\n  }\n  assert f(User{"a"});\n}\n',
    'test "t" {\n  setup {\n    f(User{"a"}, "x", Repo"b"});\n  }\n  assert f(User{"a"});\n}\n',
    'test "t" {\n  assert f(User"a"}, "x", Repo{"b"});\n  assert g(User{"a"});\n}\n',
    'f(x) if x = User"a"} and g(x);\n',
    '{\n  roles = ["a"];\n  "b" if "a";\n}\n',
  ])('is one error: %j', (text) => {
    const file = parseFile(`${text}\nlast(_);\n`);
    expect(errorsOf(file).map(({ message }) => message)).toHaveLength(1);
    expect(file.statements.at(-1)!.tree?.$type).toBe('Rule');
  });

  it('is read as it stands', () => {
    const [statement] = parseFile('resource Repo\n  roles = ["a"];\n  "b" if "a";\n}\n').statements;
    expect(statement!.tree).toMatchObject({
      $type: 'Block',
      name: { text: 'Repo' },
      members: [{ name: { text: 'roles' } }, { head: { value: 'b' } }],
    });
    expect(statement!.errors[0]!.fix).toMatchObject({ title: 'Insert {', start: 13, end: 13, newText: ' {' });
  });
});

describe('brackets as deep as they may be', () => {
  const tails = ['-;', '-', 'x -;', 'x;', 'not;', '1 +;', 'x.;', 'x matches;', '"a" +;', '[;', '{;', 'x =;', '- -;'];
  it.each(tails)('are an error whatever follows them: %s', (tail) => {
    for (const head of [
      'f(',
      'f(x) if ',
      'f([',
      '?= ',
      'f(x) if x in [',
      'resource R { "a" if ',
      'test "t" { assert f(',
    ]) {
      for (let depth = 190; depth <= 204; depth++) {
        const found = errorsIn(`${head}${'('.repeat(depth)}${tail}`);
        expect(found.length, `${head} ${depth}`).toBeGreaterThan(0);
        expect(found.length, `${head} ${depth}`).toBeLessThan(5);
      }
    }
  });
});
