import type { HostString, Lexeme } from './host-lexer.ts';

/** What a string may stand in, whose white space is taken away. */
const TRIMS = String.raw`(?:(?:[\w.]+\.)?(?:dedent|cleandoc|undent|TrimSpace|trim|raw)\s*\(?\s*)?`;
const LOADERS = 'load_str|loadStr|load_string|LoadString';

/** What a program says of the policies that it loads, besides strings that carry a mark. */
export interface GivenPolicies {
  /** Whether code ends in a call that takes a policy, before its first argument. */
  readonly loads: (before: string) => boolean;
  /** Strings that have a name, and are given to such a call by it: `POLICY = "…"` and `load_str(POLICY)`. */
  readonly named: ReadonlySet<HostString>;
}

/**
 * Who is given a policy: `load_str`, `loadStr`, `load_string`, `LoadString`, and the other names that a program has for them (`load = oso.load_str`,
 * `{ loadStr: load }`, `load_str as load`). A string that has a name is given where the name is; of strings that have the same name, the one
 * before the call.
 */
export function givenPolicies(text: string, lexemes: readonly Lexeme[]): GivenPolicies {
  const code = codeOf(text, lexemes);
  const loaders = [LOADERS, ...otherNames(code)].join('|');
  const call = String.raw`(?<![\w$])(?:${loaders})(?![\w$])\s*(?:\?\.\s*)?`;
  const loads = new RegExp(String.raw`${call}(?:(?:\(\s*)+(?:\w+\s*=\s*)?)?${TRIMS}(?:\(\s*)*$`);
  const byName = new RegExp(
    String.raw`(?<!\b(?:def|function|func)\s+)${call}(?:\(\s*|[ \t]+)${TRIMS}(?:[\w.]+\.|@)?(?<name>[\p{L}_]\w*)\s*(?:,|\)(?!\s*\{)|$)`,
    'gmu',
  );
  const named = new Set<HostString>();
  let strings: ReadonlyMap<string, readonly HostString[]> | undefined;
  for (const { index, groups } of code.matchAll(byName)) {
    strings ??= namedStrings(text, code, lexemes);
    const candidates = strings.get(groups!.name!) ?? [];
    const given = candidates.findLast(({ start }) => start < index) ?? candidates[0];
    if (given !== undefined) named.add(given);
  }
  return { loads: (before) => loads.test(before), named };
}

/** The text with its comments and strings blank. */
function codeOf(text: string, lexemes: readonly Lexeme[]): string {
  let code = '';
  for (const { start, end } of lexemes) {
    if (start < code.length) continue;
    code += text.slice(code.length, start) + text.slice(start, end).replaceAll(/[^\r\n]/g, ' ');
  }
  return code + text.slice(code.length);
}

function otherNames(code: string): readonly string[] {
  const assigned = new RegExp(
    String.raw`(?<![\w$.])(?<name>[\p{L}_]\w*)\s*:?=\s*[\w.]+\.(?:${LOADERS})\b(?:\.bind\([\w.]*\))?(?![ \t]*[\w(.?])`,
    'gu',
  );
  const renamed = new RegExp(
    String.raw`\b(?:${LOADERS})(?:\s*:\s*(?<key>[\p{L}_]\w*)\s*[,}=]|\s+as\s+(?<word>[\p{L}_]\w*))`,
    'gu',
  );
  return [...code.matchAll(assigned), ...code.matchAll(renamed)].map(
    ({ groups }) => (groups!.name ?? groups!.key ?? groups!.word)!,
  );
}

/** A name that is given what follows: `POLICY = `, `const policy: string = `, `policy := `; not one that is compared, or gets more. */
const NAMED = new RegExp(
  String.raw`(?<![\p{L}\p{N}_$])(?<name>[\p{L}_][\p{L}\p{N}_]*)[ \t]*(?::[ \t]*[\w.<>[\]| ]{1,40})?[ \t]*:?=\s*${TRIMS}(?:\(\s*)?$`,
  'u',
);

/** The strings that may be policies by what they say and that have a name, by it. A name whose text grows is none of a known policy. */
function namedStrings(
  text: string,
  code: string,
  lexemes: readonly Lexeme[],
): ReadonlyMap<string, readonly HostString[]> {
  const strings = new Map<string, HostString[]>();
  const grown = new Set([...code.matchAll(/([\p{L}_]\w*)[ \t]*(?:\+=|<<)/gu)].map(([, name]) => name!));
  for (const lexeme of lexemes) {
    if (lexeme.kind !== 'string') continue;
    const { content, start } = lexeme;
    if (!/[;{\r\n]/.test(text.slice(content.start, content.end))) continue;
    const name = NAMED.exec(code.slice(Math.max(0, start - 160), start))?.groups?.name;
    if (name === undefined || grown.has(name)) continue;
    const known = strings.get(name);
    if (known === undefined) strings.set(name, [lexeme]);
    else known.push(lexeme);
  }
  return strings;
}
