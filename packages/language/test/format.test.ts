import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { addressedTokens } from '../src/format/addressed-lines.ts';
import { DEFAULT_STYLE, formatFile, parseFile, print, type Style, withEdits } from '../src/index.ts';
import { Lexer } from '../src/syntax/lexer.ts';
import { errorsOf } from './agreement.ts';
import { corpusTexts, noCorpus } from './corpus.ts';
import { mutate, mutation } from './mutate.ts';
import { verdictOf } from './oso.ts';
import { layout, program } from './programs.ts';

beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

const format = (text: string, style?: Style): string => withEdits(text, formatFile(parseFile(text), style));

const treeOf = (text: string): string[] =>
  parseFile(text).statements.map(({ tree }) => (tree ? print(tree) : 'nothing'));

/** By the lexer, since a `#` may stand in a string. */
function commentsOf(text: string): string[] {
  const lexer = new Lexer();
  lexer.begin(text, 0);
  const comments: string[] = [];
  for (let from = 0; ; ) {
    const type = lexer.next();
    const to = type === 0 ? text.length : lexer.base + lexer.starts[lexer.count - 1]!;
    comments.push(...(text.slice(from, to).match(/#[^\r\n]*/g) ?? []));
    if (type === 0) return comments;
    from = lexer.base + lexer.ends[lexer.count - 1]!;
  }
}

const STYLES: readonly Style[] = [
  DEFAULT_STYLE,
  { lineWidth: 40, indentation: '\t', indentationWidth: 4 },
  { lineWidth: 1, indentation: '    ', indentationWidth: 4 },
];

const LONG_RULE =
  'allow(user: User, "write", doc: Doc) if user.organization.department = doc.organization.department and x.y = "x";';

/** What must hold of any text without errors. */
function holds(text: string, style: Style): void {
  const formatted = format(text, style);
  expect(treeOf(formatted), formatted).toEqual(treeOf(text));
  expect(commentsOf(formatted), formatted).toEqual(commentsOf(text));
  expect(format(formatted, style), formatted).toBe(formatted);
  expect(formatted === '' || formatted.endsWith('\n'), formatted).toBe(true);
}

/** The same tokens and comments with other blanks and line breaks between them. */
function mangled(text: string, seed: number): string {
  const random = fc.sample(fc.nat(1000), { seed, numRuns: 400 });
  let at = 0;
  return text.replace(/"(?:\\[\s\S]|[^"\\])*"|#[^\n]*\n|[ \n]+/g, (piece) => {
    if (piece.startsWith('"') || piece.startsWith('#')) return piece;
    if (/\n[ ]*\n/.test(piece)) return '\n\n';
    const choice = random[at++ % random.length]!;
    return [' ', '   ', '\n', '\n      ', ' \n '][choice % 5]!;
  });
}

