import { describe, expect, it } from 'vitest';
import { type Configuration, check, createPolicy, type DialectChoice } from '../src/index.ts';

const choiceOf = (text: string, configuration?: Configuration): DialectChoice =>
  createPolicy([{ uri: 'a.polar', text }], configuration).dialectChoice;
const dialectOf = (text: string): string => choiceOf(text).dialect;

const blocks = `actor User {}
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  "read" if "reader";
}
`;
const allow = 'allow(actor, action, resource) if has_permission(actor, action, resource);\n';

describe('the dialect of a policy', () => {
  it.each([
    ['a test', 'test "a" { assert f(1); }'],
    ['a global block', 'global { roles = ["admin"]; }'],
    ['an object literal', 'f(User{"a"});'],
    ['the time', 'f(x) if x < @current_unix_time;'],
    ['a shorthand for any role', 'resource R { roles = ["a"]; relations = { p: R }; role if role on "p"; }'],
    ['a call in a shorthand', 'resource R { roles = ["a"]; "a" if is_open(resource); }'],
  ])('is Cloud with %s', (_, text) => {
    expect(dialectOf(text)).toBe('cloud');
  });

  it.each([
    ['a lookup', 'f(x) if x.y = 1;'],
    ['new', 'f(x) if x = new User();'],
    ['arithmetic', 'f(x) if x = 1 + 1;'],
    ['a dictionary pattern', 'f(_: {a: 1});'],
    ['nothing that tells', 'f(1);'],
    ['nothing at all', ''],
  ])('is Library with %s', (_, text) => {
    expect(dialectOf(text)).toBe('library');
  });

  it('is not changed by one slip among the constructs of the other dialect', () => {
    const lookups = 'f(x) if x.a = 1;\ng(x) if x.b = 2;\n';
    const slip = 'resource R { roles = ["a", "b", "c"]; "a" if "b" or "c"; }';
    expect(dialectOf(lookups + slip)).toBe('library');
    expect(dialectOf(`f(x) if x.a = 1;\n${slip}`)).toBe('cloud');
    expect(dialectOf(`${lookups}test "a" { assert f(1); }`)).toBe('cloud');
  });

  it('is not Cloud because strings lack their quotes', () => {
    expect(dialectOf('resource R { roles = [a]; "a" if b; "a" if "b" on p; }')).toBe('library');
  });

  it('is read from statements with syntax errors only where no other tells', () => {
    expect(dialectOf('f(x) if x.y = ;\ng(User{"a"});')).toBe('cloud');
    expect(dialectOf('g(User{"a"}) if ;\nf(x) if x.y = 1;')).toBe('library');
    expect(dialectOf('g(User{"a"}) if ;\nf(1);')).toBe('cloud');
  });

  it('is Cloud where nothing gives the roles that blocks declare', () => {
    expect(choiceOf(blocks)).toMatchObject({ dialect: 'cloud', what: 'has_role without a rule for it' });
    expect(dialectOf(blocks + allow)).toBe('cloud');
  });

  it('is Library as soon as a rule gives them, or where the application has classes', () => {
    expect(dialectOf(`${blocks}has_role(_: User, "reader", _: Repo);`)).toBe('library');
    expect(choiceOf(blocks, { classes: {} }).dialect).toBe('library');
    expect(dialectOf('resource R { roles = ["a", "b"]; "a" if "b"; }')).toBe('library');
  });

  it('is Library where a call may be misspelt, or a permission is asked for that nothing gives', () => {
    expect(dialectOf(`${blocks}allow(a, b, c) if has_permision(a, b, c);`)).toBe('library');
    expect(dialectOf(`actor User {}\n${allow}`)).toBe('library');
    expect(dialectOf(`${blocks}f(x) if is_open(x);`)).toBe('library');
  });

  it('is Cloud where a missing rule goes with a variable that only a type binds', () => {
    const rule = 'has_role(u: User, r: String, x: Repo) if g matches Group and in_group(u, g) and has_role(g, r, x);';
    expect(dialectOf(`${blocks}${rule}`)).toBe('cloud');
  });

  it('is what the configuration says, whatever the files show', () => {
    expect(choiceOf('test "a" {}', { dialect: 'library' })).toMatchObject({
      dialect: 'library',
      from: 'configuration',
    });
  });

  it('says so where it is assumed, with the way to set it', () => {
    const policy = createPolicy([{ uri: 'a.polar', text: blocks }]);
    const [finding] = check(policy)
      .get('a.polar')!
      .filter(({ code }) => code === 'assumed-dialect');
    expect(finding).toMatchObject({ severity: 'information' });
    expect(finding!.fixes?.map((fix) => fix.kind === 'configuration' && fix.value)).toEqual(['cloud', 'library']);
  });
});
