import * as vscode from 'vscode';
import { variablesAround } from './inline-variables.ts';

/**
 * The variables of a rule in the box for a breakpoint's condition or log message. VS Code asks for them as it would at the beginning of the
 * breakpoint's line, where nobody types a word before another: there the language server rightly has nothing of the rule.
 */
export const conditionCompletions: vscode.CompletionItemProvider = {
  provideCompletionItems: (document, position) => {
    if (position.character > 0 || document.lineAt(position.line).isEmptyOrWhitespace) return [];
    const offset = document.offsetAt(position);
    const end = offset + document.lineAt(position.line).text.length;
    return variablesAround(document.getText(), offset, end).map((name) => {
      const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Variable);
      item.detail = 'variable of the rule';
      return item;
    });
  },
};
