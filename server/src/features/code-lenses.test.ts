import { describe, expect, test } from 'vitest';
import { askAbout } from '../../test/asked.ts';
import { codeLenses, resolveCodeLens } from './code-lenses.ts';

const targets = (text: string) =>
  codeLenses(askAbout(text)).map(({ range, command }) => [
    range.start.line,
    command?.title,
    command?.command,
    command?.arguments?.[0],
  ]);

describe('code lenses', () => {
  test('run and debug an inline query as it stands', () => {
    const target = { uri: 'file:///w/main.polar', query: 'f(1) and\n  g(2)', ask: false };
    expect(targets('f(1);\n?= f(1) and\n  g(2);\n')).toEqual([
      [1, 'Run', 'polar.runQuery', target],
      [1, 'Debug', 'polar.debugQuery', target],
    ]);
  });

  test('ask for the arguments of an allow rule, whatever stands in its head', () => {
    const [lens] = targets('allow(_actor: User, "read", {id: 1}) if true;');
    expect(lens?.[3]).toEqual({ uri: 'file:///w/main.polar', query: 'allow(actor, "read", {id: 1})', ask: true });
    expect(targets('allow(_, _, _);')[0]?.[3]).toMatchObject({ query: 'allow(argument1, argument2, argument3)' });
  });

  test('run and debug each test of a Cloud policy, and its allow rules', () => {
    const text =
      'actor User {}\nallow(actor: User, "read", _);\ntest "it" { assert allow(User{"a"}, "read", User{"b"}); }\n';
    const found = codeLenses(askAbout(text)).map(({ range, command }) => [
      range.start.line,
      command?.title,
      command?.arguments,
    ]);
    const query = { uri: 'file:///w/main.polar', query: 'allow(actor, "read", argument3)', ask: true };
    expect(found).toEqual([
      [1, 'Run', [query]],
      [1, 'Debug', [query]],
      [2, 'Run Test', ['file:///w/main.polar', 'it']],
      [2, 'Debug Test', ['file:///w/main.polar', 'it']],
    ]);
  });

  test('are not over other rules, nor over what is broken', () => {
    expect(targets('has_role(a, b, c);\nallow(a, b if ;\n?= f( ;\n')).toEqual([]);
  });

  test('count references over types and rules, for a client that can show them', () => {
    const text = 'actor User {}\nf(_: User) if g(1) and g(2);\nf(1);\ng(_);\nh(1);\n';
    const about = askAbout(text);
    expect(codeLenses(about)).toEqual([]);
    const asked = { ...about, client: { ...about.client, showReferences: 'show' } };
    const resolved = codeLenses(asked).map((lens) => resolveCodeLens(asked, lens));
    expect(resolved.map(({ range, command }) => [range.start.line, command?.title, command?.command])).toEqual([
      [0, '1 reference', 'show'],
      [1, '0 references', 'show'],
      [3, '2 references', 'show'],
      [4, '0 references', 'show'],
    ]);
    const [, position, locations] = resolved[2]!.command!.arguments as [string, object, { range: object }[]];
    expect(position).toEqual({ line: 3, character: 0 });
    expect(locations.map(({ range }) => range)).toMatchObject([
      { start: { line: 1, character: 14 } },
      { start: { line: 1, character: 23 } },
    ]);
  });
});
