import { describe, expect, test } from 'vitest';
import { setInConfiguration } from './configuration-edit.ts';

describe('a value in polar.config.json', () => {
  test('is set where it stands, and the rest stays as it is', () => {
    const before = '{\n    "dialect": "library",\n    "constants": ["nil", "EPOCH"]\n}\n';
    expect(setInConfiguration(before, ['dialect'], 'cloud')).toBe(before.replace('library', 'cloud'));
  });

  test('is added with the indentation of the file', () => {
    const after = setInConfiguration('{\n\t"data": "data.json"\n}\n', ['checks', 'unused-rule'], 'off');
    expect(JSON.parse(after!)).toEqual({ data: 'data.json', checks: { 'unused-rule': 'off' } });
    expect(after).toContain('\n\t"checks"');
  });

  test('makes a file where there is none', () => {
    expect(JSON.parse(setInConfiguration(undefined, ['dialect'], 'cloud')!)).toEqual({ dialect: 'cloud' });
  });

  test('is removed by setting nothing', () => {
    expect(JSON.parse(setInConfiguration('{"dialect": "cloud", "data": "d"}', ['dialect'], undefined)!)).toEqual({
      data: 'd',
    });
  });

  test('is not set in what is no JSON object', () => {
    expect(setInConfiguration('{"dialect": ', ['dialect'], 'cloud')).toBeUndefined();
    expect(setInConfiguration('[]', ['dialect'], 'cloud')).toBeUndefined();
  });
});
