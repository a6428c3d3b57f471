import { type FactFormat, type FactProblem, FactReader, factChecker } from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver';
import { createLineIndex, type LineIndex } from '../line-index.ts';
import type { PositionEncoding } from '../position-encoding.ts';

/** More characters are not looked through at each edit. */
export const MOST_CHARACTERS = 4_000_000;

/** What is wrong in a file of facts by a policy, as `polar query --facts` would tell it. */
export function factDiagnostics(
  text: string,
  format: FactFormat,
  policy: Policy,
  encoding: PositionEncoding,
): readonly Diagnostic[] {
  const looked = text.length <= MOST_CHARACTERS ? text : text.slice(0, text.lastIndexOf('\n', MOST_CHARACTERS) + 1);
  const reader = new FactReader(format, factChecker(policy));
  reader.push(new TextEncoder().encode(looked));
  const { problems, more } = reader.end();
  const lines = createLineIndex(text, encoding);
  const wrong = problems.map((problem) =>
    diagnostic(rangeOf(problem, text, lines), DiagnosticSeverity.Error, problem.message),
  );
  const notes = [
    ...(more > 0 ? [`${more} more facts of this file are wrong. Correct these first.`] : []),
    ...(looked.length < text.length
      ? [
          `Only the first ${lines.positionAt(looked.length).line} lines of this file are checked as you type, since it is large. \`polar query\` checks all.`,
        ]
      : []),
  ];
  const top = lines.rangeOf({ start: 0, end: 0 });
  return [...wrong, ...notes.map((message) => diagnostic(top, DiagnosticSeverity.Information, message))];
}

const diagnostic = (range: Range, severity: DiagnosticSeverity, message: string): Diagnostic => ({
  range,
  severity,
  code: 'facts',
  source: 'polar',
  message,
});

/** The name that the message is about, which is the first of that spelling from where the fact begins; else the fact, to the end of its line. */
function rangeOf({ line, column, message }: FactProblem, text: string, lines: LineIndex): Range {
  if (line === undefined) return lines.rangeOf({ start: 0, end: 0 });
  const { start, end } = lineAt(text, line);
  const from = Math.min(start + column, end);
  const near = text.slice(from, from + LONGEST_FACT);
  for (const name of namesIn(message)) {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const at = near.search(new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'u'));
    if (at >= 0) return lines.rangeOf({ start: from + at, end: from + at + name.length });
  }
  const fact = text.slice(from, end).trimEnd().replace(/,$/, '');
  return lines.rangeOf({ start: from, end: from + fact.length });
}

/** Characters in which a fact's names stand. */
const LONGEST_FACT = 4000;

/** What a message may be about, likeliest first. */
const namesIn = (message: string): readonly string[] =>
  [
    /declares no (?:role|relation) "([^"]+)"/,
    /declares no type ([\p{L}\p{N}_:]+)/u,
    /asks for ([\p{L}\p{N}_:]+)\. /u,
  ].flatMap((pattern) => pattern.exec(message)?.[1] ?? []);

/** The offsets of a line, without its break. */
function lineAt(text: string, line: number): { readonly start: number; readonly end: number } {
  let start = 0;
  for (let at = 0; at < line; at++) {
    const next = text.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}
