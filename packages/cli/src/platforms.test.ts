import { type Files, memoryFiles } from '@polar-tools/project';
import { describe, expect, it } from 'vitest';
import { folderOf, polar } from '../test/command.ts';

const F = 'allow(x, y, z) if g(x, y, z);\n';
const G = 'g(1, 2, 3);\n';

/** `C:\w` on Windows: paths as that platform has them, and a disk that ignores case. */
const onWindows = (texts: Record<string, string>) => {
  const files = memoryFiles(
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [`file:///c%3A/w/${name}`, text])),
    { ignoreCase: true },
  );
  return (...commandLine: string[]) => polar('C:\\w', commandLine, { files, pathStyle: 'windows' });
};

const checked = ({ output }: { output: string }): string[] =>
  (JSON.parse(output) as { files: { file: string }[] }).files.map(({ file }) => file);

describe('on Windows, whose shells expand nothing', () => {
  const texts = { 'policies/a.polar': F, 'policies/b.polar': G, 'policies/deep/c.polar': F, 'main.polar': G };

  it.each([
    ['policies\\*.polar', ['policies\\a.polar', 'policies\\b.polar']],
    ['.\\*', ['main.polar']],
    ['.\\policies\\**\\*.polar', ['policies\\a.polar', 'policies\\b.polar', 'policies\\deep\\c.polar']],
    ['C:\\w\\*', ['main.polar']],
    ['c:/w/policies/?.polar', ['policies\\a.polar', 'policies\\b.polar']],
    ['\\w\\*.polar', ['main.polar']],
    ['..\\w\\*.polar', ['main.polar']],
    ['policies', ['policies\\a.polar', 'policies\\b.polar', 'policies\\deep\\c.polar']],
    ['policies\\', ['policies\\a.polar', 'policies\\b.polar', 'policies\\deep\\c.polar']],
    ['.\\policies\\a.polar', ['.\\policies\\a.polar']],
  ])('polar check %s finds its files', async (path, files) => {
    expect(checked(await onWindows(texts)('check', '--format', 'json', path)).sort()).toEqual([...files].sort());
  });

  it('a file that is named in two spellings is one file', async () => {
    const run = onWindows(texts);
    expect(checked(await run('check', '--format', 'json', 'MAIN.polar', 'main.polar'))).toHaveLength(1);
    const together = await run('check', '--together', 'policies\\a.polar', 'Policies\\A.POLAR', 'policies\\b.polar');
    expect(together).toMatchObject({ status: 0, output: '2 files checked, nothing found.\n' });
    const query = await run(
      'query',
      '-p',
      'POLICIES\\A.polar',
      '-p',
      'policies\\a.polar',
      '-p',
      'policies\\b.polar',
      'allow(1, 2, 3)',
    );
    expect(query).toMatchObject({ status: 0, output: 'true\n' });
  });

  it('the data file of a configuration may be named with a backslash', async () => {
    const run = onWindows({
      'polar.config.json': '{"data": "data\\\\x.json"}',
      'main.polar': 'f(x) if x.name = "n";\n',
      'data/x.json':
        '{"classes": {"User": {"fields": ["name"]}}, "objects": {"anne": {"$class": "User", "name": "n"}}}',
    });
    expect(await run('query', '-p', '.', 'f(anne)')).toMatchObject({ status: 0, output: 'true\n' });
  });

  it('the places of errors and SARIF name files as they are written there', async () => {
    const broken = onWindows({ 'a b/x.polar': 'f(x) if g(x);\n' });
    expect((await broken('check', 'a b')).output).toMatch(/^a b\\x\.polar:1:9: error/m);
    const sarif = JSON.parse((await broken('check', '--format', 'sarif', 'a b')).output);
    expect(sarif.runs[0].artifacts[0].location.uri).toBe('a%20b/x.polar');
  });
});

it('a query finds the files of a share', async () => {
  const files = memoryFiles({
    'file://server/share/p/main.polar': 'f(x) if g(x);\n',
    'file://server/share/p/polar.config.json': '{}',
  });
  const run = (...commandLine: string[]) => polar('C:\\w', commandLine, { files, pathStyle: 'windows' });
  const { output, status } = await run('check', '--format', 'sarif', '\\\\server\\share\\p');
  expect(status).toBe(1);
  const [{ artifacts, results }] = JSON.parse(output).runs;
  expect(artifacts[0].location.uri).toBe('file://server/share/p/main.polar');
  expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('file://server/share/p/main.polar');
});