describe('a formatted policy', () => {
  it('says the same, with the same comments, and is formatted: real ones', () => {
    noCorpus();
    for (const text of corpusTexts()) {
      if (errorsOf(parseFile(text)).length > 0) continue;
      for (const style of STYLES) holds(text, style);
    }
  });

  it('says the same, with the same comments, and is formatted: generated ones', () => {
    fc.assert(
      fc.property(layout(program), fc.constantFrom(...STYLES), (text, style) => {
        if (errorsOf(parseFile(text)).length === 0) holds(text, style);
      }),
      { seed: 41, numRuns: 500 },
    );
  });

  it('says the same with comments anywhere', () => {
    const texts = corpusTexts().filter((text) => text.length < 3000 && errorsOf(parseFile(text)).length === 0);
    const commented = fc.tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 12 }),
    );
    fc.assert(
      fc.property(commented, fc.constantFrom(...STYLES), ([text, places], style) => {
        const gaps = [...text.matchAll(/"(?:\\[\s\S]|[^"\\])*"|#[^\n]*|[ \n]+/g)].flatMap((found) =>
          /^[ \n]/.test(found[0]) ? [found.index] : [],
        );
        let more = text;
        for (const at of places.map(([n]) => gaps[n % gaps.length]!).sort((a, b) => b - a))
          more = `${more.slice(0, at)}${at % 2 === 0 ? '\n' : ' '}# note ${at}\n${more.slice(at)}`;
        if (errorsOf(parseFile(more)).length === 0) holds(more, style);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('leaves on a line of which a comment speaks what begins there', () => {
    const texts = corpusTexts().filter((text) => text.length < 3000);
    const places = fc.array(fc.tuple(fc.nat(200), fc.boolean()), { minLength: 1, maxLength: 4 });
    let moved = 0;
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(50), places, (text, seed, comments) => {
        const lines = (seed === 0 ? text : mangled(text, seed)).split('\n');
        for (const [at, isNext] of comments)
          lines[at % lines.length] += isNext ? '\n# polar-disable-next-line' : ' # polar-disable-line unused-rule';
        const commented = lines.join('\n');
        if (errorsOf(parseFile(commented)).length > 0) return;
        holds(commented, DEFAULT_STYLE);
        const formatted = format(commented);
        expect(addressedTokens(formatted), formatted).toEqual(addressedTokens(commented));
        if (formatted !== commented) moved++;
      }),
      { seed: 44, numRuns: 300 },
    );
    expect(moved > 0 || texts.length === 0).toBe(true);
  });

  it.each([
    [
      'the line before a long rule',
      `# polar-disable-next-line\n${LONG_RULE}`,
      `# polar-disable-next-line\n${LONG_RULE}`,
    ],
    ['its own line', `${LONG_RULE} # polar-disable-line`, `${LONG_RULE} # polar-disable-line`],
    ['two rules on a line', 'f( 1);g( 2); # polar-disable-line', 'f( 1);g(2); # polar-disable-line'],
    ['a rule that stays on its line', '# polar-disable-next-line\nf( 1 );', '# polar-disable-next-line\nf(1);'],
    [
      'one rule, and the others as ever',
      `g( 1);\n# polar-disable-next-line\n${LONG_RULE}\nh( 2);`,
      `g(1);\n# polar-disable-next-line\n${LONG_RULE}\nh(2);`,
    ],
  ])('keeps %s together', (_name, text, formatted) => {
    expect(format(text)).toBe(`${formatted}\n`);
  });

  it('does not depend on how it was broken before', () => {
    for (const [index, text] of corpusTexts().entries()) {
      if (errorsOf(parseFile(text)).length > 0 || text.includes('\t') || text.includes('\r')) continue;
      const other = mangled(text, index);
      if (errorsOf(parseFile(other)).length > 0 || other.includes('#')) continue;
      expect(format(other)).toBe(format(text));
    }
  });

  it('leaves what does not read to the letter, and is formatted all the same', () => {
    const texts = corpusTexts().filter((text) => text.length < 3000);
    const changed = fc.tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(changed, ([text, mutations]) => {
        const broken = mutations.reduce(mutate, text);
        const formatted = format(broken);
        for (const { base, length, errors, tree } of parseFile(broken).statements)
          if (errors.length > 0 || tree === undefined) expect(formatted).toContain(broken.slice(base, base + length));
        expect(treeOf(formatted), formatted).toEqual(treeOf(broken));
        expect(commentsOf(formatted)).toEqual(commentsOf(broken));
        expect(format(formatted), formatted).toBe(formatted);
      }),
      { seed: 43, numRuns: 500 },
    );
  });

  it('loads in the reference engine as it did', async () => {
    for (const text of corpusTexts()) {
      if (text.length > 20_000 || errorsOf(parseFile(text)).length > 0) continue;
      const [before, after] = [await verdictOf(text), await verdictOf(format(text))];
      expect(after.code).toBe(before.code);
    }
  });
});

