import type * as vscode from 'vscode';

const CHAIN = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu;

/** What is evaluated when the mouse rests on a word while it is stopped: `actor.role` of `actor.role.name`, at `role`. */
export function hoveredExpression(line: string, character: number): { start: number; end: number } | undefined {
  const code = withoutStringsAndComment(line);
  for (const match of code.matchAll(CHAIN)) {
    const start = match.index;
    if (character < start || character > start + match[0].length) continue;
    const dot = match[0].indexOf('.', Math.max(0, character - start));
    const end = dot < 0 ? start + match[0].length : start + dot;
    // The name of a rule or a method is no value.
    return code[end] === '(' ? undefined : { start, end };
  }
  return undefined;
}

function withoutStringsAndComment(line: string): string {
  return line.replaceAll(/"(?:\\.|[^"\\])*"?|#.*/g, (text) => ' '.repeat(text.length));
}

/** Makes of it what the editor asks for. */
export function evaluatableExpressionProvider(
  makeRange: (line: number, start: number, end: number) => vscode.Range,
): vscode.EvaluatableExpressionProvider {
  return {
    provideEvaluatableExpression: (document, position) => {
      const line = document.lineAt(position.line).text;
      const found = hoveredExpression(line, position.character);
      if (found === undefined) return undefined;
      return {
        range: makeRange(position.line, found.start, found.end),
        expression: line.slice(found.start, found.end),
      };
    },
  };
}
