import { expect, it } from 'vitest';
import { check, createPolicy, type Dialect, fixesOf } from '../src/index.ts';

/** What is said first of a text, and what its first fix makes of it. */
function first(text: string, dialect: Dialect): string {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect });
  const [error] = [...check(policy).values()].flat().filter(({ severity }) => severity === 'error');
  const [fix] = fixesOf(policy, error!);
  if (fix?.kind !== 'edit') return `${error!.message}: none`;
  const [edit, ...more] = fix.edits;
  expect(more).toEqual([]);
  const { start, end, newText } = edit!;
  return `${error!.message}: ${fix.preferred === true ? '★' : '-'} ${text.slice(0, start)}${newText}${text.slice(end)}`;
}

/** Texts with one quote too few; the place where it is missing is marked with `^`. */
const BETWEEN_STRINGS: readonly (readonly [string, Dialect?])[] = [
  ['f(x) if x in ["a^, "b"];'],
  ['f(x) if x in ["a^, "b", "c"];'],
  ['f(x) if x in ["a", "b^, "c"];'],
  ['f(x) if g("a^, "b", x); g(_, _, _);'],
  ['f(x) if x = {a: "x^, b: "y"};'],
  ['f("a^, "b");'],
  ['f(x) if x.a = "b^ and x.c = "d";'],
  ['f(x) if x.a = "b^ or x.c != "d";'],
  ['resource R { roles = ["a^, "b"]; permissions = ["p"]; "p" if "a"; }'],
  ['resource R { roles = ["a"]; permissions = ["p^, "q"]; "p" if "a"; }'],
  ['resource R { roles = ["a", "b"]; permissions = ["read"]; "read^ if "a"; }'],
  ['resource R { roles = ["a", "b"]; relations = { p: R }; "a" if "a^ on "p"; }', 'cloud'],
  ['resource R { roles = ["a", "b"]; permissions = ["p"]; "p" if "a^ or "b"; }', 'cloud'],
  ['f(u: User) if has_role(u, "admin^, "b");', 'cloud'],
  ['test "t" { setup { f(User{"a^}, "b"); } assert f(User{"a"}, "b"); }', 'cloud'],
  ['test "t" { setup { f(User{"a^}, User{"b"}); } assert f(User{"a"}, "b"); }', 'cloud'],
  ['test "t" { setup { f(User{"a"}, "r^, Repo{"b"}); } assert f(User{"a"}, "b"); }', 'cloud'],
];

it.each(BETWEEN_STRINGS.map(([marked, dialect = 'library']) => ({ marked, dialect })))(
  'a quote that is missing before another string is told where it is missing: $marked',
  ({ marked, dialect }) => {
    const at = marked.indexOf('^');
    const text = marked.replace('^', '');
    const word = /[^"]*$/.exec(text.slice(0, at))![0];
    const [, next] = /^[^"]*"(\w+)/.exec(text.slice(at))!;
    const said = first(text, dialect);
    expect(said).toContain(`Did you forget a \`"\` after \`${word}\`?: ★ ${marked.replace('^', '"')}`);
    // Where the word may stand between two strings, the engine goes on to where the line ends.
    const isWord = marked.includes('^ on ') || marked.includes('^ or "');
    expect(said).toMatch(isWord ? /^'\\0' is not a valid character/ : `did not expect to find the token '${next}'.`);
  },
);

const AT_THE_END: readonly (readonly [string, string, Dialect?])[] = [
  ['f(User{"u^}, 4);', '★', 'cloud'],
  ['f(u) if has_role(u, "admin^, x);\nhas_role(_, _, _);', '★'],
  ['f(u) if u.name = "admin^;', '★'],
  ['test "t^ {\n  setup { f(1); }\n  assert f(1);\n}', '★', 'cloud'],
  ['test "a long title^ {\n  setup { f(1); }\n  assert f(1);\n}', '★', 'cloud'],
  ['test fixture f { g(User{"u^}); }', '★', 'cloud'],
  ['f(x) if x in ["a", "b^];', '★'],
  ['f(x) if x.a = "b and x.c = 1^;', '-'],
];

it.each(AT_THE_END.map(([marked, sign, dialect = 'library']) => ({ marked, sign, dialect })))(
  'a string that its line ends in is closed before what follows it: $marked',
  ({ marked, sign, dialect }) => {
    const text = marked.replace('^', '');
    expect(first(text, dialect)).toContain(`: ${sign} ${marked.replace('^', '"')}`);
  },
);

it('names no place where several words may be strings', () => {
  expect(first('f(x) if x in ["a, b, "c"];', 'library')).toBe(
    'did not expect to find the token \'c\'. The quotes do not come out even: one is missing in `"a, b, "`.: none',
  );
});
