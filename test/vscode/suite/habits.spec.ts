import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { at, definitions, open, textIn, until, workspaceUri, write } from './editor.ts';

const POLICY = `actor User {}

resource Org {
  roles = ["admin", "member"];
  permissions = ["read"];

  "read" if "member";
}

visible(user: User, org: Org) if is_open(org) and user matches User;
visible(user: User, org: Org) if has_role(user, "admin", org);
`;

/** A Cloud policy in a folder of its own, with files of facts that are no part of it. */
async function facts(folder: string): Promise<vscode.TextDocument> {
  const configuration = { dialect: 'cloud', include: ['main.polar'], facts: ['facts.json', 'facts.csv'] };
  await write(`${folder}/polar.config.json`, JSON.stringify(configuration));
  await write(`${folder}/facts.csv`, 'has_role,User,String,Org\nann,admin,acme\n');
  await write(`${folder}/main.polar`, POLICY);
  return write(
    `${folder}/facts.json`,
    '[\n  ["has_role", {"type": "User", "id": "bob"}, "admin", {"type": "Org", "id": "acme"}]\n]\n',
  );
}

describe('Files of facts', () => {
  it('complete, say what a word is, and lead to the policy', async () => {
    const document = await facts('fact-habits');
    const role = at(document, 'admin', 1, 2);
    assert.deepEqual(await definitions(document, role), ['fact-habits/main.polar:4 admin']);
    const labels = await until('roles', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        role,
      );
      const found = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return found.includes('member') && found;
    });
    assert.ok(labels.includes('admin'));
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      role,
    );
    assert.match((hover!.contents[0] as vscode.MarkdownString).value, /role of `Org`/);
  });

  it('are renamed in with the policy, from either', async () => {
    const document = await facts('fact-renames');
    await definitions(document, at(document, 'admin', 1, 2));
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      at(document, 'admin', 1, 2),
      'owner',
    );
    const names = edit.entries().map(([uri]) => uri.path.split('/').at(-1));
    assert.deepEqual(names.sort(), ['facts.csv', 'facts.json', 'main.polar']);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /"owner"/);
    const table = await vscode.workspace.openTextDocument(workspaceUri('fact-renames/facts.csv'));
    assert.equal(table.getText(), 'has_role,User,String,Org\nann,owner,acme\n');
  });
});

describe('By habit', () => {
  it('the hover of a keyword leads to its page, which opens as a reader sees it', async () => {
    const document = await write('words/main.polar', 'f(x) if x = 1 and cut;\n');
    const link = await until('a link', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at(document, 'cut'),
      );
      const content = hovers[0]?.contents[0] as vscode.MarkdownString | undefined;
      const found = /\[The language: cut\]\(command:polar\.showPage\?([^)]+)\)/.exec(content?.value ?? '');
      return found ?? undefined;
    });
    const [address] = JSON.parse(decodeURIComponent(link[1]!)) as [string];
    assert.match(address, /docs\/language\/conditions\.md#cut$/);
    const text = new TextDecoder().decode(
      await vscode.workspace.fs.readFile(vscode.Uri.parse(address).with({ fragment: '' })),
    );
    assert.match(text, /^## Cut$/m);
    await vscode.commands.executeCommand('polar.showPage', address);
    await until('the page', () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => /conditions\.md/.test(label))),
    );
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('what is typed is laid out at its end, where that is turned on', async () => {
    const document = await write('typed/main.polar', 'f( x )   if g(x)\n   and h( x );\n');
    const edits = await until('edits', async () => {
      const found = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatOnTypeProvider',
        document.uri,
        at(document, ';', 1, 1),
        ';',
        { insertSpaces: true, tabSize: 2 },
      );
      return found !== undefined && found.length > 0 && found;
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), 'f(x) if g(x) and h(x);\n');
  });

  it('what a role leads to, and what leads to it, is a hierarchy', async () => {
    const text = `actor User {}
resource Repo {
  roles = ["reader", "writer", "admin"];
  permissions = ["read"];
  "read" if "reader";
  "reader" if "writer";
  "writer" if "admin";
}
`;
    const document = await write('hierarchy/main.polar', text);
    const [item] = await until('the hierarchy of a role', async () => {
      const items = await vscode.commands.executeCommand<vscode.TypeHierarchyItem[] | undefined>(
        'vscode.prepareTypeHierarchy',
        document.uri,
        at(document, 'writer', 2, 2),
      );
      return items !== undefined && items.length > 0 && items;
    });
    const names = async (command: string) =>
      (await vscode.commands.executeCommand<vscode.TypeHierarchyItem[]>(command, item)).map(({ name }) => name);
    assert.equal(item?.name, 'writer');
    assert.deepEqual(await names('vscode.provideSupertypes'), ['reader']);
    assert.deepEqual(await names('vscode.provideSubtypes'), ['admin']);
  });

  it('a comment leads to the file that it names', async () => {
    await write('links/other.polar', 'g(1);\n');
    const document = await write('links/main.polar', '# See other.polar.\nf(x) if g(x);\n');
    const [link] = await until('a link', async () => {
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
      );
      return links.length > 0 && links;
    });
    assert.equal(textIn(document, link!.range), 'other.polar');
    assert.match(link?.target?.path ?? '', /\/links\/other\.polar$/);
  });

  it('lenses count references', async () => {
    const configuration = vscode.workspace.getConfiguration('polar');
    await configuration.update('referencesCodeLens', true, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('polar.restartServer');
    const document = await write('counted/main.polar', 'allow(a, b, c) if f(a) and f(b) and g(c);\nf(1);\ng(1);\n');
    const titles = await until('lenses with counts', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        20,
      );
      const found = lenses.map(({ command }) => command?.title ?? '');
      return found.includes('2 references') && found;
    });
    assert.ok(titles.includes('1 reference'), titles.join(', '));
  });

  it('inlay hints tell the types that follow', async () => {
    const document = await facts('hints').then(() => open('hints/main.polar'));
    await type(document);
    const hints = await until('hints', async () => {
      const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
      return found.length > 0 && found;
    });
    assert.deepEqual(
      hints.map(({ label }) => label),
      [': User'],
    );
  });
});

/** Adds a rule whose parameters have types only by what it asks. */
async function type(document: vscode.TextDocument): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(document.lineCount, 0), 'seen(who) if who matches User;\n');
  await vscode.workspace.applyEdit(edit);
}
