import { describe, expect, test } from 'vitest';
import type { CallHierarchyItem } from 'vscode-languageserver';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './call-hierarchy.ts';

const shown = ({ name, detail }: CallHierarchyItem): string => `${name} ${detail}`;
const at = (piece: string): string => QUICKSTART.replace(piece.replace('|', ''), piece);

describe('call hierarchy', () => {
  test("knows who calls a rule, and takes a shorthand's longhand for its calls", () => {
    const asked = askAbout(at('has_|role(actor: User'));
    const [item] = prepareCallHierarchy(asked);
    expect(shown(item!)).toBe('has_role (actor: User, role_name: String, repository: Repository)');
    const calls = incomingCalls(asked, item!.data);
    expect(calls.map(({ from }) => shown(from))).toEqual([
      'has_permission "read" if "contributor" in Repository',
      'has_permission "push" if "maintainer" in Repository',
    ]);
    const lines = asked.view.lines(asked.uri)!;
    const { start, end } = calls[0]!.fromRanges[0]!;
    expect(lines.text.slice(lines.offsetAt(start), lines.offsetAt(end))).toBe('"contributor"');
  });

  test('knows what a clause calls', () => {
    const asked = askAbout('f(x) if g(x) and (h(x) or not g(1)) and gone(x);\ng(1);\ng(2);\nh(1);\n|f(2);');
    const item = prepareCallHierarchy({ ...asked, offset: 0 })[0]!;
    expect(outgoingCalls(asked, item.data).map(({ to, fromRanges }) => [shown(to), fromRanges.length])).toEqual([
      ['g (1)', 2],
      ['g (2)', 1],
      ['h (1)', 1],
    ]);
  });

  const TWO = `resource Org { roles = ["owner"]; permissions = ["read"]; "read" if "owner"; }
resource Repo { roles = ["reader"]; permissions = ["read"]; relations = { org: Org }; "read" if "reader"; "reader" if "owner" on "org"; }
allow(actor, action, resource) if has_permission(actor, action, resource);
allow(actor, "list", org: Org) if has_permission(actor, "read", org);
has_role(_: User, "owner", _: Org);
has_role(_: User, "reader", _: Repo);
has_relation(_: Org, "org", _: Repo);
`;
  const outgoing = (text: string): string[][] => {
    const asked = askAbout(text, { dialect: 'library' });
    return prepareCallHierarchy(asked).map((item) => [
      shown(item),
      ...outgoingCalls(asked, item.data).map(({ to }) => shown(to)),
    ]);
  };
  const incoming = (text: string, configuration = { dialect: 'library' as 'library' | 'cloud' }): string[] => {
    const asked = askAbout(text, configuration);
    const [item, ...others] = prepareCallHierarchy(asked);
    expect(others).toEqual([]);
    return incomingCalls(asked, item!.data).map(({ from }) => shown(from));
  };

  test('shows every clause that a call can match, and none that it cannot', () => {
    expect(outgoing(TWO.replace('allow(actor, action', 'all|ow(actor, action'))).toEqual([
      [
        'allow (actor, action, resource)',
        'has_permission "read" if "owner" in Org',
        'has_permission "read" if "reader" in Repo',
      ],
    ]);
    expect(outgoing(TWO.replace('allow(actor, "list"', 'all|ow(actor, "list"'))).toEqual([
      ['allow (actor, "list", org: Org)', 'has_permission "read" if "owner" in Org'],
    ]);
  });

  test('shows only what can call a clause', () => {
    expect(incoming(TWO.replace('has_role(_: User, "owner"', 'has_|role(_: User, "owner"'))).toEqual([
      'has_permission "read" if "owner" in Org',
      'has_role "reader" if "owner" on "org" in Repo',
    ]);
    expect(incoming(TWO.replace('has_role(_: User, "reader"', 'has_|role(_: User, "reader"'))).toEqual([
      'has_permission "read" if "reader" in Repo',
    ]);
  });

  test('starts from a shorthand, and from what it asks for', () => {
    expect(outgoing(TWO.replace('"reader" if "owner"', '"rea|der" if "owner"'))).toEqual([
      [
        'has_role "reader" if "owner" on "org" in Repo',
        'has_relation (_: Org, "org", _: Repo)',
        'has_role (_: User, "owner", _: Org)',
      ],
    ]);
    expect(outgoing(TWO.replace('"reader" if "owner"', '"reader" i|f "owner"')).map(([start]) => start)).toEqual([
      'has_role "reader" if "owner" on "org" in Repo',
    ]);
    expect(outgoing(TWO.replace('"read" if "reader"', '"read" if "rea|der"')).map(([start]) => start)).toEqual([
      'has_role "reader" if "owner" on "org" in Repo',
      'has_role (_: User, "reader", _: Repo)',
    ]);
    expect(incoming(TWO.replace('"read" if "owner"', '"re|ad" if "owner"'))).toEqual([
      'allow (actor, action, resource)',
      'allow (actor, "list", org: Org)',
    ]);
  });

  test('of Cloud counts tests, and takes allow for what it asks', () => {
    const text = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read", "write"]; "re|ad" if "reader"; "write" if "reader"; }
test "reads" {
  setup { has_role(User{"a"}, "reader", Repo{"r"}); }
  assert allow(User{"a"}, "read", Repo{"r"});
  assert has_permission(User{"a"}, "write", Repo{"r"});
}
`;
    expect(incoming(text, { dialect: 'cloud' })).toEqual(['reads assert allow(User{"a"}, "read", Repo{"r"})']);
  });

  test('starts from rules only', () => {
    expect(prepareCallHierarchy(askAbout('f(x|) if x = 1;'))).toEqual([]);
  });
});
