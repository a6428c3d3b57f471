import { blankBetween } from './blank-between.ts';
import { type GivenPolicies, givenPolicies } from './given-policies.ts';
import { type HostLanguage, SYNTAX } from './host-languages.ts';
import { type HostString, type Lexeme, lexemesOf, type Span } from './host-lexer.ts';
import { type MarkdownKind, polarFencesIn, polarOfMarkdown } from './markdown.ts';
import { type Obstacle, polarOfStrings } from './polar-of-strings.ts';

/** A policy that stands in a text of another language. */
export interface EmbeddedPolicy {
  /** Where its text stands: one string, each of strings that are put together, or the fences of a Markdown text. */
  readonly pieces: readonly Span[];
  /** A text as long as its host's, in which the policy stands where it does there, and all else is blank; undefined where it is not known. */
  readonly text: string | undefined;
  /** Why it is not. */
  readonly obstacle: Obstacle | undefined;
  /** Whether a text can be put into it as it is: no quote that would end the string, no line end where it has one line. */
  takes(inserted: string): boolean;
}

/** What a text with a policy in it has in any case: looked for first, since most have none. */
const MAY_HAVE = /load_?str|\bpolar\b/i;

/** Whether a text of another language may have a policy in it: a look that costs little. */
export const mayEmbed = (text: string): boolean => MAY_HAVE.test(text);

/**
 * The policies in a text of another language: all Polar fences of a Markdown text together; in programs each string that is given to
 * `load_str`, `loadStr`, `load_string` or `LoadString`, itself or by its name, or marked: by the comment `language=polar` before it, on its line or the line above, by
 * a block comment `polar` right before it, by a first line `# polar` of its own, as a heredoc `POLAR` or as a template of the function `polar`.
 */
export function embeddedPolicies(text: string, language: HostLanguage): readonly EmbeddedPolicy[] {
  if (!mayEmbed(text)) return [];
  if (language === 'markdown' || language === 'mdx') return markdownPolicy(text, language);
  const lexemes = lexemesOf(text, SYNTAX[language]);
  const given = givenPolicies(text, lexemes);
  const policies: EmbeddedPolicy[] = [];
  let blank: string | undefined;
  for (let at = 0; at < lexemes.length; at++) {
    const lexeme = lexemes[at]!;
    if (lexeme.kind !== 'string' || !isPolar(text, lexemes, at, lexeme, given)) continue;
    const strings = [lexeme];
    const open = /\(\s*$/.test(codeBefore(text, lexemes, at));
    for (let next = lexemes[at + 1]; next?.kind === 'string'; next = lexemes[at + 1]) {
      const between = text.slice(strings.at(-1)!.end, next.start);
      const together =
        /^\s*\+\s*$/.test(between) ||
        (ADJACENT.has(language) && (open ? /^[\s\\]*$/ : /^(?:[ \t]|\\\r?\n)*$/).test(between));
      if (!together) break;
      strings.push(next);
      at++;
    }
    blank ??= text.replace(/[^\r\n]/g, ' ');
    policies.push(policyOf(text, blank, strings));
  }
  return policies;
}

/** Languages in which strings beside each other are one. */
const ADJACENT: ReadonlySet<HostLanguage> = new Set(['python', 'ruby']);

/** The Polar of a text of another language as one text, in which every character stands where it stood; undefined where there is none to read. */
export function polarIn(text: string, language: HostLanguage): string | undefined {
  const readable = embeddedPolicies(text, language).filter((each) => each.text !== undefined);
  if (readable.length <= 1) return readable[0]?.text;
  let polar = '';
  for (const { pieces, text: own } of readable) {
    // Each of them is loaded by itself.
    if (polar !== '') polar += blankBetween(text.slice(polar.length, pieces[0]!.start));
    polar += own!.slice(polar.length, pieces.at(-1)!.end);
  }
  return polar + readable.at(-1)!.text!.slice(polar.length);
}

function markdownPolicy(text: string, kind: MarkdownKind): readonly EmbeddedPolicy[] {
  const polar = polarOfMarkdown(text, kind);
  if (polar === undefined) return [];
  return [{ pieces: polarFencesIn(text, kind), text: polar, obstacle: undefined, takes: () => true }];
}

function policyOf(text: string, blank: string, strings: readonly HostString[]): EmbeddedPolicy {
  const last = strings.at(-1)!;
  const read = FINISHED.test(text.slice(last.end, last.end + 200))
    ? polarOfStrings(text, blank, strings)
    : { obstacle: { start: last.end, end: last.end + 1, message: CHANGED } };
  const { delimiter, escapes } = last;
  const several = delimiter.length !== 1 || delimiter === '`';
  return {
    pieces: strings.map(({ content }) => content),
    text: 'polar' in read ? read.polar : undefined,
    obstacle: 'obstacle' in read ? read.obstacle : undefined,
    takes: (inserted) =>
      (delimiter === '' || !inserted.includes(delimiter)) &&
      (several || !/[\r\n]/.test(inserted)) &&
      (escapes === 'none' || !/\\|\$\{|#\{/.test(inserted)),
  };
}

const CHANGED = 'What the program makes of this string is not known, so that this policy is not checked.';

/** What may follow a string whose text is the policy: its white space may be trimmed. */
const FINISHED =
  /^(?:\s*\.(?:strip|lstrip|rstrip|trim|trimStart|trimEnd|freeze|strip_heredoc|undent|dedent)\b(?:\(\))?)*[ \t]*(?:$|[\r\n,;)\]}]|#|\/[/*]|as const\b|satisfies\b|do\b)/;

const LINE_MARK = /^(?:#|\/\/|\/\*|=begin)\s*language\s*=\s*polar\b/i;
const BLOCK_MARK = /^\/\*\s*polar\s*\*\/$/i;

function isPolar(
  text: string,
  lexemes: readonly Lexeme[],
  at: number,
  string: HostString,
  given: GivenPolicies,
): boolean {
  const { tag, content } = string;
  if (tag === 'bytes' || tag === 'words') return false;
  if (tag?.toLowerCase() === 'polar') return true;
  if (given.named.has(string) || given.loads(codeBefore(text, lexemes, at))) return true;
  if (/^\s*#\s*(?:language\s*=\s*)?polar\b[ \t]*[\r\n]/i.test(text.slice(content.start, content.start + 200)))
    return true;
  const previous = lexemes[at - 1];
  if (previous?.kind !== 'comment') return false;
  const comment = text.slice(previous.start, previous.end);
  const between = text.slice(previous.end, string.start);
  if (BLOCK_MARK.test(comment)) return between.trim() === '';
  // On the comment's line, or the next that has something.
  return LINE_MARK.test(comment) && /^\s*[^\r\n]*$/.test(between);
}

/** The code between a string and the string before it, as far as it is near. */
function codeBefore(text: string, lexemes: readonly Lexeme[], at: number): string {
  const string = lexemes[at]!;
  let code = '';
  let end = string.start;
  for (let before = at - 1; code.length < 120; before--) {
    const lexeme = lexemes[before];
    code = text.slice(Math.max(lexeme?.end ?? 0, end - 120), end) + code;
    if (lexeme?.kind !== 'comment') break;
    end = lexeme.start;
  }
  return code;
}
