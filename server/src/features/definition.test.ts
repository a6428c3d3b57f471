import { describe, expect, test } from 'vitest';
import type { Location } from 'vscode-languageserver';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import type { AskedAt } from '../feature.ts';
import { declaration, definition, implementation, typeDefinition } from './definition.ts';

/** Each place as `file:line name`. */
const led = (to: (asked: AskedAt) => Location[], files: Parameters<typeof askAbout>[0]): string[] => {
  const asked = askAbout(files);
  return to(asked).map(({ uri, range }) => {
    const lines = asked.view.lines(uri)!;
    const name = lines.text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end));
    return `${uri.slice(uri.lastIndexOf('/') + 1)}:${range.start.line + 1} ${name}`;
  });
};
const at = (piece: string): string => QUICKSTART.replace(piece.replace('|', ''), piece);

describe('go to definition', () => {
  test("leads from a call to all its clauses, a shorthand's and other files' too", () => {
    expect(led(definition, at('  has_per|mission(actor, action, resource);'))).toEqual([
      'main.polar:8 read',
      'main.polar:9 push',
    ]);
    expect(led(definition, { 'a.polar': 'f(x) if g|(x);', 'b.polar': 'g(1);\ng(1, 2);' })).toEqual(['b.polar:1 g']);
  });

  test('leads to clauses with another number of parameters where there are no others', () => {
    expect(led(definition, 'f(x) if g|(x);\ng(1, 2);')).toEqual(['main.polar:2 g']);
  });

  test('leads from the strings of a shorthand to their declarations', () => {
    expect(led(definition, at('"push" if "maint|ainer"'))).toEqual(['main.polar:5 maintainer']);
    expect(led(definition, at('"own|er" on "parent"'))).toEqual(['main.polar:14 owner']);
    expect(led(definition, at('"owner" on "par|ent"'))).toEqual(['main.polar:6 parent']);
  });

  test('leads from a specializer to its block, and from a variable to its head', () => {
    expect(led(definition, at('repository: Reposi|tory) if\n  role in'))).toEqual(['main.polar:3 Repository']);
    expect(led(definition, at('role in act|or.roles'))).toEqual(['main.polar:17 actor']);
  });

  test('leads from a fact to its declaration, or else to the calls that say what it is', () => {
    const rule = 'is_fine(doc: Doc) if is_open(doc);\n';
    const asks = 'global {}\nresource Doc {}\ntest "t" { setup { is_op|en(Doc{"a"}); } assert is_fine(Doc{"a"}); }\n';
    expect(led(definition, asks + rule)).toEqual(['main.polar:4 is_open']);
    expect(led(definition, `${asks}${rule}declare is_open(Doc);`)).toEqual(['main.polar:5 is_open']);
    expect(led(declaration, asks + rule)).toEqual(['main.polar:4 is_open']);
  });

  test('leads nowhere from what has no definition', () => {
    expect(led(definition, 'f(x) if x| = 1; # nothing')).toEqual(['main.polar:1 x']);
    expect(led(definition, 'f(x) if x = 1; # not|hing')).toEqual([]);
    expect(led(definition, 'f(x) if gone|(x);')).toEqual([]);
  });

  test('leads to declarations and types', () => {
    expect(led(declaration, 'type g(x);\ng(1);\nf(x) if g|(x);')).toEqual(['main.polar:1 g']);
    expect(led(declaration, 'g(1);\nf(x) if g|(x);')).toEqual(['main.polar:1 g']);
    expect(led(typeDefinition, at('repository = repo|sitory.organization'))).toEqual([]);
    expect(led(typeDefinition, at('organization = reposi|tory.organization'))).toEqual(['main.polar:3 Repository']);
  });

  test('of what only facts say, in Cloud, is what asks for it, else what declares it', () => {
    const policy = `actor User {}
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  "read" if is_open(resource);
}
test "t" {
  setup { is_open(Repo{"r"}); has_role(User{"a"}, "reader", Repo{"r"}); likes(User{"a"}); }
  assert allow(User{"a"}, "read", Repo{"r"});
  assert has_role(User{"a"}, "reader", Repo{"r"});
}
`;
    const lines = (marked: string): number[] =>
      definition(askAbout(policy.replace(marked.replace('|', ''), marked), { dialect: 'cloud' })).map(
        ({ range }) => range.start.line,
      );
    expect(lines('{ is_|open(Repo')).toEqual([4]);
    expect(lines('if is_|open(resource')).toEqual([4]);
    expect(lines('; has_|role(User')).toEqual([2]);
    expect(lines('; li|kes(User')).toEqual([7]);
    expect(lines('assert all|ow(User')).toEqual([4]);
  });

  test('of an implementation leads to what gives a role or permission, and to what extends a type', () => {
    const policy = `actor User {}
resource File { roles = ["reader", "owner"]; permissions = ["read"]; "read" if "reader"; "reader" if "owner"; }
resource Doc extends File {}
has_role(_: User, "owner", _: File);
has_permission(u: User, "read", f: File) if has_role(u, "owner", f);
`;
    const lines = (marked: string): string[] =>
      implementation(askAbout(policy.replace(marked.replace('|', ''), marked), { dialect: 'cloud' })).map(
        ({ range: { start } }) => `${start.line}:${start.character}`,
      );
    expect(lines('permissions = ["re|ad"')).toEqual(['1:70', '4:0']);
    expect(lines('["reader", "ow|ner"')).toEqual(['3:0']);
    expect(lines('if "rea|der"')).toEqual(['1:90']);
    expect(lines('resource Fi|le')).toEqual(['2:9']);
    expect(lines('if has_|role')).toEqual(['1:90', '3:0']);
  });
});
