import { describe, expect, test } from 'vitest';
import { askAbout } from '../../test/asked.ts';
import { codeLenses } from './code-lenses.ts';

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

  test('are not over other rules, nor over what is broken', () => {
    expect(targets('has_role(a, b, c);\nallow(a, b if ;\n?= f( ;\n')).toEqual([]);
  });
});
