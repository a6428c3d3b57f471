import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatFile, parseFile, type Style, withEdits } from '../src/index.ts';

/**
 * How statements are laid out at every width of a line, and with a comment or an empty line in every gap between their tokens: `⏎` stands for a line break.
 * By `npm run golden`.
 */
const golden = new URL('./laid-out.txt', import.meta.url);

const style = (lineWidth: number): Style => ({ lineWidth, indentation: '  ', indentationWidth: 2 });
const laidOut = (text: string, lineWidth: number): string =>
  withEdits(text, formatFile(parseFile(text), style(lineWidth))).replaceAll('\n', '⏎');

/** What can be laid out in more than one way, each part as short as it can be. */
const STATEMENTS = [
  'f(aa,bb:Cc,"dd",3)',
  'f(aa: Cc{k:1,l:[x,*r]}, _: {m: "v"})',
  'type f(aa:Integer,bb:String)',
  'declare f(Aaaa,Bbbb,Cccc)',
  '?=f(aa)and g(bb)',
  '?= f(aa)',
  'f(a)if g(a)',
  'f(a)if g(a)and h(a)',
  'f(a)if g(a)or h(a)and i(a)',
  'f(a)if(g(a)or h(a))and not i(a)',
  'f(a)if not(g(a)or h(a))',
  'f(a)if a.b.c=1+2*3',
  'f(a)if a.get("k").put(1,k:2).x>-1',
  'f(a)if a.("k e y")in[1,2.5,-3,+4]',
  'f(a)if a:=new Foo(1,k:2)and a matches Foo{k:b}',
  'f(a)if[aa,bb,*cc]=[1,[2,3],{k:4,l:5}]',
  'f(a)if forall(b in a.bs,b!=a)and print(a,"b")and cut',
  'f(a)if a!=b and a<=b and a mod 2==1 rem 2',
  'f(a)if x=a*b-c/d and x=(a-b)*-2 and x={}',
  'f(a)if y matches! Foo or in(a,b)',
  'f(a)if a=1 .b and a="b".c and(a)in[]',
  '@flag @other f(@current_unix_time)if g(@current_unix_time)',
  'f(a:Actor{},b,c)if b.assert=c.type',
  'f(a)if debug(a)and print()and a=inf or a=-nan',
  'actor User{}',
  'resource R{roles=["aa","bb"];permissions=["cc",];relations={oo:Org,pp:Par};"aa"if"bb";"cc"if"aa"on"oo"or"bb";}',
  'resource R extends S,T{roles=[];relations={};role if role on"oo";"cc"if"aa"and"bb"and global"gg"or is_public(resource);}',
  'global{roles=["aa"];permissions=["bb"];"bb"if"aa";}',
  'test"t"{setup{fixture aa;f(U{"aa"},true);}assert f(U{"aa"},1);assert_not g(x:U,2);assert f(x:U,1)iff x in[U{"aa"},U{"bb"}];}',
  'test"t"{}',
  'test"t"{setup{}assert f(1);}',
  'test fixture t{f(U{"aa"},-1);g(R{"bb"},"cc",O{"dd"});}',
  'f(',
];

const whole = (statement: string): string =>
  /[}]$/.test(statement) && !/^[f@]/.test(statement) ? statement : `${statement};`;

/** The layouts of a text, each with the widths from which and up to which it is so. */
function byWidth(text: string): string[] {
  const lines: string[] = [];
  let to = 120;
  let laid = laidOut(text, to);
  for (let width = to - 1; width >= 0; width--) {
    const other = width === 0 ? undefined : laidOut(text, width);
    if (other === laid) continue;
    lines.push(`  ${width + 1} to ${to}: ${laid}`);
    to = width;
    laid = other ?? '';
  }
  return lines;
}

