import { describe, expect, it } from 'vitest';
import { check, createPolicy, updatePolicy } from '../src/index.ts';

const asks = (name: string) => `test "${name}" { assert_not has_role(User{"a"}, "r", Repo{"o"}); }`;
const sets = (name: string) => `test fixture ${name} { has_role(User{"a"}, "r", Repo{"o"}); }`;
const block = 'actor User {}\nresource Repo { roles = ["r"]; }\n';

function found(policy: ReturnType<typeof createPolicy>): string[] {
  return [...check(policy)].flatMap(([uri, all]) =>
    all
      .filter(({ code }) => code === 'duplicate-test' || code === 'duplicate-fixture')
      .map(
        ({ code, start, related }) => `${uri}:${start} ${code} ${(related ?? []).map((it) => `${it.uri}:${it.start}`)}`,
      ),
  );
}

describe.each([
  ['duplicate-test', asks, 5],
  ['duplicate-fixture', sets, 13],
])('%s', (code, named, column) => {
  const files = (first: string, second: string) => [
    { uri: 'a.polar', text: block + first },
    { uri: 'b.polar', text: second },
  ];

  it('is told over files that are one policy, beside the first of the name, and follows edits', () => {
    const policy = createPolicy(files(named('x'), named('x')), { dialect: 'cloud' });
    expect(found(policy)).toEqual([`b.polar:${column} ${code} a.polar:${block.length + column}`]);
    const renamed = updatePolicy(policy, [{ uri: 'a.polar', text: block + named('y') }]);
    expect(found(renamed)).toEqual([]);
    const moved = updatePolicy(renamed, [{ uri: 'a.polar', text: `${block}\n\n${named('x')}` }]);
    expect(found(moved)).toEqual([`b.polar:${column} ${code} a.polar:${block.length + 2 + column}`]);
  });

  it('is not told of copies, of what is half typed, and of files that may be alternatives', () => {
    const copy = `${block}${named('x')}`;
    const copies = [
      { uri: 'a.polar', text: copy },
      { uri: 'b.polar', text: copy },
    ];
    expect(found(createPolicy(copies, { dialect: 'cloud' }))).toEqual([]);
    expect(found(createPolicy(files(named('x'), named('x').slice(0, -3)), { dialect: 'cloud' }))).toEqual([]);
    expect(found(createPolicy(files(named('x'), named('x')), { dialect: 'cloud', gathered: true }))).toEqual([]);
  });
});
