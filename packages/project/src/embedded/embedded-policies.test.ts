import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { embeddedPolicies, polarIn } from './embedded-policies.ts';
import { type HostLanguage, hostNamed, hostOf } from './host-languages.ts';

/** Each policy of a program in short: its Polar without the blanks around it, or why it is not known. */
const inShort = (language: HostLanguage, text: string): readonly string[] =>
  embeddedPolicies(text, language).map(({ text: polar, obstacle }) => {
    if (polar === undefined) return `${text.slice(obstacle!.start, obstacle!.end)}: ${obstacle!.message}`;
    expect(polar.length).toBe(text.length);
    expect(polar.replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''));
    return polar.trim().replace(/ *\n */g, '\n');
  });

const put = 'What the program puts in here is not known, so that this policy is not checked.';
const inside =
  'This escape is not read here, so that this policy is not checked. Write it in a raw string, or one of another quote.';

describe.each<[HostLanguage, [string, string[]][]]>([
  [
    'python',
    [
      ['oso.load_str("""\nf(1);\n""")', ['f(1);']],
      ['await oso.load_str(\'f("a");\')', ['f("a");']],
      ['oso.load_str(\n    # Everything\n    "f(1);"\n    "g(1);"\n)', ['f(1);\ng(1);']],
      ['oso.load_str("f(1); " + "g(1);", "name")', ['f(1);      g(1);']],
      ['# language=polar\nPOLICY = r"""f("a\\n");"""', ['f("a\\n");']],
      ['POLICY = """  # polar\nf(1);"""', ['# polar\nf(1);']],
      ['# language = polar\n\nP = dedent("""f(1);""")\nQ = "no"', ['f(1);']],
      ['# language=polar\nA = "f(1);"\n"""A document."""', ['f(1);']],
      ['load_str(textwrap.dedent("""f(1);""").strip())', ['f(1);']],
      ['# oso.load_str("f(1);")\n"""oso.load_str(\'f(1);\')"""\nload(b"f")', []],
      ['oso.load_str(f"""f({x});""")', [`{x}: ${put}`]],
      ['oso.load_str(f"""resource R {{}}""")', [`{{: ${put}`]],
      ['oso.load_str(f"f(1);")', ['f(1);']],
      [
        'oso.load_str("f(%s);" % x)',
        [' : What the program makes of this string is not known, so that this policy is not checked.'],
      ],
      [
        'oso.load_str("f({});".format(x))',
        ['.: What the program makes of this string is not known, so that this policy is not checked.'],
      ],
      ['oso.load_str("f(\\"a\\") if\\n  g(\\"b c\\");")', ['f( "a" ) if    g( "b c" );']],
      ['oso.load_str("# note\\nf(1);")', ['f(1);']],
      ['oso.load_str("f(\\"a\\\\n\\");")', [`\\\\: ${inside}`]],
      ['oso.load_str("f(\\x41);")', [`\\x: ${inside}`]],
      ['oso.load_str("fo" "o(1);")', ['o: The strings divide a word, so that this policy is not checked.']],
      ['oso.load_str("""f(1);', [': This string has no end, so that its policy is not checked.']],
      ['oso.load_str(policy)\nx = "f("', []],
      ['load_string = "f(1);"\nmy_load_str("f(1);")', []],
      ["it = 'isn\\'t'; oso.load_str('f(1);')", ['f(1);']],
    ],
  ],
  [
    'javascript',
    [
      ['await oso.loadStr(`\nf(1);\n`);', ['f(1);']],
      ['const p = /* polar */ `f(1);`;', ['f(1);']],
      ['// language=polar\nexport const p: string = `f(1);` as const;', ['f(1);']],
      ['const p = polar`f(1);`, q = sql`select`;', ['f(1);']],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: The text of a program.
      ['oso.loadStr(`f(${`a${"}"}`});`)', [`\${\`a\${"}"}\`}: ${put}`]],
      ['oso.loadStr(`# \\`x\\`\nf(1);`)', ['#   x\nf(1);']],
      ['const r = /["\'`]/; const d = a / b; oso.loadStr("f(1);" /* all */)', ['f(1);']],
      ['oso.loadStr("f(1); \\\n g(1);")', ['f(1);\ng(1);']],
      [
        'oso.loadStr("f(1);" + rest)',
        [' : What the program makes of this string is not known, so that this policy is not checked.'],
      ],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: The text of a program.
      ['x(`${a}`, "b"); // loadStr(`f(`)\n', []],
      ['const s = `loadStr("f(")`;', []],
    ],
  ],
  [
    'ruby',
    [
      ['oso.load_str(<<~POLICY)\n  f("a");\nPOLICY\nputs "x"', ['f("a");']],
      ['P = <<~POLAR.freeze\n  f(1);\n  POLAR\nq = "f("', ['f(1);']],
      ["oso.load_str <<-'P', 'name'\n f(\"a\\n\");\n P\n", ['f("a\\n");']],
      ['oso.load_str "f(\'x\');"', ["f('x');"]],
      ['oso.load_str(\'f("a");\')', ['f("a");']],
      ['oso.load_str(%q(f(1);))', ['f(1);']],
      ['oso.load_str("f(#{x});")', [`#{x}: ${put}`]],
      ['oso.load_str(<<~P)\n  f(#{x});\nP\n', [`#{: ${put}`]],
      ['# language=polar\nP = %q{f({a: 1});}', ['f({a: 1});']],
      ["x = ?'; y = a / b; z = %w[it's]; r = /it's/\noso.load_str('f(1);')", ['f(1);']],
      ["=begin\nit's load_str(\"f(\")\n=end\noso.load_str('f(1);')", ['f(1);']],
    ],
  ],
  [
    'go',
    [
      ['err := o.LoadString(`\nf("a\\n");\n`)', ['f("a\\n");']],
      ['o.LoadString("f(1);\\n" +\n\t"g(1);")', ['f(1);\ng(1);']],
      ["r := '\"'; const p = /* polar */ `f(1);`\n", ['f(1);']],
      ['o.LoadString(strings.TrimSpace(`f(1);`))', ['f(1);']],
      ['o.LoadString(fmt.Sprintf(`f(%d);`, 1))', []],
    ],
  ],
  [
    'markdown',
    [
      ['```polar\nf(1);\n```\n\n```py\nload_str("f(")\n```\n', ['f(1);']],
      ['polar', []],
    ],
  ],
])('in %s', (language, table) => {
  test.each(table)('%j', (text, expected) => {
    expect(inShort(language, text)).toEqual(expected);
  });
});

