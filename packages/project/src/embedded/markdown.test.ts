import { pieceEnd } from '@polar-tools/language';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostOf } from './host-languages.ts';
import { fencesIn, polarOfMarkdown } from './markdown.ts';

const contents = (text: string): string[] =>
  fencesIn(text).map(({ start, end, info }) => `${info}|${text.slice(start, end)}`);

describe('fenced blocks', () => {
  test.each([
    ['```polar\nf(1);\n```\n', ['polar|f(1);\n']],
    ['~~~ polar x="y"\nf(1);\n~~~', ['polar x="y"|f(1);\n']],
    ['````md\n```polar\nf(1);\n```\n````\n', ['md|```polar\nf(1);\n```\n']],
    ['- a\n\n  ```polar\n  f(1);\n  ```\n', ['polar|  f(1);\n']],
    ['1. ```polar\n   f(1);\n   ```\n', ['polar|   f(1);\n']],
    ['> ```polar\n> f(1);\n> ```\n', ['polar|> f(1);\n']],
    ['```polar\r\nf(1);\r\n```\r\n', ['polar|f(1);\r\n']],
    ['```polar\nf(1);\n``\n~~~\n', ['polar|f(1);\n``\n~~~\n']],
    ['```\n```\n```polar\n```', ['|', 'polar|']],
    ['a ```b``` c\n``` x`y ```\n', []],
    ['', []],
    ['> > ```polar\n> > f(1);\n> > ```\n', ['polar|> > f(1);\n']],
    ['* ```polar\n  f;\n  ```\n2) ```polar\n   h;\n   ```\n', ['polar|  f;\n', 'polar|   h;\n']],
    ['```polar\nf;\n````\n```polar\ng;\n  ```  \n', ['polar|f;\n', 'polar|g;\n']],
    ['~~~polar\nf;\n~~~~x\n~~~\n', ['polar|f;\n~~~~x\n']],
    ['``polar\nf;\n``\n', []],
    ['a ```polar\nf;\n```\n', ['|']],
    ['```polar\rf;\r```\r', ['polar|f;\r']],
    ['``` a`b\n~~~ a`b\nf;\n~~~\n', ['a`b|f;\n']],
  ])('of %j', (text, expected) => {
    expect(contents(text)).toEqual(expected);
  });
});

const FENCE = '```polar\nf(1);\n```\n';
const set = (margin: string): string => FENCE.replace(/^(?=.)/gm, margin);

describe('a fence that Markdown takes for none is none', () => {
  test.each([
    ['code by its indentation', set('    '), 0],
    ['by a tab', set('\t'), 0],
    ['three blanks are none', set('   '), 1],
    ['in an item, from its text on', `- a\n\n${set('      ')}`, 0],
    ['in an item', `- a\n\n${set('     ')}`, 1],
    ['below an item', `10. a\n\n${set('    ')}`, 1],
    ['behind a list', `- a\n\nb\n\n${set('    ')}`, 0],
    ['in an item of an item', `- a\n  - b\n\n${set('       ')}`, 1],
    ['the text of a paragraph', `a\n${set('    ')}`, 0],
    ['in a quote', `> a\n>\n${set('>     ')}`, 0],
    ['in a comment', `<!--\n${FENCE}-->\n`, 0],
    ['in a comment with an empty line', `<!-- a\n\n${FENCE}\n-->\n`, 0],
    ['behind a comment', `<!-- a -->\n${FENCE}`, 1],
    ['behind a longer one', `<!-- a\n${FENCE}\n-->\n${FENCE}`, 1],
    ['behind a comment in a line', `a <!-- b\n${FENCE}`, 1],
    ['in an item, behind a comment that ends with its item', `- <!-- a\n\nb\n\n${FENCE}`, 1],
    ['in a block of HTML', `<details>\n${FENCE}</details>\n`, 0],
    ['in a block of HTML, behind an empty line', `<details>\n\n${FENCE}\n</details>\n`, 1],
    ['in preformatted HTML', `<pre>\n\n${FENCE}</pre>\n`, 0],
    ['in HTML of a kind of its own', `<my-note kind="a">\n${FENCE}`, 0],
    ['behind HTML in a paragraph', `a\n<b>\n${FENCE}`, 1],
  ])('%s', (_, text, fences) => {
    expect(fencesIn(text)).toHaveLength(fences);
  });

  test('the end of a quote or an item ends its fence', () => {
    expect(contents('> ```polar\n> f(1);\n\ng(1)\n')).toEqual(['polar|> f(1);\n']);
    expect(contents('- ```polar\n  f(1);\n\n  g(1);\nend\n')).toEqual(['polar|  f(1);\n\n  g(1);\n']);
  });

  test('MDX has neither code by its indentation nor HTML, and comments of its own', () => {
    const mdx = (text: string) => fencesIn(text, 'mdx').length;
    expect(mdx(`<Tabs>\n    <Tab>\n${set('        ')}    </Tab>\n</Tabs>\n`)).toBe(1);
    expect(mdx(`<div>\n${FENCE}</div>\n`)).toBe(1);
    expect(mdx(`{/* a\n${FENCE}*/}\n`)).toBe(0);
    expect(mdx(`{/* a */}\n${FENCE}`)).toBe(1);
  });
});

