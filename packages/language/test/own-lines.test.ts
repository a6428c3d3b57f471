import { describe, expect, it } from 'vitest';
import { parseFile } from '../src/index.ts';
import { Lexer } from '../src/syntax/lexer.ts';
import { errorsOf } from './agreement.ts';
import { corpusTexts, noCorpus } from './corpus.ts';

const errorsIn = (text: string): string[] => errorsOf(parseFile(text)).map(({ message }) => message);

/** Where the tokens of a text begin. */
function startsOf(text: string): readonly number[] {
  const lexer = new Lexer();
  lexer.begin(text, 0);
  while (lexer.next() !== 0);
  const { base, starts, count } = lexer;
  return Array.from({ length: count }, (_, i) => base + starts[i]!);
}

const TEXTS = [
  'test "t" {\n  setup { has_role(User{"a"}, "r", Repo{"x"}); fixture team; }\n  assert allow(u: User, "p", Repo{"x"}) iff u in [User{"a"}];\n  assert_not allow(User{"b"}, "p", Repo{"x"});\n}\n',
  'test fixture team {\n  has_role(User{"a"}, "r", Repo{"x"});\n}\n',
  'resource R extends S, T {\n  roles = ["a", "b"];\n  relations = { o: O, q: R };\n  "p" if "a" or "b" on "o" and f(resource);\n  role if role on "o";\n}\n',
  'f(x: User{name: "a"}, _y) if x.a = 1 and not g(x, [1, *r]) or x in r and forall(y in x, y > -1) and new V(1, k: 2).m(x) = z;\n',
  'type f(x: Integer);\ndeclare g(User, String);\n?= f(1) and g(_, "s");\n@a @b f(@current_unix_time);\nglobal { roles = ["x"]; "x" if global "y"; }\n',
];

describe('a line feed changes nothing', () => {
  it.each(TEXTS)('between any two tokens of %j', (text) => {
    expect(errorsIn(text)).toEqual([]);
    for (const at of startsOf(text)) {
      const broken = `${text.slice(0, at)}\n${text.slice(at)}`;
      expect(errorsIn(broken), broken).toEqual([]);
    }
  });

  it('in real policies', () => {
    noCorpus();
    for (const text of corpusTexts()) {
      if (errorsIn(text).length > 0) continue;
      const starts = startsOf(text);
      for (let i = 0; i < starts.length; i += Math.ceil(starts.length / 40)) {
        const at = starts[i]!;
        const broken = `${text.slice(0, at)}\n${text.slice(at)}`;
        expect(errorsIn(broken), `${broken.slice(Math.max(0, at - 200), at + 100)}`).toEqual([]);
      }
    }
  });
});
