// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The texts of programs.
import { describe, expect, test } from 'vitest';
import { embeddedPolicies } from './embedded-policies.ts';
import type { HostLanguage } from './host-languages.ts';

/** Each policy of a program in short: its Polar without the blanks around it, or where and why it is not known. */
const inShort = (language: HostLanguage, text: string): readonly string[] =>
  embeddedPolicies(text, language).map(({ text: polar, obstacle }) =>
    polar === undefined
      ? `${text.slice(obstacle!.start, obstacle!.end)}: ${obstacle!.message}`
      : polar.trim().replace(/ *\n */g, '\n'),
  );

const PUT = 'What the program puts in here is not known, so that this policy is not checked.';
const ESCAPE =
  'This escape is not read here, so that this policy is not checked. Write it in a raw string, or one of another quote.';
const NO_END = ': This string has no end, so that its policy is not checked.';
const MADE = 'What the program makes of this string is not known, so that this policy is not checked.';
const COMMENT = 'A comment of Polar goes on in the next line, so that this policy is not checked.';
const DIVIDED = 'The strings divide a word, so that this policy is not checked.';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
const closed = (open: string, content: string): string => open + content + (CLOSING[open.at(-1)!] ?? open.at(-1)!);

describe('Python', () => {
  test.each(['', 'r', 'R', 'u', 'U', 'f', 'F', 't', 'rf', 'fR', 'Rt', 'tr'])(
    'reads strings with the prefix %j',
    (prefix) => {
      expect(inShort('python', `load_str(${prefix}"f(1);")`)).toEqual(['f(1);']);
    },
  );

  test.each(['b', 'Rb', 'br', 'x', 'uu', 'ff', 'bf', 'xr'])('reads no text in those with %j', (prefix) => {
    expect(inShort('python', `load_str(${prefix}"f(1);")`)).toEqual([]);
  });

  test.each(['f', 't', 'rF', 'Tr'])('puts values into those with %j', (prefix) => {
    expect(inShort('python', `load_str(${prefix}"f({x});")`)).toEqual([`{x}: ${PUT}`]);
  });

  test.each(['', 'u', 'r'])('leaves braces in those with %j', (prefix) => {
    expect(inShort('python', `load_str(${prefix}"f({a: 1});")`)).toEqual(['f({a: 1});']);
  });

  test.each<[string, string[]]>([
    [String.raw`load_str(r"f(\n);")`, [String.raw`f(\n);`]],
    [String.raw`load_str("f(\n);")`, ['f(  );']],
    [`load_str('''f(1);\ng("a");''')`, ['f(1);\ng("a");']],
    ['load_str("f(1);\ng(1);")', [NO_END]],
    ["load_str('f(1);\rg(1);')", [NO_END]],
    [String.raw`load_str("""f(\"a\");""")`, ['f( "a" );']],
    [String.raw`load_str('''f("a\\''');''')`, [String.raw`\\: ${ESCAPE}`]],
    ['load_str("""f(""" """1);""")', ['f(       1);']],
    ['load_str("f(1);" \\\n "g(1);")', ['f(1);\ng(1);']],
    ['load_str("f(1)" % x)', [` : ${MADE}`]],
    ['load_str "f(1);"\n"g(1);"', ['f(1);']],
    ['load_str("f(1);".strip().lstrip().rstrip())', ['f(1);']],
    ['load_str("f(1);".upper())', [`.: ${MADE}`]],
    ['load_str("f(1); # note" "\\ng(1);")', [`\\: ${COMMENT}`]],
    ['load_str("f(1); # note\\n" "g(1);")', ['f(1);            g(1);']],
    ['load_str("f(1); # note\\r\\n" "g(1);")', ['f(1);              g(1);']],
    ['load_str("f(1); # note \\t more")', ['f(1); # note    more']],
    ['load_str("f(\\"a" "b\\");")', [`b: ${DIVIDED}`]],
    ['load_str("f(1) i" "f g(1);")', [`f: ${DIVIDED}`]],
    ['load_str("f(1) if" " g(1);")', ['f(1) if    g(1);']],
    ['load_str("x :" "= 1")', [`=: ${DIVIDED}`]],
    ['load_str("f(1) if \\\n g(1);")', ['f(1) if\ng(1);']],
    ['load_str("fo\\\no(1);")', [`\\\n: ${ESCAPE}`]],
    ['load_str("f(\\"a\\tb\\");")', [`\\t: ${ESCAPE}`]],
    ['load_str("f(1);\\tg(1);\\rh(1);")', ['f(1);  g(1);  h(1);']],
    ['load_str("f(\'a\');")', ["f('a');"]],
    ['load_str("f(\\"a\\\n b\\");")', [`\\\n: ${ESCAPE}`]],
    ['load_str(\'f("a"); # b\\n g("c"); # d\\n\')', ['f("a");       g("c");']],
    [String.raw`load_str('f("a # b");\ng(1);')`, ['f("a # b");  g(1);']],
    [String.raw`load_str('# "\nf("a");')`, ['f("a");']],
    ['load_str("f;\\\r g;")', ['f; \r g;']],
    ['x = b"load_str("; load_str("f;")', ['f;']],
    ['# language: polar\nP = "f(1);"', []],
    ['# language=polars\nP = "f(1);"', []],
    ['#language=Polar\nP = "f(1);"', ['f(1);']],
    ['# language=polar\n\n\nP = (\n"f(1);"\n)', []],
    ['P = "# polar\\nf(1);"', []],
    ['P = """\n#  language=polar  \nf(1);"""', ['#  language=polar\nf(1);']],
    ['P = """# polarity\nf(1);"""', []],
    ['oso.load_str(dedent("""f(1);"""))', ['f(1);']],
    ['oso.load_str(inspect.cleandoc("""f(1);"""))', ['f(1);']],
    ['oso.load_str(other("""f(1);"""))', []],
    ['reload_str("f(1);")', []],
    ['load_string("f(1);")', ['f(1);']],
  ])('%j', (text, expected) => {
    expect(inShort('python', text)).toEqual(expected);
  });
});

