import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fencesIn, isMarkdown, polarOfMarkdown } from './markdown.ts';

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
  ])('of %j', (text, expected) => {
    expect(contents(text)).toEqual(expected);
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
      '',
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

  test('leaves out blocks that say so, and is none without blocks', () => {
    expect(polarOfMarkdown('```polar ignore\nf(;\n```\n')).toBeUndefined();
    expect(polarOfMarkdown('```polar,ignore\nf(;\n```\n')).toBeUndefined();
    expect(polarOfMarkdown('```polarx\nf(1);\n```\n')).toBeUndefined();
    expect(polarOfMarkdown('``` {.polar}\nf(1);\n```\n')?.trim()).toBe('f(1);');
    expect(polarOfMarkdown('text f(1);')).toBeUndefined();
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
        for (let i = 0; i < text.length; i++) if (polar[i] !== ' ') expect(polar[i]).toBe(text[i]);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  test('is looked for in Markdown files alone', () => {
    expect(['README.md', 'a.MARKDOWN', 'a.polar', 'md'].map(isMarkdown)).toEqual([true, true, false, false]);
  });
});
