import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { Editor } from './editor.ts';
import type { Random } from './random.ts';
import { isSyntax, textsAfter } from './rename-property.ts';

const count = (
  diagnostics: ReadonlyMap<string, readonly Diagnostic[]>,
  accept: (each: Diagnostic) => boolean,
): number => [...diagnostics.values()].flat().filter(accept).length;

/** Each action's edits apply, the finding that it says it mends is gone, and no syntax error is new. */
export async function expectFixesToFix(editor: Editor, random: Random): Promise<void> {
  const before = await editor.diagnostics();
  const candidates = [...before].flatMap(([uri, found]) => found.map((diagnostic) => ({ uri, diagnostic })));
  if (candidates.length === 0) return;
  for (let times = 0; times < 3; times++) {
    const { uri, diagnostic } = random.pick(candidates);
    const { range, code, message } = diagnostic;
    const actions = await editor.client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [diagnostic] },
    });
    for (const action of actions) {
      const [claimed] = action.diagnostics ?? [];
      if (claimed?.code !== code || claimed?.message !== message) continue;
      const fixed = await Editor.start(textsAfter(editor, action.edit!), editor.options);
      try {
        const after = await fixed.diagnostics();
        const same = (each: Diagnostic): boolean => each.code === code && each.message === message;
        if (count(after, same) >= count(before, same)) {
          throw new Error(
            `“${action.title}” does not mend ${code} at ${JSON.stringify(range)} of ${uri}: ${JSON.stringify(action.edit)}`,
          );
        }
        // What is read from broken text is guesswork, which any change may turn.
        if (count(before, isSyntax) === 0 && count(after, isSyntax) > 0) {
          throw new Error(`“${action.title}” brings a syntax error: ${JSON.stringify(action.edit)}`);
        }
      } finally {
        fixed.dispose();
      }
    }
  }
}
