// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The texts of programs.
import { describe, expect, test } from 'vitest';
import { embeddedPolicies } from './embedded-policies.ts';
import type { HostLanguage } from './host-languages.ts';

/** Each policy of a program without the blanks in it, or `?` where it is not known. */
const inShort = (language: HostLanguage, text: string): readonly string[] =>
  embeddedPolicies(text, language).map(({ text: polar }) => polar?.trim().replaceAll(/\s+/g, ' ') ?? '?');

describe('a policy is given to a loader', () => {
  test.each<[HostLanguage, string, string[]]>([
    ['python', 'load = oso.load_str\nload("f(1);")', ['f(1);']],
    ['python', 'from rules import load_str as ls\nls("f(1);")', ['f(1);']],
    ['python', 'x = oso.load_str("f(1);")\nx("g(1);")', ['f(1);']],
    ['python', 'self.load = oso.load_str\nload("f(1);")', []],
    ['python', 'oso.load_str(string="f(1);")', ['f(1);']],
    ['python', 'oso.load_str(name, "f(1);")', []],
    ['python', 'load_string = "f(1);"\nload_str_2("f(1);")', []],
    ['python', 'oso.load_str((\n  "f(1);"\n  "g(1);"\n))', ['f(1); g(1);']],
    ['python', 'oso.load_str("f(1);\\n\\\ng(1);")', ['f(1); g(1);']],
    ['javascript', 'const { loadStr: load } = oso;\nload(`f(1);`)', ['f(1);']],
    ['javascript', 'import { loadStr as load } from "a";\nload(`f(1);`)', ['f(1);']],
    ['javascript', 'const load = oso.loadStr.bind(oso);\nload(`f(1);`)', ['f(1);']],
    ['javascript', 'mock({ loadStr: vi.fn() }); vi(`f(1);`)', []],
    ['javascript', 'await oso?.loadStr?.(`f(1);`)', ['f(1);']],
    ['javascript', 'oso.loadStr(String.raw`f("\\d");`)', ['f("\\d");']],
    ['javascript', 'oso.loadStr(String.raw`f(${x});`)', ['?']],
    ['go', 'load := o.LoadString\nload(`f(1);`)', ['f(1);']],
  ])('by another name, or in another way: %s %j', (language, text, expected) => {
    expect(inShort(language, text)).toEqual(expected);
  });

  test.each<[HostLanguage, string, string[]]>([
    ['python', 'POLICY = """\nf(1);\n"""\noso.load_str(POLICY)', ['f(1);']],
    ['python', 'POLICY: Final[str] = dedent("""f(1);""")\noso.load_str(POLICY)', ['f(1);']],
    ['python', 'class T:\n  POLICY = "f(1);"\n  def t(self): oso.load_str(self.POLICY)', ['f(1);']],
    ['python', 'p = "f(1);"\no.load_str(p)\np = "g(1);"\no.load_str(p)', ['f(1);', 'g(1);']],
    ['python', 'def t():\n  o.load_str(P)\nP = ("f(1);"\n  "g(1);")', ['f(1); g(1);']],
    ['python', 'P = f"f({x});"\no.load_str(P)', ['?']],
    ['python', 'P = "f(1);"\no.load_str(dedent(P))', ['f(1);']],
    ['javascript', 'export const P: string = `f(1);`;\nawait oso.loadStr(P, "a");', ['f(1);']],
    ['ruby', 'P = <<~X.freeze\n  f(1);\nX\nOSO.load_str P\n', ['f(1);']],
    ['ruby', '@p = "f(1);"\nOSO.load_str(@p)', ['f(1);']],
    ['go', 'const p = `f(1);`\nfunc x() { o.LoadString(p) }', ['f(1);']],
    ['go', 'p := "f(1);" +\n"g(1);"\nif err := o.LoadString(p); err != nil {}', ['f(1); g(1);']],
    // What is no policy, or none that is known.
    ['python', 'p = "f(1);"\np += "g(1);"\no.load_str(p)', []],
    ['python', 'p = "f(1);"\nif p == "x;": o.load_str(q)', []],
    ['python', 'path = "main.polar"\no.load_str(path)', []],
    ['python', 'text = "a; b"\ndef load_str(text):\n  pass', []],
    ['python', 'text = "a; b"\no.load_str(text + more)', []],
    ['python', 'text = "a; b"\n# o.load_str(text)\n"load_str(text)"', []],
    ['javascript', 'const text = `a; b`; class A { loadStr(text) { } }', []],
    ['javascript', 'const text = `a; b`; function loadStr(text) { }', []],
    ['javascript', 'const text = `a; b`; oso.loadStr(other)', []],
  ])('by the name of a string: %s %j', (language, text, expected) => {
    expect(inShort(language, text)).toEqual(expected);
  });
});