describe('a file that cannot be read is told, with status 2', () => {
  const failing = (code: string): Files => {
    const disk = memoryFiles({
      'file:///w/good.polar': 'f(1);\n',
      'file:///w/bad.polar': '',
      'file:///w/data.json': '{}',
    });
    const kind = code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'unreadable';
    return {
      ...disk,
      read: async (uri) => (/bad|data/.test(uri) ? { fault: { kind, code } } : disk.read(uri)),
    };
  };
  const codes = [
    'EACCES',
    'EPERM',
    'ENAMETOOLONG',
    'ELOOP',
    'EBUSY',
    'UNKNOWN',
    'EMFILE',
    'EIO',
    'ERR_UNC_HOST_NOT_ALLOWED',
    'ERR_INVALID_FILE_URL_HOST',
  ];
  const commands: readonly (readonly string[])[] = [
    ['check', 'bad.polar'],
    ['check', '.'],
    ['check', '*.polar'],
    ['query', '-p', 'bad.polar', 'x = 1'],
    ['query', '-p', '.', 'x = 1'],
    ['query', '-p', 'good.polar', '-d', 'data.json', 'f(1)'],
    ['repl', 'bad.polar'],
  ];
  it.each(codes.flatMap((code) => commands.map((command) => [code, command.join(' '), command] as const)))(
    '%s at polar %s',
    async (code, _line, command) => {
      const { status, errors, output } = await polar('/w', command, { files: failing(code), pathStyle: 'posix' });
      // A check that has other files goes on with them: it is one of its findings.
      const told = command[0] === 'check' && command[1] !== 'bad.polar' ? output : errors;
      expect({ status, told }).toEqual({
        status: 2,
        told: expect.stringMatching(/error: "(bad\.polar|data\.json)" (may not|cannot) be read/),
      });
      expect(errors).not.toMatch(/defect|\n\s+at /);
    },
  );

  it.each([
    ['a\0b.polar', 'There is no file or folder "a�b.polar".'],
    [`${'x'.repeat(300)}.polar`, 'cannot be read (ENAMETOOLONG)'],
    ['\u001b[31mred.polar', 'No file matches "�[31mred.polar".'],
  ])('on the disk, the name %j', async (name, message) => {
    const { status, errors } = await polar(folderOf({}), ['check', name]);
    expect(status).toBe(2);
    expect(errors).toContain(message);
  });
});

describe('a query whose quotes a shell took away', () => {
  const policy = { 'main.polar': 'allow("anne", "read", _r);\nallow("anne", action, _r) if action = "write";\n' };

  it.each([
    // Windows PowerShell drops them, and so does every shell between double quotes.
    ['allow(anne, read, 1)', `Type 'allow("anne", "read", 1)'.`],
    ['allow(anne, action, 1)', `Type 'allow("anne", action, 1)'.`],
    ['allow(user, action, resource)', undefined],
    ['allow("anne", read, 1)', undefined],
  ])('%s may be another question than was meant', async (query, advice) => {
    const { errors } = await polar(folderOf(policy), ['query', '-p', 'main.polar', query], { pathStyle: 'posix' });
    if (advice === undefined) expect(errors).toBe('');
    else expect(errors).toContain(`Did your shell take the quotes away? ${advice}`);
  });

  it('is said with what to type on Windows', async () => {
    const { errors, output } = await onWindows(policy)('query', '-p', 'main.polar', 'allow(anne, read, 1)');
    expect(output).not.toBe('');
    expect(errors).toContain(
      'Type "allow(\\"anne\\", \\"read\\", 1)" in cmd, \'allow(\\"anne\\", \\"read\\", 1)\' in Windows PowerShell.',
    );
  });
});

describe('single quotes, by which cmd quotes nothing', () => {
  it.each<readonly string[][]>([
    [["'f(1)'"]],
    [["'allow(larry,", 'action,', "gmail)'"]],
    [['-p', 'main.polar', "'allow(larry,", 'action,', "gmail)'"]],
    [['-p', 'main.polar', "'f(1)'"]],
  ])('polar query %j is told what to type', async (words) => {
    const { status, errors } = await onWindows({ 'main.polar': 'f(1);\n' })('query', ...words);
    expect(status).toBe(2);
    expect(errors).toMatch(
      /This shell quotes nothing by single quotes.*Type double quotes: "(f\(1\)|allow\(larry, action, gmail\))"/,
    );
  });

  it.each<readonly string[][]>([[["'"]], [["'f(1)"]], [["f(1)'"]], [['x', "'"]], [['"a"', 'b']]])(
    'but not of %j, which has none around it',
    async (words) => {
      const { errors } = await onWindows({ 'main.polar': 'f(1);\n' })('query', ...words);
      expect(errors).not.toContain('This shell quotes nothing');
      expect(errors).not.toBe('');
    },
  );

  it('a query in pieces is quoted as the platform does', async () => {
    expect((await onWindows({})('query', 'x', '=', '"a"')).errors).toContain('polar query "x = \\"a\\""');
    expect((await polar(folderOf({}), ['query', 'x', '=', '1'])).errors).toContain("polar query 'x = 1'");
  });
});

it.each([
  [['check', '/dev/stdin'], 'undefined-rule-call'],
  [['query', '-p', '/dev/stdin', 'f(x)'], 'undefined-rule-call'],
])('a pipe by the name of a file is read once (polar %j)', async ([command = '', ...words], code) => {
  // What was read of a pipe is gone.
  const texts = ['f(x) if lost(x);\n'];
  const disk = memoryFiles({ 'file:///dev/null': '' });
  const read: Files['read'] = async (uri) =>
    uri === 'file:///dev/stdin' ? { text: texts.pop() ?? '' } : disk.read(uri);
  const { output, errors } = await polar('/w', [command, '--format', 'json', ...words], {
    files: { ...disk, read },
    pathStyle: 'posix',
  });
  expect(output + errors).toContain(code);
});