describe('the Polar of a Markdown text', () => {
  test('stands where it stood, and nothing else stands', () => {
    const text = '# T\n\n```polar\nf(1);\n```\n\n```python\ng(1)\n```\n\n> ```polar\n> h(1) if\n>   1 > 0;\n> ```\n';
    const polar = polarOfMarkdown(text)!;
    expect(polar.length).toBe(text.length);
    expect(polar.split('\n').map((line) => line.trimEnd())).toEqual([
      '',
      '',
      '',
      'f(1);',
      // No statement goes on from here.
      pieceEnd,
      '',
      '',
      '',
      '',
      '',
      '',
      '  h(1) if',
      '    1 > 0;',
      '',
      '',
    ]);
  });

  test.each([
    ['> ```polar\n> f(x) if\n>  x > 1;\n> ```', '          \n  f(x) if\n   x > 1;\n     '],
    ['>> ```polar\n>> f(x) if x\n> > > 1;\n>> ```', '           \n   f(x) if x\n    > 1;\n      '],
    ['> ```polar\n>f(1) # a > b\n>\t;\n> ```', '          \n f(1) # a > b\n \t;\n     '],
    ['```polar\n> f(1);\n```', '        \n> f(1);\n   '],
  ])('without the marks of quotes: %j', (text, polar) => {
    expect(polarOfMarkdown(text)).toBe(polar);
  });

  test('leaves out blocks that say so, and is none without blocks', () => {
    expect(polarOfMarkdown('```polar ignore\nf(;\n```\n')).toBeUndefined();
    expect(polarOfMarkdown('```polar,ignore\nf(;\n```\n')).toBeUndefined();
    expect(polarOfMarkdown('```polarx\nf(1);\n```\n')).toBeUndefined();
    expect(polarOfMarkdown('``` {.polar}\nf(1);\n```\n')?.trim()).toBe('f(1);');
    expect(polarOfMarkdown('text f(1);')).toBeUndefined();
    expect(polarOfMarkdown('```{ .polar , title="x" }\nf(1);\n```\n')?.trim()).toBe('f(1);');
    expect(polarOfMarkdown('```POLAR IGNORE\nf(1);\n```\n')).toBeUndefined();
    expect(polarOfMarkdown('```js polar\nf(1);\n```\n')).toBeUndefined();
  });

  test('has the length and the lines of any text', () => {
    const piece = fc.constantFrom(
      '```',
      '```polar',
      '~~~polar',
      '> ',
      '\n',
      '\r\n',
      '\r',
      'f("é𝒳");',
      ' ',
      '- ',
      '`',
      'ignore',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const polar = polarOfMarkdown(text);
        if (polar === undefined) return;
        expect(polar.length).toBe(text.length);
        expect(polar.replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''));
        for (let i = 0; i < text.length; i++)
          if (polar[i] !== ' ' && polar[i] !== pieceEnd) expect(polar[i]).toBe(text[i]);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  test('is looked for in Markdown files alone', () => {
    const names = [
      'README.md',
      'a.MARKDOWN',
      'a.mdown',
      'a.mkd',
      'a.mdx',
      'a.polar',
      'md',
      'a.mdy',
      'a.md.polar',
      'amd',
    ];
    expect(names.map(hostOf)).toEqual([...Array(4).fill('markdown'), 'mdx', ...Array(5).fill(undefined)]);
  });
});
