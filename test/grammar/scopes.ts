/** Colours a text as VS Code does, and reads what a fixture expects. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const syntaxes = new URL('../../syntaxes/', import.meta.url);
const grammars: Readonly<Record<string, string>> = {
  'source.polar': 'polar.tmLanguage.json',
  'polar.injection.python': 'polar-in-python.tmLanguage.json',
  'polar.injection.javascript': 'polar-in-javascript.tmLanguage.json',
  'polar.injection.ruby': 'polar-in-ruby.tmLanguage.json',
  'polar.injection.go': 'polar-in-go.tmLanguage.json',
  'polar.injection.markdown': 'polar-in-markdown.tmLanguage.json',
  'polar.injection.interpolation': 'polar-interpolation.tmLanguage.json',
};

const injections: Readonly<Record<string, readonly string[]>> = {
  'source.python': ['polar.injection.python'],
  'source.ts': ['polar.injection.javascript', 'polar.injection.interpolation'],
  'source.ruby': ['polar.injection.ruby', 'polar.injection.interpolation'],
  'source.go': ['polar.injection.go'],
  'text.html.markdown': ['polar.injection.markdown'],
};

/** What an injection is put into: as much of a host language as the tests need. */
const hosts: Readonly<Record<string, object>> = {
  'source.python': {
    scopeName: 'source.python',
    patterns: [
      { name: 'comment.line.python', match: '#.*$' },
      { name: 'string.quoted.multi.python', begin: '"""', end: '"""' },
      { name: 'support.function.host.python', match: '\\bprint\\b' },
    ],
    repository: {},
  },
  'source.ts': {
    scopeName: 'source.ts',
    patterns: [
      { name: 'string.template.ts', begin: '`', end: '`' },
      { name: 'support.function.host.ts', match: '\\bprint\\b' },
    ],
    repository: {},
  },
  'source.ruby': {
    scopeName: 'source.ruby',
    patterns: [
      { name: 'comment.line.ruby', match: '#.*$' },
      { name: 'string.quoted.double.ruby', begin: '"', end: '"' },
      { name: 'string.unquoted.heredoc.ruby', begin: '<<~(\\w+)', end: '^\\s*\\1$' },
      { name: 'support.function.host.ruby', match: '\\bputs\\b' },
    ],
    repository: {},
  },
  'source.go': {
    scopeName: 'source.go',
    patterns: [
      { name: 'comment.line.go', match: '//.*$' },
      { name: 'string.quoted.double.go', begin: '"', end: '"' },
      { name: 'string.quoted.raw.go', begin: '`', end: '`' },
      { name: 'support.function.host.go', match: '\\bprint\\b' },
    ],
    repository: {},
  },
  'text.html.markdown': {
    scopeName: 'text.html.markdown',
    patterns: [
      { name: 'markup.fenced_code.block.markdown', begin: '^\\s*```.*$', end: '^\\s*```\\s*$' },
      { name: 'markup.heading.markdown', match: '^#.*$' },
    ],
    repository: {},
  },
  'source.js': {
    scopeName: 'source.js',
    patterns: [{ include: '#expression' }],
    repository: { expression: { patterns: [{ name: 'variable.other.js', match: '[a-z]+' }] } },
  },
};

const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
const onigLib = oniguruma.loadWASM(readFileSync(wasm)).then(() => ({
  createOnigScanner: (sources: string[]) => new oniguruma.OnigScanner(sources),
  createOnigString: (text: string) => new oniguruma.OnigString(text),
}));

const registry = new textmate.Registry({
  onigLib,
  loadGrammar: async (scope) => {
    const host = hosts[scope];
    if (host !== undefined) return textmate.parseRawGrammar(JSON.stringify(host), 'host.json');
    const file = grammars[scope];
    if (file === undefined) return null;
    return textmate.parseRawGrammar(readFileSync(fileURLToPath(new URL(file, syntaxes)), 'utf8'), file);
  },
  getInjections: (scope) => [...(injections[scope] ?? [])],
});

/** A piece of a line with its scopes, outermost first. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

/** The pieces of each line of a text. */
export const colour = async (scope: string, lines: readonly string[]): Promise<readonly (readonly Piece[])[]> => {
  const grammar = await registry.loadGrammar(scope);
  if (grammar === null) throw new Error(`no grammar for ${scope}`);
  let state = textmate.INITIAL;
  return lines.map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({ start: startIndex, end: endIndex, scopes }));
  });
};

/** What a fixture says of a stretch of the line above: these scopes, in this order; `!scope` says that it is absent. */
export interface Expectation {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

export interface Fixture {
  readonly scope: string;
  readonly lines: readonly string[];
  readonly expectations: readonly Expectation[];
}

const header = /^\S+ SYNTAX TEST (\S+)$/;
const pointing = /^(#|\/\/)(\s*)(\^+|<-+)\s+(\S.*)$/;
const almost = /^(#|\/\/)\s*(\^|<-)/;

/**
 * Reads a fixture: a first line `# SYNTAX TEST source.polar`, then text, and below a line what is expected of it:
 * `#   ^^^^ keyword.operator`, or `# <- comment` for the line's first characters, which no `^` can reach.
 * Throws on a line that is almost such an expectation.
 */
export const readFixture = (name: string, text: string): Fixture => {
  const [first = '', ...rest] = text.split('\n');
  const scope = header.exec(first)?.[1];
  if (scope === undefined) throw new Error(`${name}: the first line must be "# SYNTAX TEST <scope>"`);
  const lines: string[] = [first];
  const expectations: Expectation[] = [];
  for (const [index, line] of rest.entries()) {
    const match = pointing.exec(line);
    if (match === null) {
      if (almost.test(line)) throw new Error(`${name}:${index + 2}: not a readable expectation: ${line}`);
      lines.push(line);
      continue;
    }
    const [, comment = '', space = '', mark = '', scopes = ''] = match;
    const start = mark.startsWith('<') ? 0 : comment.length + space.length;
    const end = mark.startsWith('<') ? mark.length - 1 : start + mark.length;
    expectations.push({ line: lines.length - 1, start, end, scopes: scopes.split(/\s+/) });
  }
  if (expectations.length === 0) throw new Error(`${name}: expects nothing`);
  return { scope, lines, expectations };
};

const within = (scope: string, wanted: string): boolean => scope === wanted || scope.startsWith(`${wanted}.`);

/** What does not hold of a fixture, in words. */
export const disappointments = async ({ scope, lines, expectations }: Fixture): Promise<readonly string[]> => {
  const coloured = await colour(scope, lines);
  return expectations.flatMap(({ line, start, end, scopes }) => {
    const pieces = (coloured[line] ?? []).filter((piece) => piece.start < end && piece.end > start);
    if (pieces.length === 0) return [`line "${lines[line]}": nothing at ${start}`];
    return pieces.flatMap((piece) => {
      let position = 0;
      for (const wanted of scopes) {
        if (wanted.startsWith('!')) {
          if (!piece.scopes.some((each) => within(each, wanted.slice(1)))) continue;
        } else {
          const found = piece.scopes.findIndex((each, index) => index >= position && within(each, wanted));
          position = found + 1;
          if (found >= 0) continue;
        }
        const text = (lines[line] ?? '').slice(piece.start, piece.end);
        return [`line "${lines[line]}": «${text}» should be ${wanted}, is ${piece.scopes.join(' ')}`];
      }
      return [];
    });
  });
};
