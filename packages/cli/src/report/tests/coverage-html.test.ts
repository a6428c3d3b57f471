import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf, polar } from '../../../test/command.ts';

const policy = `actor User {}
resource Org { roles = ["admin"]; permissions = ["read", "write"]; "read" if "admin"; "write" if "admin" and open(resource); }
has_role(user: User, "admin", org: Org) if never(user, "</pre><script>alert(1)</script>'&", org); # <img src=x onerror=alert(2)>
test "t" { setup { has_role(User{"a"}, "admin", Org{"o"}); } assert allow(User{"a"}, "read", Org{"o"}); assert_not allow(User{"a"}, "write", Org{"o"}); }
`;

it('is one page that runs nothing and loads nothing, in which whatever a policy says is text', async () => {
  const folder = folderOf({ "<b>&/it's.polar": policy });
  const { status, output, errors } = await polar(folder, ['test', '--coverage', 'html']);
  expect([status, errors]).toEqual([0, 'Coverage was written to coverage/index.html.\n']);
  expect(output).toContain('1 passed');
  const page = readFileSync(join(folder, 'coverage', 'index.html'), 'utf8');
  expect(page).toContain(
    `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"`,
  );
  expect(page).not.toMatch(/<(?:script|img|b|link|iframe)\b|<[^>]*\s(?:src|on\w+)=|href="(?!#)|@import|url\(/);
  expect(page).toContain('&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;');
  expect(page).toContain('&lt;b&gt;&amp;/it&#39;s.polar');
  // Every element that begins also ends, in its place.
  const open: string[] = [];
  for (const [tag, end, name, empty] of page.matchAll(/<(\/?)([a-z]\w*)[^>]*?(\/?)>/g)) {
    if (empty === '/') continue;
    if (end === '') open.push(name!);
    else expect([tag, open.pop()]).toEqual([tag, name]);
  }
  expect(open).toEqual([]);
});

it('marks what held, what was reached and failed, and what nothing reached', async () => {
  const folder = folderOf({ 'main.polar': policy });
  await polar(folder, ['test', '--coverage', 'html', '--coverage-output', 'out/page.html']);
  const page = readFileSync(join(folder, 'out', 'page.html'), 'utf8');
  const marks = [...page.matchAll(/<mark class="(\w+)" title="[^"]*">(.*?)<\/mark>/g)].map(([, state, text]) => [
    state,
    text,
  ]);
  expect(marks).toEqual([
    ['held', '&quot;admin&quot;'],
    // What is a fact is asked before what takes rules, and there is none.
    ['unreached', '&quot;admin&quot;'],
    ['failed', 'open(resource)'],
    ['unreached', 'never(user, &quot;&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;&quot;, org)'],
  ]);
  expect(page).toContain('<td>1 of 3</td>');
  expect(page).toContain('<td>1 of 4</td>');
});

it('says where it cannot be written, and what --coverage-output wants', async () => {
  const folder = folderOf({ 'main.polar': policy, 'a.txt': '' });
  const to = (words: string[]) => polar(folder, ['test', ...words]);
  expect(await to(['--coverage', 'html', '--coverage-output', 'a.txt/page.html'])).toMatchObject({
    status: 2,
    errors: expect.stringContaining('"a.txt/page.html" cannot be written'),
  });
  expect(await to(['--coverage', 'text', '--coverage-output', '.'])).toMatchObject({
    status: 2,
    errors: expect.stringContaining('is a folder'),
  });
  expect(await to(['--coverage-output', 'x.html'])).toMatchObject({ status: 2 });
  writeFileSync(join(folder, 'old.json'), 'what was there before, and is longer than what comes after '.repeat(100));
  expect(await to(['--coverage', 'json', '--coverage-output', 'old.json'])).toMatchObject({ status: 0 });
  expect(JSON.parse(readFileSync(join(folder, 'old.json'), 'utf8'))).toMatchObject({ percent: 25 });
});
