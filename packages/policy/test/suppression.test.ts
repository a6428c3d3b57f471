import { describe, expect, it } from 'vitest';
import { type Configuration, check, createPolicy, type Diagnostic, fixesOf } from '../src/index.ts';

function diagnosticsOf(text: string, configuration: Configuration = { dialect: 'library' }): readonly Diagnostic[] {
  return check(createPolicy([{ uri: 'p', text }], configuration)).get('p')!;
}

const codes = (text: string, configuration?: Configuration): string[] =>
  diagnosticsOf(text, configuration)
    .map(({ code }) => code)
    .filter((code) => code !== 'missing-allow-rule' && code !== 'unused-suppression');

describe('comments that suppress', () => {
  it.each([
    ['f(x);', ['singleton-variable']],
    ['f(x); # polar-disable-line singleton-variable', []],
    ['f(x); # polar-disable-line', []],
    ['f(x); # polar-disable-line unused-rule', ['singleton-variable']],
    ['# polar-disable-next-line singleton-variable\nf(x);', []],
    ['# polar-disable-next-line unused-rule, singleton-variable\nf(x);', []],
    ['# polar-disable-next-line singleton-variable\n\nf(x);', ['singleton-variable']],
    ['f(x, "# polar-disable-line singleton-variable");', ['singleton-variable']],
    ['f(; # polar-disable-line', ['unrecognized-token']],
  ])('%j leaves %j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe('severities of the configuration', () => {
  it('turns a check off', () => {
    expect(codes('f(x);', { dialect: 'library', checks: { 'singleton-variable': 'off' } })).toEqual([]);
  });

  it('sets another severity', () => {
    const [found] = diagnosticsOf('f(x);', {
      dialect: 'library',
      checks: { 'singleton-variable': 'hint', 'missing-allow-rule': 'off' },
    });
    expect(found!.severity).toBe('hint');
  });
});

describe('fixesOf', () => {
  const apply = (text: string, title: RegExp): string => {
    const policy = createPolicy([{ uri: 'p', text }], { dialect: 'library' });
    const found = check(policy)
      .get('p')!
      .find(({ code }) => code === 'singleton-variable')!;
    const fix = fixesOf(policy, found).find((one) => title.test(one.title));
    expect(fix?.kind).toBe('edit');
    const [edit] = fix?.kind === 'edit' ? fix.edits : [];
    return text.slice(0, edit!.start) + edit!.newText + text.slice(edit!.end);
  };

  it('suppresses with a comment on the line before, as far in', () => {
    expect(apply('g(1);\n  f(x);', /Suppress/)).toBe('g(1);\n  # polar-disable-next-line singleton-variable\n  f(x);');
  });

  it('adds to its codes, whatever is said after them, and not to what a string says', () => {
    expect(apply('# polar-disable-next-line unused-rule (why)\r\nf(x);', /Suppress/)).toBe(
      '# polar-disable-next-line unused-rule, singleton-variable (why)\r\nf(x);',
    );
    expect(apply('g("# polar-disable-next-line unused-rule");\nf(x);', /Suppress/)).toBe(
      'g("# polar-disable-next-line unused-rule");\n# polar-disable-next-line singleton-variable\nf(x);',
    );
  });

  it('adds to a comment that suppresses something else', () => {
    const text = '# polar-disable-next-line unused-rule\nf(x);';
    expect(apply(text, /Suppress/)).toBe('# polar-disable-next-line unused-rule, singleton-variable\nf(x);');
  });

  it('offers to turn the check off', () => {
    const policy = createPolicy([{ uri: 'p', text: 'f(x);' }]);
    const found = check(policy)
      .get('p')!
      .find(({ code }) => code === 'singleton-variable')!;
    expect(fixesOf(policy, found)).toContainEqual({
      kind: 'configuration',
      title: 'Turn singleton-variable off in this policy',
      path: ['checks', 'singleton-variable'],
      value: 'off',
    });
  });

  it('offers nothing of the kind for a syntax error', () => {
    const policy = createPolicy([{ uri: 'p', text: 'f(;' }]);
    const found = check(policy)
      .get('p')!
      .find(({ code }) => code === 'unrecognized-token')!;
    expect(fixesOf(policy, found).filter(({ title }) => /Suppress|Turn/.test(title))).toEqual([]);
  });

  it('switches the dialect where a construct is of the other', () => {
    const policy = createPolicy([{ uri: 'p', text: 'test "a" { assert f(1); }' }], { dialect: 'library' });
    const found = check(policy)
      .get('p')!
      .find(({ code }) => code === 'cloud-only')!;
    expect(fixesOf(policy, found)[0]).toMatchObject({ kind: 'configuration', path: ['dialect'], value: 'cloud' });
  });
});

describe('the dialect', () => {
  it.each([
    ['f(x) if x.name = 1;', 'library', 'a lookup with a dot'],
    ['f(User{"a"});', 'cloud', 'an object literal'],
    ['test "a" {}\nf(x) if x.name = 1;', 'cloud', 'a test block'],
    ['resource A { roles = ["a", "b"]; "a" if "b" or "a"; }', 'cloud', 'or in a shorthand'],
    ['f(x, y) if x == y;', 'library', '=='],
  ])('of %s is %s, because of %s', (text, dialect, what) => {
    const policy = createPolicy([{ uri: 'p', text }]);
    expect(policy.dialect).toBe(dialect);
    expect(policy.dialectChoice).toMatchObject({ from: 'detection', what });
    expect(policy.dialectChoice.where?.uri).toBe('p');
  });

  it('is Library where nothing speaks for either', () => {
    expect(createPolicy([{ uri: 'p', text: 'f(1);' }]).dialectChoice).toMatchObject({
      dialect: 'library',
      from: 'default',
    });
  });

  it('is what the configuration says, whatever the files show', () => {
    const { dialectChoice } = createPolicy([{ uri: 'p', text: 'test "a" {}' }], { dialect: 'library' });
    expect(dialectChoice).toMatchObject({ dialect: 'library', from: 'configuration' });
  });

  it('does not follow a statement with a syntax error where others speak', () => {
    const text = 'f(x) if x.name = 1;\ntest "a" { assert f(User{"a"}) ';
    expect(createPolicy([{ uri: 'p', text }]).dialect).toBe('library');
  });
});
