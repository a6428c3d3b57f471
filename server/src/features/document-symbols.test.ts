import { describe, expect, test } from 'vitest';
import type { DocumentSymbol } from 'vscode-languageserver';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import { documentSymbols } from './document-symbols.ts';

const outline = (symbols: readonly DocumentSymbol[], indent = ''): string =>
  symbols
    .map(
      ({ name, detail, children }) =>
        `${indent}${name}${detail === undefined ? '' : ` ${detail}`}\n${outline(children ?? [], `${indent}  `)}`,
    )
    .join('');

describe('document symbols', () => {
  test('are the statements, with what blocks declare inside them', () => {
    expect(outline(documentSymbols(askAbout(QUICKSTART)))).toBe(`User actor
Repository resource
  permissions
    read
    push
    delete
  roles
    contributor
    maintainer
    admin
  relations
    parent Organization
  "read" if "contributor"
  "push" if "maintainer"
  "admin" if "owner" on "parent"
Organization resource
  roles
    owner
has_role (actor: User, role_name: String, repository: Repository)
has_relation (organization: Organization, "parent", repository: Repository)
allow (actor, action, resource)
`);
  });

  test('are there for Cloud as well', () => {
    const cloud = `global { roles = ["admin"]; }
declare is_open(Repository);
test fixture people { has_role(User{"a"}, "admin"); }
test "admins read" { setup { fixture people; } assert allow(User{"a"}, "read", Repository{"r"}); }
?= allow(1, 2, 3);
type f(x);
`;
    expect(outline(documentSymbols(askAbout(cloud)))).toBe(`global
  roles
    admin
is_open (Repository)
people fixture
admins read test
  assert allow(User{"a"}, "read", Repository{"r"})
?= allow(1, 2, 3)
f type (x)
`);
  });

  test('keep the rest of a file that is broken somewhere, and lie inside one another', () => {
    const broken =
      'first(x) if second(x);\n\nbroken(x if = ;\n\nsecond(x) if x = 1;\n\nresource R { roles = ["a" }\n\nthird(x) if second(x);\n';
    const symbols = documentSymbols(askAbout(broken));
    expect(symbols.map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'second', 'R', 'third']));
    const inside = ({ range, selectionRange, children }: DocumentSymbol): void => {
      expect(compare(range.start, selectionRange.start)).toBeLessThanOrEqual(0);
      expect(compare(selectionRange.end, range.end)).toBeLessThanOrEqual(0);
      children?.forEach(inside);
    };
    symbols.forEach(inside);
  });
});

const compare = (one: { line: number; character: number }, other: { line: number; character: number }): number =>
  one.line - other.line || one.character - other.character;