const folder = new URL('./format/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

describe('the style', () => {
  it("is that of Polar's documentation", () => {
    expect(format(read('style.polar'))).toBe(read('style.formatted.polar'));
  });

  it('breaks lines where they are longer than asked for', () => {
    const text = 'f(a, b, c) if g(a) and h(b);\n';
    expect(format(text, { ...DEFAULT_STYLE, lineWidth: 20 })).toBe('f(a, b, c) if\n  g(a) and\n  h(b);\n');
    expect(format('f(aaaa, bbbb);', { ...DEFAULT_STYLE, lineWidth: 13 })).toBe('f(\n  aaaa,\n  bbbb\n);\n');
    expect(format('f(aaaa, bbbb);', { ...DEFAULT_STYLE, lineWidth: 14 })).toBe('f(aaaa, bbbb);\n');
  });

  it('indents as asked for', () => {
    expect(format('resource R{roles=["a"];}', { lineWidth: 100, indentation: '\t', indentationWidth: 8 })).toBe(
      'resource R {\n\troles = ["a"];\n}\n',
    );
  });

  it.each(['\r\n', '\n', '\r'])('keeps the line breaks of the text: %j', (lineBreak) => {
    const text = ['# c', 'resource R{roles=["a"];', '# d', '"b" if "a";}', ''].join(lineBreak);
    expect(format(text)).toBe(
      ['# c', 'resource R {', '  roles = ["a"];', '  # d', '  "b" if "a";', '}', ''].join(lineBreak),
    );
  });

  it('stays behind a string without an end, which goes up to the line feed', () => {
    for (const text of ['f(1);\r\n"\r\n', '"\r\n', '"']) {
      const once = format(text);
      expect(once).toBe(text === '"' ? '"\n' : text);
      expect(format(once)).toBe(once);
    }
  });

  it('is that of most lines where they end in several ways', () => {
    expect(format('f(1);\r\nf(2);\nf(3);\n')).toBe('f(1);\nf(2);\nf(3);\n');
  });

  it('keeps one empty line of several, and none at the ends', () => {
    expect(format('\n\nf(1);\n\n\n\nf(2);\nf(3);\n\n\n')).toBe('f(1);\n\nf(2);\nf(3);\n');
    expect(format('\n \n')).toBe('');
    expect(format('')).toBe('');
    expect(format('  # alone')).toBe('# alone\n');
  });

  it('makes no number of an integer and a dot', () => {
    expect(format('f(x) if x = 1 .a;')).toBe('f(x) if x = 1 .a;\n');
  });

  it('keeps a comment at the end of its line, or on a line of its own', () => {
    expect(format('f(1); # one\n  # two\nf(2)\n# three\n; # four\nf(3); f(4); # five')).toBe(
      'f(1); # one\n# two\nf(2);\n# three\n# four\nf(3);\nf(4); # five\n',
    );
  });
});

describe('the edits', () => {
  it('are of blanks alone, in order, and none where all is in place', () => {
    for (const text of corpusTexts()) {
      const edits = formatFile(parseFile(text));
      let from = 0;
      for (const { start, end, newText } of edits) {
        expect(start).toBeGreaterThanOrEqual(from);
        from = end;
        // But for comments that move.
        if (!text.slice(start, end).includes('#') && !newText.includes('#'))
          expect(text.slice(start, end).trim() + newText.trim()).toBe('');
      }
      expect(formatFile(parseFile(withEdits(text, edits)))).toEqual([]);
    }
  });
});

describe('a range', () => {
  const text = 'f( 1 );\n  g( 2 );\n\n\nh( 3 );\n';
  const formatted = (start: number, end: number): string =>
    withEdits(text, formatFile(parseFile(text), DEFAULT_STYLE, { start, end }));

  it('touches only its statements', () => {
    expect(formatted(2, 3)).toBe('f(1);\n  g( 2 );\n\n\nh( 3 );\n');
    expect(formatted(11, 12)).toBe('f( 1 );\ng(2);\n\n\nh( 3 );\n');
    expect(formatted(11, 25)).toBe('f( 1 );\ng(2);\n\nh(3);\n');
  });

  it('does nothing where it holds nothing, or what does not read', () => {
    expect(formatted(19, 19)).toBe(text);
    const broken = 'f( 1 ) if;\ng( 2 );\n';
    expect(formatFile(parseFile(broken), DEFAULT_STYLE, { start: 0, end: 5 })).toEqual([]);
  });

  it('does not make a comment of what follows on the line', () => {
    const text = 'f(1) # c\n; g(2);\n';
    expect(withEdits(text, formatFile(parseFile(text), DEFAULT_STYLE, { start: 0, end: 3 }))).toBe(text);
  });
});