/** Roughly: words, numbers, texts and signs. */
const tokensOf = (text: string): readonly string[] =>
  text.match(/"[^"]*"|[\p{L}_@]\w*|\d+(?:\.\d+)?|\?=|!=|[<>=:]=|\S/gu) ?? [];

const GAPS = [
  ['# c', ' # c\n'],
  ['its own', '\n# c\n'],
  ['two', ' # c\n\n# d\n\n'],
  ['empty', '\n\n'],
  ['after empty', '\n\n# c\n'],
] as const;

/** The layouts of a text with something in each gap between its tokens, each with the gaps from which and up to which it is so. */
function gaps(text: string): string[] {
  const tokens = tokensOf(text);
  return GAPS.flatMap(([name, gap]) => {
    const lines: { from: number; to: number; laid: string }[] = [];
    for (let at = 0; at <= tokens.length; at++) {
      const [before, after] = [tokens.slice(0, at).join(' '), tokens.slice(at).join(' ')];
      // Not at the start of a line, where a name would begin another statement.
      const laid = laidOut(`${before}${gap} ${after}`, 24);
      const last = lines.at(-1);
      if (last?.laid === laid) last.to = at;
      else lines.push({ from: at, to: at, laid });
    }
    return lines.map(({ from, to, laid }) => `  ${name} ${from} to ${to}: ${laid}`);
  });
}

const COMMENTED = [
  'f(aa, b: C) if g(aa) and not h([1, *r]) or b.c > 1;',
  'resource R { roles = ["aa"]; relations = { o: O }; "aa" if "b" on "o"; } g(1);',
  'test "t" { setup { fixture a; f(U{"a"}); } assert g(x: U) iff x in [1]; }',
];

/** Texts of several statements, sound and broken, with comments and empty lines between them. */
const FILES = [
  '\n\n# a\n\n\n# b\nf(1) ;  # c\n# d\n\n\ng( 2);h(3) ; # e\n\n',
  'f( 1 );\n\n\n   g( ;\n\n   h( 2 );   # a\n\n\n\ti( 3 );',
  '  f( ;  g( 1 );\n  # a\n    h( 2 )  ;',
  'f( 1 )\n# a\n;\n# b\ng( 2 );',
  'f(1) # a\n; # b\n # c\n\ng(2) # d\n;',
  'f(1);# a\n\n\n\n# b\n\n\n\n',
  'f( 1 );\r\n\r\n\r\n# a \r\ng( 2 )if h( 3 )# b\r\nand i( 4 );',
  'f( 1 );\r\rg( 2 );\r',
  'f( 1 );\r\ng( 2 );\nh( 3 );\r\n',
  'f( 1 );\rg( 2 );\r\nh( 3 );\r',
  'f( 1 );\ng( 2 );\rh( 3 );\n',
  'f( 1 );\rg( 2 );\nh( 3 );\r',
  'f( 1 );\r\ng( 2 );\rh( 3 );\r\n',
  'f( 1 );\r\ng( 2 );\nh( 3 );\n\n',
  '\tresource\tR\t{\t}\n\tf(\t1\t)\t;\t',
  'resource R {} # a\nresource S { # b\n} # c\nresource T { # d\n roles = ["a"]; # e\n\n # f\n} # g',
];

it('statements are laid out as they were', () => {
  const all = [
    ...STATEMENTS.flatMap((statement) => [`### ${statement}`, ...byWidth(whole(statement))]),
    ...COMMENTED.flatMap((text) => [`### gaps in ${text}`, ...gaps(text)]),
    ...FILES.flatMap((text) => [
      `### ${JSON.stringify(text)}`,
      `  ${JSON.stringify(withEdits(text, formatFile(parseFile(text))))}`,
    ]),
    ...FILES.flatMap((text) => [
      `### the edits of ${JSON.stringify(text)}`,
      ...formatFile(parseFile(text)).map(({ start, end, newText }) => `  ${start}-${end} ${JSON.stringify(newText)}`),
    ]),
    '',
  ].join('\n');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
});
