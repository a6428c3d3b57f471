import { expect, test } from 'vitest';
import type { CompletionItem, CompletionList } from 'vscode-languageserver';
import { marked, TestClient } from './test-client.ts';

/** What completion offers at the mark, as `label detail`. */
async function offered(client: TestClient, name: string, source: string): Promise<readonly CompletionItem[]> {
  const { text, position } = marked(source);
  const uri = await client.open(name, text);
  const { items } = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri },
    position,
  });
  return items;
}

test('offers the fields of a dataclass', async () => {
  const client = new TestClient({
    'app/models.py':
      '@dataclass\nclass User:\n    name: str\n    roles: List["Role"] = field()  # what they may do\n\n    def is_member(self, of: Org, deep=False) -> bool: ...\n',
    'polar.config.json': '{"dialect": "library"}',
  });
  await client.initialize();
  const items = await offered(client, 'main.polar', 'allow(actor: User, _, _) if actor.|');
  expect(items).toMatchInlineSnapshot(`
    [
      {
        "detail": "field of User, app/models.py:3",
        "kind": 5,
        "label": "name",
        "labelDetails": {
          "description": "User",
          "detail": ": str",
        },
        "sortText": "0name",
        "textEdit": {
          "newText": "name",
          "range": {
            "end": {
              "character": 34,
              "line": 0,
            },
            "start": {
              "character": 34,
              "line": 0,
            },
          },
        },
      },
      {
        "detail": "field of User, app/models.py:4",
        "documentation": {
          "kind": "plaintext",
          "value": "what they may do",
        },
        "kind": 5,
        "label": "roles",
        "labelDetails": {
          "description": "User",
          "detail": ": List["Role"]",
        },
        "sortText": "0roles",
        "textEdit": {
          "newText": "roles",
          "range": {
            "end": {
              "character": 34,
              "line": 0,
            },
            "start": {
              "character": 34,
              "line": 0,
            },
          },
        },
      },
      {
        "detail": "method of User, app/models.py:6",
        "kind": 2,
        "label": "is_member",
        "labelDetails": {
          "description": "User",
          "detail": "(of: Org, deep=False): bool",
        },
        "sortText": "0is_member",
        "textEdit": {
          "newText": "is_member(of)",
          "range": {
            "end": {
              "character": 34,
              "line": 0,
            },
            "start": {
              "character": 34,
              "line": 0,
            },
          },
        },
      },
    ]
  `);
  client.dispose();
});
