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

const extending = (supertypes: readonly string[]) => ({ extends: supertypes, fields: [] });

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

  test('of a class of the application goes by the configuration, past classes that the policy does not name', () => {
    const policy = 'f(a: Ad|min) if a.x;\nf(s: Staff);\nactor User {}\n';
    const classes = {
      User: extending([]),
      Person: extending(['User']),
      Staff: extending(['Person']),
      Admin: extending(['Staff']),
    };
    const asked = askAbout(policy, { dialect: 'library', classes });
    const [admin] = prepareTypeHierarchy(asked);
    expect([shown(admin!), admin!.selectionRange.start]).toEqual(['Admin class', { line: 0, character: 5 }]);
    const [staff] = supertypes(asked, admin!.data);
    expect(shown(staff!)).toBe('Staff class');
    const [user] = supertypes(asked, staff!.data);
    expect(shown(user!)).toBe('User actor');
    expect(supertypes(asked, user!.data)).toEqual([]);
    expect(subtypes(asked, user!.data).map(shown)).toEqual(['Staff class']);
    expect(subtypes(asked, staff!.data).map(shown)).toEqual(['Admin class']);
  });

  test('ends where classes extend each other in a circle', () => {
    const classes = { A: extending(['B']), B: extending(['C']), C: extending(['B', 'A']) };
    const asked = askAbout('f(_: |A);\n', { dialect: 'library', classes });
    const [item] = prepareTypeHierarchy(asked);
    expect([supertypes(asked, item!.data), subtypes(asked, item!.data)]).toEqual([[], []]);
  });

  test('of anything else is none', () => {
    expect(prepareTypeHierarchy(askAbout('f(x|) if x = 1;'))).toEqual([]);
  });
});
