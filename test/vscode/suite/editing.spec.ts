import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { at, codeOf, diagnostics, lenses, open, until, workspaceUri, write } from './editor.ts';

const QUICKSTART = 'quickstart/main.polar';

/** What the extension hands to its tests. */
interface PolarApi {
  policyOf(uri: vscode.Uri): Promise<{ dialect: string; reason: string; root: string } | null>;
}
const polar = async (): Promise<PolarApi> => {
  const extension = vscode.extensions.getExtension<PolarApi>('polar-tools.polar-tools');
  assert.ok(extension);
  return extension.activate();
};
const dialectOf = async (document: vscode.TextDocument): Promise<string | undefined> =>
  (await (await polar()).policyOf(document.uri))?.dialect;

describe('Editing', () => {
  it('mends a fault by its quick fix', async () => {
    const text =
      'allow(actor, action, resource) if\n  has_permision(actor, action, resource);\nhas_permission(_, "read", _);\n';
    const document = await write('scratch/fix.polar', text);
    const fault = await until('a diagnostic', () =>
      diagnostics(document).find((each) => codeOf(each) === 'undefined-rule-call'),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      fault.range,
    );
    const titles = actions.map(({ title }) => title);
    const fix = actions.find(({ title }) => title.includes('has_permission'));
    assert.ok(fix?.edit, titles.join('\n'));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /has_permission\(actor, action, resource\)/);
    await until(
      'the diagnostic to go',
      () => !diagnostics(document).some((each) => codeOf(each) === 'undefined-rule-call'),
    );
  });

  it('turns a check off in a polar.config.json that the quick fix makes', async () => {
    const document = await write(
      'off/main.polar',
      'allow(actor, action, resource) if\n  unknown_rule(actor, action, resource);\n',
    );
    const fault = await until('a diagnostic', () =>
      diagnostics(document).find((each) => codeOf(each) === 'undefined-rule-call'),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      fault.range,
    );
    const off = actions.find(({ title }) => title.startsWith('Turn'));
    assert.ok(off?.edit, actions.map(({ title }) => title).join('\n'));
    assert.ok(await vscode.workspace.applyEdit(off.edit));
    await vscode.workspace.saveAll();
    await until(
      'the diagnostic to go',
      () => !diagnostics(document).some((each) => codeOf(each) === 'undefined-rule-call'),
    );
    const made = await vscode.workspace.fs.readFile(workspaceUri('off/polar.config.json'));
    assert.deepEqual(JSON.parse(new TextDecoder().decode(made)), { checks: { 'undefined-rule-call': 'off' } });
  });

  it('makes a data file from the open policy, over which its first query has an answer', async () => {
    const document = await write('fresh/authorization.polar', 'allow(u: User, "read", d: Doc) if d.owner = u;\n');
    await vscode.window.showTextDocument(document);
    // It ends with a question that nobody answers.
    void vscode.commands.executeCommand('polar.createDataFile');
    const made = async (name: string): Promise<unknown> => {
      const bytes = await vscode.workspace.fs.readFile(workspaceUri(`fresh/${name}`)).then(undefined, () => undefined);
      return bytes === undefined || bytes.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(bytes));
    };
    assert.deepEqual(await until('a configuration', () => made('polar.config.json')), {
      include: ['*.polar'],
      data: 'data.json',
    });
    assert.deepEqual(await until('a data file', () => made('data.json')), {
      classes: { User: {}, Doc: { fields: ['owner'] } },
      objects: { user: { $class: 'User' }, doc: { $class: 'Doc', owner: { $ref: 'user' } } },
    });
  });

  it('begins a policy from a template, which has nothing wrong', async () => {
    const begun = vscode.commands.executeCommand('polar.newPolicy');
    const document = await until('the template', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      const shown = vscode.window.activeTextEditor?.document;
      return shown?.getText().includes('test "each role') ? shown : undefined;
    });
    await begun;
    assert.equal(document.languageId, 'polar');
    assert.equal(await until('its dialect', () => dialectOf(document)), 'cloud');
    assert.deepEqual(diagnostics(document), []);
    if (!document.isUntitled) await vscode.workspace.fs.delete(document.uri);
    else await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('refactors goals that are selected to a rule of their own', async () => {
    const text = 'may(u) if known(u, n) and n > 1 and n < 5;\nknown("a", 2);\n';
    const document = await write('scratch/extract.polar', text);
    const start = document.positionAt(text.indexOf('n > 1'));
    const end = document.positionAt(text.indexOf(';'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(start, end),
      'refactor.extract',
    );
    const [extract] = actions;
    assert.ok(extract?.edit, 'nothing is offered');
    assert.ok(await vscode.workspace.applyEdit(extract.edit));
    assert.match(
      document.getText(),
      /^may\(u\) if known\(u, n\) and extracted\(n\);\n\nextracted\(n\) if n > 1 and n < 5;\n/,
    );
    assert.ok(extract.command, 'no name is asked for');
    const [uri, place] = extract.command.arguments as [string, { line: number; character: number }];
    assert.equal(uri, document.uri.toString());
    const at = new vscode.Position(place.line, place.character);
    assert.equal(document.getText(document.getWordRangeAtPosition(at)), 'extracted');
    // The editor's box waits for a name, which a test in the extension host cannot type: the edit that it makes is asked for.
    void vscode.commands.executeCommand(extract.command.command, ...extract.command.arguments!);
    await until('the cursor to be at the name', () => vscode.window.activeTextEditor?.selection.active.isEqual(at));
    const named = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      at,
      'between',
    );
    assert.ok(await vscode.workspace.applyEdit(named));
    assert.match(document.getText(), /^may\(u\) if known\(u, n\) and between\(n\);\n\nbetween\(n\) if/);
  });

  it('explains a check by the page that its code links to', async () => {
    const document = await write(
      'scratch/explain.polar',
      'allow(actor, action, resource) if\n  unknown_rule(actor, action, resource);\n',
    );
    const fault = await until('a diagnostic', () =>
      diagnostics(document).find((each) => codeOf(each) === 'undefined-rule-call'),
    );
    assert.ok(typeof fault.code === 'object');
    const page = await vscode.workspace.openTextDocument(fault.code.target);
    assert.match(page.getText(), /^# undefined-rule-call/);
    await vscode.commands.executeCommand('polar.explainCheck', 'undefined-rule-call');
    await until('the page', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label }) => label.includes('undefined-rule-call')),
    );
  });

  it('renames a role in declarations, shorthands and the strings of rules, in every file', async () => {
    await write('rename/more.polar', 'has_role(_: User, "writer", _: Repo);\n');
    const text =
      'actor User {}\nresource Repo {\n  roles = ["writer"];\n  permissions = ["push"];\n  "push" if "writer";\n}\n';
    const document = await write('rename/main.polar', text);
    const edit = await until('a rename', async () => {
      const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        at(document, 'writer', 2, 2),
        'editor',
      );
      return found.size === 2 && found;
    });
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), text.replaceAll('writer', 'editor'));
    const other = await vscode.workspace.openTextDocument(workspaceUri('rename/more.polar'));
    assert.match(other.getText(), /"editor"/);
  });

  it('offers the roles of the policy inside the string that names one', async () => {
    const document = await open(QUICKSTART);
    const labels = await until('completions', async () => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at(document, '"contributor";', 1, 1),
      );
      const found = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return found.includes('maintainer') && found;
    });
    assert.ok(labels.includes('admin'), labels.join(' '));
  });

  it('says which parameter is being typed', async () => {
    const document = await open(QUICKSTART);
    const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      at(document, 'has_permission(actor, action, resource)', 1, 'has_permission(actor, '.length),
    );
    assert.equal(help.activeParameter, 1);
    assert.match(help.signatures[0]?.label ?? '', /^has_permission\(/);
  });

  it('puts Run and Debug over allow rules and inline queries', async () => {
    const document = await write(
      'scratch/lenses.polar',
      'allow(actor, "read", _resource) if actor = 1;\n\n?= allow(1, "read", 2);\n',
    );
    const [run, debug] = await lenses(document, 'allow(actor');
    assert.deepEqual(
      [run?.title, run?.command, debug?.title, debug?.command],
      ['Run', 'polar.runQuery', 'Debug', 'polar.debugQuery'],
    );
    const [query] = await lenses(document, '?= ');
    assert.deepEqual(query?.arguments, [{ uri: document.uri.toString(), query: 'allow(1, "read", 2)', ask: false }]);
    for (const command of [run, debug])
      assert.ok((await vscode.commands.getCommands()).includes(command?.command ?? ''));
  });

  it('colours what names mean', async () => {
    const document = await open(QUICKSTART);
    const tokens = await until('semantic tokens', () =>
      vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
        'vscode.provideDocumentSemanticTokens',
        document.uri,
      ),
    );
    assert.ok(tokens.data.length > 50);
  });
});

