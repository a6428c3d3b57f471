import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { at, definitions, hover, open, until } from './editor.ts';

const QUICKSTART = 'quickstart/main.polar';

describe("The application's classes", () => {
  it('are offered after a dot, with their types, as app/models.py declares them', async () => {
    const document = await open(QUICKSTART);
    const items = await until('fields of models.py', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at(document, 'actor.roles', 1, 'actor.'.length),
      );
      const found = list.items.filter(({ detail }) => detail?.includes('models.py'));
      return found.length > 0 && found;
    });
    assert.deepEqual(
      items.map(({ label, detail }) => [typeof label === 'string' ? label : `${label.label}${label.detail}`, detail]),
      [
        ['name: str', 'field of User, quickstart/app/models.py:21'],
        ['roles: List[Role]', 'field of User, quickstart/app/models.py:22'],
      ],
    );
  });

  it('are explained on hover, and lead to their source', async () => {
    const document = await open(QUICKSTART);
    const field = at(document, 'role.repository', 1, 'role.'.length);
    assert.match(await hover(document, field), /repository: Repository[\s\S]*field of `Role`[\s\S]*app\/models\.py:16/);
    assert.deepEqual(await definitions(document, field), ['quickstart/app/models.py:16 repository']);
  });
});
