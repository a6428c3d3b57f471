import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type, until, write } from './editor.ts';

describe('The first ten minutes', () => {
  it('formats a policy when it is saved, where that is wanted', async () => {
    const document = await write('saved/main.polar', 'f(1);\n');
    const settings = vscode.workspace.getConfiguration('editor', { languageId: 'polar', uri: document.uri });
    await settings.update('formatOnSave', true, vscode.ConfigurationTarget.Workspace, true);
    try {
      await type(document, '# Kept.\nallow(a,b,c)if   has_permission( a,b , c );\nhas_permission(_,"read",_);\n');
      // The server may still be starting: a save that nobody formats leaves the text as it was typed.
      await until('the formatted text', async () => {
        await type(
          document,
          document.getText().endsWith('\n\n') ? document.getText().trimEnd() : `${document.getText()}\n`,
        );
        await document.save();
        return /^allow\(a, b, c\) if has_permission\(a, b, c\);$/m.test(document.getText());
      });
      assert.match(
        document.getText(),
        /^# Kept\.\nallow\(a, b, c\) if has_permission\(a, b, c\);\nhas_permission\(_, "read", _\);\n/,
      );
      assert.equal(document.isDirty, false);
      const onDisk = await vscode.workspace.fs.readFile(document.uri);
      assert.equal(new TextDecoder().decode(onDisk), document.getText());
    } finally {
      await settings.update('formatOnSave', undefined, vscode.ConfigurationTarget.Workspace, true);
    }
  });

  it('makes a data file over which a query has an answer, with nothing typed', async () => {
    const document = await write('answered/authorization.polar', 'allow(u: User, "read", d: Doc) if d.owner = u;\n');
    await vscode.window.showTextDocument(document);
    void vscode.commands.executeCommand('polar.createDataFile');
    const data = vscode.Uri.joinPath(document.uri, '..', 'data.json');
    await until('a data file', async () => {
      const bytes = await vscode.workspace.fs.readFile(data).then(undefined, () => undefined);
      return bytes !== undefined && bytes.length > 0;
    });
    const ended = new Promise<string>((resolve) => {
      const output: string[] = [];
      const tracker = vscode.debug.registerDebugAdapterTrackerFactory('polar', {
        createDebugAdapterTracker: () => ({
          onDidSendMessage: (message: { event?: string; body?: { output?: string } }) => {
            if (message.event === 'output') output.push(message.body?.output ?? '');
            if (message.event !== 'terminated') return;
            tracker.dispose();
            resolve(output.join(''));
          },
        }),
      });
    });
    const target = { uri: document.uri.toString(), query: 'allow(user, "read", doc)', ask: false };
    await vscode.commands.executeCommand('polar.runQuery', target);
    assert.match(await ended, /One answer\./);
  });
});