describe('A policy as a whole', () => {
  it('has the dialect of what it uses, else of the setting', async () => {
    const document = await write('dialect/main.polar', 'f(1);\n');
    await until('the Library dialect', async () => (await dialectOf(document)) === 'library');
    const settings = vscode.workspace.getConfiguration('polar');
    await settings.update('dialect', 'cloud', vscode.ConfigurationTarget.Workspace);
    await until('the Cloud dialect', async () => (await dialectOf(document)) === 'cloud');
    await settings.update('dialect', undefined, vscode.ConfigurationTarget.Workspace);
    await until('the Library dialect again', async () => (await dialectOf(document)) === 'library');
  });

  it('shows the longhand of a block beside it, and keeps it up to date', async () => {
    const text =
      'actor User {}\nresource Repo {\n  roles = ["reader"];\n  permissions = ["read"];\n  "read" if "reader";\n}\n' +
      'has_role(user: User, "reader", repo: Repo) if repo in user.repositories;\n';
    const document = await write('longhand/main.polar', text);
    await until('the policy to be read', () => dialectOf(document));
    await vscode.commands.executeCommand('polar.showLonghand', { uri: document.uri.toString(), block: 'Repo' });
    const shown = await until('the longhand', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'polar-longhand'),
    );
    assert.match(
      shown.getText(),
      /has_permission\(actor: Actor, "read", repo: Repo\) if\s+has_role\(actor, "reader", repo\);/,
    );
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, at(document, '"read" if'), '"reader" if "read";\n  ');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until('the new shorthand', () => /"reader" if "read";/.test(shown.getText()));
    assert.deepEqual(diagnostics(shown), [], 'longhand is no part of a policy');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is known again after the server is restarted', async () => {
    const document = await open(QUICKSTART);
    await vscode.commands.executeCommand('polar.restartServer');
    await until('the policy', async () => (await dialectOf(document)) === 'library');
    await until('lenses', async () => (await lenses(document, 'allow(actor')).length === 3);
  });
});