test('all the policies of a program are one text, for who reads it as one', () => {
  const text = 'load_str("f(1);")\nload_str(f"{x}")\nload_str("g(1);")\n';
  expect(
    polarIn(text, 'python')!
      .split(/[\s\udbff]+/)
      .filter(Boolean),
  ).toEqual(['f(1);', 'g(1);']);
  expect(polarIn(text, 'python')!.length).toBe(text.length);
  expect(polarIn('load(1)', 'python')).toBeUndefined();
});

test('what may be put into a string is what does not end it', () => {
  const takes = (language: HostLanguage, text: string) =>
    // biome-ignore lint/suspicious/noTemplateCurlyInString: The text of a program.
    ['"a"', '`a`', 'a\nb', '${a}'].map((inserted) => embeddedPolicies(text, language)[0]!.takes(inserted));
  expect(takes('javascript', 'loadStr(`f`)')).toEqual([true, false, true, false]);
  expect(takes('javascript', 'loadStr("f")')).toEqual([false, true, false, false]);
  expect(takes('python', 'load_str("""f""")')).toEqual([true, true, true, false]);
  expect(takes('go', 'LoadString(`f`)')).toEqual([true, false, true, true]);
});

test('languages are known by their names and by the ends of files', () => {
  expect(['typescriptreact', 'go', 'polar', 'toString'].map(hostNamed)).toEqual([
    'javascript',
    'go',
    undefined,
    undefined,
  ]);
  expect(['a.py', 'a.mts', 'a.tsx', 'a.rb', 'a.go', 'R.MD', 'a.polar', 'py'].map(hostOf)).toEqual([
    'python',
    'javascript',
    'javascript',
    'ruby',
    'go',
    'markdown',
    undefined,
    undefined,
  ]);
});

test('any program is read, and each character of a policy stands where it stood or is blank', () => {
  const piece = fc.constantFrom(
    'load_str(',
    'load_str(P)\n',
    'P = ',
    '/* polar */',
    '# language=polar\n',
    '"',
    "'",
    '"""',
    '`',
    '${',
    '#{',
    '{',
    '}',
    '\\',
    '\\"',
    '\\n',
    'f("é𝒳");',
    'f(1);',
    '# note',
    '<<~POLAR',
    'POLAR',
    '%q(',
    ')',
    '/',
    '\n',
    '\r\n',
    ' ',
    '+',
  );
  const language = fc.constantFrom<HostLanguage>('python', 'javascript', 'ruby', 'go', 'markdown');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), language, (pieces, host) => {
      const text = pieces.join('');
      for (const { text: polar, pieces: stands } of embeddedPolicies(text, host)) {
        if (polar === undefined) continue;
        expect(polar.length).toBe(text.length);
        expect(polar.replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''));
        for (let i = 0; i < text.length; i++) {
          if (polar[i] === ' ' || polar[i] === '\n' || polar[i] === '\r') continue;
          expect(stands.some(({ start, end }) => start <= i && i < end)).toBe(true);
          // An escaped quote may be told from its backslash.
          if (polar[i] !== '"') expect(polar[i]).toBe(text[i]);
        }
      }
    }),
    { seed: 11, numRuns: 3000 },
  );
});
