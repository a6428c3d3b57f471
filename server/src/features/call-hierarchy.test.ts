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
      'has_permission "read" if "contributor"',
      'has_permission "push" if "maintainer"',
      'has_role "admin" if "owner" on "parent"',
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
      ['h (1)', 1],
    ]);
  });

  test('starts from rules only', () => {
    expect(prepareCallHierarchy(askAbout('f(x|) if x = 1;'))).toEqual([]);
  });
});
