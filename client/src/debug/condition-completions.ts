import * as vscode from 'vscode';
import { variablesAround } from './inline-variables.ts';

/** What a goal or a value must follow. */
const WANTS_MORE = /(?:\b(?:and|or|not|if|iff|in)|[([,=<>+*/-])$/;

/**
 * The variables of a rule in the box for a breakpoint's condition or log message. VS Code asks for them as it would at the beginning of the
 * breakpoint's line. Where the line above wants something more, the language server has them; elsewhere nobody types a word before another, and
 * it rightly has nothing of the rule.
 */
export const conditionCompletions: vscode.CompletionItemProvider = {
  provideCompletionItems: (document, position) => {
    if (position.character > 0 || document.lineAt(position.line).isEmptyOrWhitespace) return [];
    if (WANTS_MORE.test(codeBefore(document, position.line))) return [];
    const offset = document.offsetAt(position);
    const end = offset + document.lineAt(position.line).text.length;
    return variablesAround(document.getText(), offset, end).map((name) => {
      const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Variable);
      item.detail = 'variable of the rule';
      return item;
    });
  },
};

/** The end of what stands above a line, without comments. */
function codeBefore(document: vscode.TextDocument, line: number): string {
  for (let above = line - 1; above >= 0; above--) {
    const { text } = document.lineAt(above);
    const code = text.replace(/^((?:[^"#]|"(?:\\.|[^"\\])*")*)#.*$/, '$1').trimEnd();
    if (code !== '') return code.slice(-10);
  }
  return '';
}
