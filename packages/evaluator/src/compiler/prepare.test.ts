import { createPolicy, type Dialect } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import { prepare } from './prepare.ts';
import { compile } from './program.ts';

const text = 'f(1);\n?= f(User{"a"});\n?= f(1);\n';
const program = (dialect: Dialect) => compile(createPolicy([{ uri: 'a.polar', text }], { dialect }));

describe('what is prepared to run', () => {
  it.each([
    'f(User{"a"})',
    '1 = User{"a"}',
    'f(@current_unix_time)',
    'x in [Plane{"q"}]',
    'not g(Robot{2})',
    'x matches! User',
    'f(',
    '',
  ])('is nothing that the engine of the Library would not read: %j', (query) => {
    const prepared = prepare(program('library'), query);
    expect(prepared.query).toBeUndefined();
    expect(prepared.errors).not.toEqual([]);
  });

  it('is no inline query that it would not read; its place is the one in the file', () => {
    const { policy } = program('library');
    const [wrong, right] = policy.queries;
    const { query, errors } = prepare(program('library'), wrong!.query.query, wrong!.uri);
    expect(query).toBeUndefined();
    expect(errors.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`)).toEqual(['cloud-only User{"a"}']);
    expect(prepare(program('library'), right!.query.query, right!.uri).errors).toEqual([]);
  });

  it('is in the syntax of Cloud where the policy is', () => {
    expect(prepare(program('cloud'), 'f(User{"a"})').errors).toEqual([]);
    expect(prepare(program('cloud'), 'x = new User()').query).toBeUndefined();
  });
});
