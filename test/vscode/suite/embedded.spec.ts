import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { at, codeOf, definitions, diagnostics, hover, textIn, type, until, write } from './editor.ts';

const program = (goal: string) =>
  `from oso import Oso\n\noso = Oso()\noso.load_str("""\n  allow(actor, "read", repo) if ${goal};\n  owns("anne", "oso");\n""")\n`;

describe('A policy in a Python string', () => {
  it('shows its error at its place, which goes when the fault is mended', async () => {
    const document = await write('scratch/app.py', program('owned(actor, repo)'));
    assert.equal(document.languageId, 'python');
    const faults = () => diagnostics(document).filter((each) => codeOf(each) === 'undefined-rule-call');
    const [fault] = await until('a diagnostic', () => faults().length > 0 && faults());
    assert.equal(textIn(document, fault!.range), 'owned(actor, repo)');
    assert.equal(fault!.source, 'polar');
    await type(document, program('owns(actor, repo)'));
    await until('the diagnostic to go', () => faults().length === 0);
  });

  it('is explained, completed, and leads to its rules', async () => {
    const document = await write('scratch/known.py', program('owns(actor, repo)'));
    const call = at(document, 'owns(actor');
    assert.match(await hover(document, call), /owns\("anne", "oso"\)/);
    assert.deepEqual(await definitions(document, call), ['scratch/known.py:6 owns']);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at(document, 'owns(actor', 1, 3),
    );
    assert.ok(list.items.some(({ label }) => (typeof label === 'string' ? label : label.label) === 'owns'));
  });

  it('is found by its name, and two on a line', async () => {
    const text = `POLICY = """f(x) if lost(x);"""\noso.load_str(POLICY)\no.load_str("f(x) if gone(x);"); p.load_str("f(x) if away(x);")\n`;
    const document = await write('scratch/named.py', text);
    const faults = () => diagnostics(document).filter((each) => codeOf(each) === 'undefined-rule-call');
    const found = await until('the diagnostics', () => faults().length === 3 && faults());
    assert.deepEqual(found.map(({ range }) => textIn(document, range)).sort(), ['away(x)', 'gone(x)', 'lost(x)']);
  });

  it('is looked at no more when the setting is off', async () => {
    const document = await write('scratch/off.py', program('owned(actor, repo)'));
    await until('a diagnostic', () => diagnostics(document).length > 0);
    const settings = vscode.workspace.getConfiguration('polar');
    await settings.update('embedded', false, vscode.ConfigurationTarget.Workspace);
    try {
      await until('the diagnostics to go', () => diagnostics(document).length === 0);
    } finally {
      await settings.update('embedded', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await until('the diagnostics to come back', () => diagnostics(document).length > 0);
  });
});

describe('Documents that only look like a policy', () => {
  it('a cell of a notebook is left alone', async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, program('owned(actor, repo)'), 'python');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
    const document = notebook.cellAt(0).document;
    // What is written afterwards is told of; by then the cell would have been, too.
    const later = await write('scratch/later.py', program('owned(actor, repo)'));
    await until('a diagnostic', () => diagnostics(later).length > 0);
    assert.deepEqual(diagnostics(document), []);
  });
});