describe('Ruby', () => {
  test.each(['%(', '%[', '%{', '%<', '%|', '%!', '%q(', '%Q[', '%q<', '%Q|', '%q!', '"', "'"])('reads %s', (open) => {
    expect(inShort('ruby', `load_str(${closed(open, 'f(1) if\n g(2);')})`)).toEqual(['f(1) if\ng(2);']);
  });

  test.each(['w', 'W', 'i', 'I'])('reads no text in the words of %%%s', (letter) => {
    expect(inShort('ruby', `load_str(%${letter}(it's)); load_str("g;")`)).toEqual(['g;']);
  });

  test.each(['', 'Q', 'W', 'I'])('puts values into %%%s, whose quotes are its own', (letter) => {
    expect(inShort('ruby', `x(%${letter}(a #{b(")")} c)); load_str("g;")`)).toEqual(['g;']);
    expect(inShort('ruby', `x(%${letter}(a \\) b "); load_str("g;")`)).toEqual(['g;']);
  });

  test.each(['q', 'w', 'i'])('puts none into %%%s', (letter) => {
    expect(inShort('ruby', `x(%${letter}(a #{b("} c)); load_str("g;")`)).toEqual(['g;']);
  });

  test.each(['(', ',', '=', ':', '[', '{', ';', 'return'])('reads a text in %%( behind %s', (before) => {
    expect(inShort('ruby', `# language=polar\n${before} %(f;)`)).toEqual(['f;']);
  });

  test.each(['x', ')', '1', ']'])('takes %%( behind %s for a remainder', (before) => {
    expect(inShort('ruby', `# language=polar\n${before} %(f;)`)).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['load_str(%q(f(1) if g((2));)); puts ")"', ['f(1) if g((2));']],
    ['load_str(%q{f({a: {}});})', ['f({a: {}});']],
    ['load_str(%q|f(1);|); x(|")|")', ['f(1);']],
    ['load_str(%Q(f(#{x});))', [`#{x}: ${PUT}`]],
    ['load_str(%(f(#{x});))', [`#{x}: ${PUT}`]],
    ['load_str(%q(f("#{x}");))', ['f("#{x}");']],
    [String.raw`load_str(%q(f("a\n");))`, [String.raw`f("a\n");`]],
    ['load_str("f(#@x);")', [`#@: ${PUT}`]],
    ['load_str("f(#@@x);")', [`#@: ${PUT}`]],
    ['load_str("f(#$x);")', [`#$: ${PUT}`]],
    ['load_str("f(1); #- a")', ['f(1); #- a']],
    ['load_str("f(1); #@1")', ['f(1); #@1']],
    ["load_str('f(1); #@a')", ['f(1); #@a']],
    [String.raw`load_str('f(\'a\');')`, [String.raw`\': ${ESCAPE}`]],
    ['load_str(<<P)\nf(1);\nP\n', ['f(1);']],
    ['load_str(<<P)\nf(1);\n P\nP\n', ['f(1);\nP']],
    ['load_str(<<-P)\nf(1);\n P\nP\n', ['f(1);']],
    ['load_str(<<"P")\nf(#{x});\nP\n', [`#{: ${PUT}`]],
    [`load_str(<<~'P')\nf("#{x}");\n  P\n`, ['f("#{x}");']],
    ['load_str(<<~P)\nf(#@x);\nP\n', [`#@: ${PUT}`]],
    ['load_str(<<~P)\nf(1);\n', [NO_END]],
    ['load_str(<<~P)\nf(1);\r\nP\r\nload_str("g;")', ['f(1);', 'g;']],
    ['x(<<~P, <<~POLAR)\n it\'s\nP\n f(1);\nPOLAR\nload_str("g;")', ['f(1);', 'g;']],
    ['x = <<~SQL\n "\nSQL\nload_str("g;")', ['g;']],
    ["x = a << 'b'; load_str('g;')", ['g;']],
    ['=begin\n"\n=end "\nload_str("g;")', ['g;']],
    ["=begin\nx =end\nload_str('g;')\n=end\nload_str('f;')", ['f;']],
    ["=begin\nload_str('g;')", []],
    [' =begin\nload_str("g;")', ['g;']],
    ['load_str "f(1);"\nload_str "g;"', ['f(1);', 'g;']],
    ['load_str("f(1);" "g;")', ['f(1);   g;']],
    ['load_str "f(1);" \\\n  "g;"', ['f(1);\ng;']],
    ['x = `it"s`; load_str("g;")', ['g;']],
  ])('%j', (text, expected) => {
    expect(inShort('ruby', text)).toEqual(expected);
  });
});

