import { describe, expect, test } from 'vitest';
import type { TypeHierarchyItem } from 'vscode-languageserver';
import { askAbout } from '../../test/asked.ts';
import { prepareTypeHierarchy, subtypes, supertypes } from './type-hierarchy.ts';

const POLICY = `actor User {}
resource Org { roles = ["owner"]; }
resource File {
  roles = ["reader", "editor"];
  permissions = ["read", "write"];
  relations = { org: Org };
  "read" if "reader";
  "write" if "editor";
  "reader" if ("editor" or "owner" on "org");
}
resource Doc extends File {}
resource Sheet extends Doc {}
`;

const shown = ({ name, detail }: TypeHierarchyItem): string => `${name} ${detail}`;

/** The items above and below what `|` marks. */
function around(marked: string, configuration = {}): { item: string; above: string[]; below: string[] } {
  const asked = askAbout(POLICY.replace(marked.replace('|', ''), marked), { dialect: 'cloud', ...configuration });
  const [item] = prepareTypeHierarchy(asked);
  return {
    item: shown(item!),
    above: supertypes(asked, item!.data).map(shown),
    below: subtypes(asked, item!.data).map(shown),
  };
}

describe('type hierarchy', () => {
  test('of a type is what it extends and what extends it', () => {
    expect(around('resource Do|c')).toEqual({
      item: 'Doc resource',
      above: ['File resource'],
      below: ['Sheet resource'],
    });
  });

  test('of a role is what it gives and what gives it, also through relations', () => {
    expect(around('"read" if "rea|der"')).toEqual({
      item: 'reader role of File',
      above: ['read permission of File'],
      below: ['editor role of File', 'owner role of Org'],
    });
    expect(around('roles = ["ow|ner"]')).toEqual({
      item: 'owner role of Org',
      above: ['reader role of File'],
      below: [],
    });
  });

  test('of anything else is none', () => {
    expect(prepareTypeHierarchy(askAbout('f(x|) if x = 1;'))).toEqual([]);
  });
});
