import type { HostSyntax, Quote } from './host-lexer.ts';

/** Languages in which policies stand: Markdown in fences, the others in strings. */
export type HostLanguage = 'markdown' | 'mdx' | 'python' | 'javascript' | 'ruby' | 'go';

const C_COMMENT = /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;

/** The Python Language Reference, "String and Bytes literals". */
const python: HostSyntax = {
  comment: /#[^\r\n]*/y,
  opening: /(?<![\p{L}\p{N}_])(?<prefix>[A-Za-z]{0,2})(?<quote>"""|'''|"|')/uy,
  quoteOf: ({ groups }) => {
    const prefix = groups!.prefix!.toLowerCase();
    const close = groups!.quote!;
    if (!/^(?:r?[bft]?|[bftu]r?)$/.test(prefix)) return undefined;
    return {
      close,
      escapes: prefix.includes('r') ? 'none' : 'all',
      severalLines: close.length === 3,
      ...(/[ft]/.test(prefix) && { hole: '{' }),
      // Bytes are no text.
      ...(prefix.includes('b') && { tag: 'bytes' }),
    };
  },
};

/** ECMAScript, "String Literals" and "Template Literal Lexical Components"; TypeScript has the same. */
const javascript: HostSyntax = {
  comment: C_COMMENT,
  opening: /["'`]/y,
  regularExpressions: true,
  quoteOf: ({ 0: close }, before) =>
    close === '`'
      ? {
          close,
          // `String.raw` keeps backslashes; one before a backtick is kept, too.
          escapes: before === 'raw' ? 'quote' : 'all',
          hole: '${',
          severalLines: true,
          tag: /^[\p{L}_$]/u.test(before) ? before : undefined,
        }
      : { close, escapes: 'all' },
};

/** The Go Programming Language Specification, "String literals" and "Rune literals". */
const go: HostSyntax = {
  comment: C_COMMENT,
  opening: /["'`]/y,
  quoteOf: ({ 0: close }) =>
    close === '`' ? { close, escapes: 'none', severalLines: true } : { close, escapes: 'all' },
};

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** Ruby's documentation, "Literals": quotes, percent literals and heredocs. */
const ruby: HostSyntax = {
  comment: /#[^\r\n]*|^=begin\b[\s\S]*?(?:^=end\b[^\r\n]*|$(?![\s\S]))/my,
  opening:
    /<<(?<kind>[~-]?)(?<mark>["']?)(?<word>[A-Z_][A-Za-z0-9_]*)\k<mark>|%(?<letter>[qQwWiI]?)(?<bracket>[([{<|!])|(?<!\?)["'`]/y,
  regularExpressions: true,
  quoteOf: ({ 0: open, groups }, before): Quote | undefined => {
    const { kind, mark, word, letter, bracket } = groups ?? {};
    if (word !== undefined) {
      const escapes = mark === "'" ? 'none' : 'all';
      const heredoc = { word, indented: kind !== '' };
      return { close: '', escapes, tag: word, heredoc, ...(escapes === 'all' && { hole: '#{' as const }) };
    }
    if (bracket !== undefined) {
      // Else it is the remainder of a division, or a format.
      if (letter === '' && !/^(?:|[(,=:[{;]|return)$/.test(before)) return undefined;
      const whole = letter === '' || letter === 'Q' || letter === 'W' || letter === 'I';
      return {
        close: CLOSING[bracket] ?? bracket,
        escapes: whole ? 'all' : 'quote',
        severalLines: true,
        ...(whole && { hole: '#{' as const }),
        ...(CLOSING[bracket] !== undefined && { nests: bracket }),
        ...(/^[wi]/i.test(letter ?? '') && { tag: 'words' }),
      };
    }
    return open === "'"
      ? { close: open, escapes: 'quote', severalLines: true }
      : { close: open, escapes: 'all', hole: '#{', severalLines: true };
  },
};

/** How strings are written in each of the programming languages. */
export const SYNTAX: Readonly<Record<Exclude<HostLanguage, 'markdown' | 'mdx'>, HostSyntax>> = {
  python,
  javascript,
  ruby,
  go,
};

/** By what editors call languages (LSP, "Text Document Language Identifiers"). */
const BY_IDENTIFIER: Readonly<Record<string, HostLanguage>> = {
  markdown: 'markdown',
  mdx: 'mdx',
  python: 'python',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  typescript: 'javascript',
  typescriptreact: 'javascript',
  ruby: 'ruby',
  go: 'go',
};

/** What editors call the languages that policies may be embedded in. */
export const hostIdentifiers: readonly string[] = Object.keys(BY_IDENTIFIER);

const ENDINGS: readonly (readonly [RegExp, HostLanguage])[] = [
  [/\.(?:md|markdown|mdown|mdwn|mkdn?)$/i, 'markdown'],
  [/\.mdx$/i, 'mdx'],
  [/\.pyi?$/i, 'python'],
  [/\.[cm]?[jt]sx?$/i, 'javascript'],
  [/\.(?:rb|rake)$/i, 'ruby'],
  [/\.go$/i, 'go'],
];

/** The language of a document by its editor's name for it; undefined where no policy is looked for in it. */
export const hostNamed = (identifier: string): HostLanguage | undefined =>
  Object.hasOwn(BY_IDENTIFIER, identifier) ? BY_IDENTIFIER[identifier] : undefined;

/** The language of a file by the end of its name; undefined where no policy is looked for in it. */
export const hostOf = (name: string): HostLanguage | undefined => ENDINGS.find(([ending]) => ending.test(name))?.[1];