describe('JavaScript', () => {
  test.each([
    '(',
    ',',
    '=',
    ':',
    '[',
    '!',
    '&',
    '|',
    '?',
    '{',
    '}',
    ';',
    '+',
    '-',
    '~',
    '<',
    '>',
    '*',
    '%',
    '^',
    'return',
    'typeof',
    'case',
    'in',
    'of',
  ])('takes a slash behind %s for a regular expression', (before) => {
    expect(inShort('javascript', `${before} /"/; loadStr('f;')`)).toEqual(['f;']);
  });

  test.each(['x', ')', ']', '1', '"a"'])('takes a slash behind %s for a division', (before) => {
    expect(inShort('javascript', `${before} / loadStr('f;') / 2`)).toEqual(['f;']);
  });

  test.each<[string, string[]]>([
    ["x = /[/'\"]/; loadStr('f;')", ['f;']],
    ["x = /\\/'/; loadStr('f;')", ['f;']],
    ["x = /[\\]']/; loadStr('f;')", ['f;']],
    ["x = y /* ' */; loadStr('f;')", ['f;']],
    ["// it's\nloadStr('f;')", ['f;']],
    ["/* it's", []],
    ['loadStr("f;\ng;")', [NO_END]],
    ["loadStr('f(1);' + 'g;')", ['f(1);     g;']],
    ["loadStr('f(1);' 'g;')", [` : ${MADE}`]],
    ['loadStr(`f(1);\ng;`)', ['f(1);\ng;']],
    ['loadStr(`f($x);`)', ['f($x);']],
    ['loadStr("f(${x});")', ['f(${x});']],
    ['loadStr(`f(${ {a: "}"} });`)', [`\${ {a: "}"} }: ${PUT}`]],
    ['loadStr(`f(1);`.trim())', ['f(1);']],
    ['loadStr(`f(1);`.trimEnd().trimStart())', ['f(1);']],
    ['loadStr(trim(`f(1);`))', ['f(1);']],
    ['const P = Polar`f(1);`', ['f(1);']],
    ['const P = polarize`f(1);`', []],
    ['const P = /* polar */ x `f(1);`', []],
    ['const P = /* polar */\n  `f(1);`', ['f(1);']],
    ['const P = /* polar! */ `f(1);`', []],
    ['const P = /* language=polar */ `f(1);`', ['f(1);']],
    ['const P = /*polar*/ `f(1);` satisfies string', ['f(1);']],
    ['loadStr(`f(1);`) // a', ['f(1);']],
    ['loadStr(x, `f(1);`)', []],
    ['loadStr(/* first */ `f(1);`)', ['f(1);']],
  ])('%j', (text, expected) => {
    expect(inShort('javascript', text)).toEqual(expected);
  });
});

describe('Go', () => {
  test.each<[string, string[]]>([
    [String.raw`LoadString("f(\"a\");")`, ['f( "a" );']],
    ['LoadString(`f("\\`)', ['f("\\']],
    ['LoadString("f;\ng;")', [NO_END]],
    ["x := '\\''; LoadString(`f;`)", ['f;']],
    ["x := a / b; y := 'c' / d; LoadString(`f;`)", ['f;']],
    ["/* it's */ LoadString(`f;`) // it's", ['f;']],
    ['LoadString(strings.TrimSpace(`f;` + "g;"))', ['f;     g;']],
    ['LoadString(`f;` "g;")', [` : ${MADE}`]],
    ['// language=polar\nconst p = `${x}`', ['${x}']],
  ])('%j', (text, expected) => {
    expect(inShort('go', text)).toEqual(expected);
  });
});
