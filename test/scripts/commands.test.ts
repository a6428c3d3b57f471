/** The commands of a contributor's day. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = (parameters: string[], input = ''): { status: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: root, input, encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

describe('npm run tree', () => {
  const tree = join(root, 'packages', 'language', 'build', 'show-tree.ts');

  it('shows the nodes of a policy with their ranges', () => {
    const { status, output } = run([tree, '-'], 'f(x) if x > 1;\n');
    expect(status).toBe(0);
    expect(output).toBe(`Rule  1:1-1:15
  Name text="f"  1:1-1:2
  Parameter  1:3-1:4
    Variable name="x"  1:3-1:4
  Binary operator=">"  1:9-1:14
    Variable name="x"  1:9-1:10
    IntegerLiteral value=1  1:13-1:14
`);
  });

  it('shows what is wrong', () => {
    expect(run([tree, '-'], 'f(x) if x in [9223372036854775808];').output).toContain(
      "! 1:15-1:34 integer-overflow: '9223372036854775808' caused an integer overflow",
    );
  });

  it('wants a file', () => {
    expect(run([tree])).toEqual({ status: 1, output: 'npm run tree -- policy.polar\n' });
  });
});

describe('npm run golden', () => {
  it('runs the tests that write, alone, and tells them to', () => {
    const top = mkdtempSync(join(tmpdir(), 'polar-golden-'));
    try {
      cpSync(join(root, 'scripts'), join(top, 'scripts'), {
        recursive: true,
        filter: (from) => !from.includes('node_modules'),
      });
      cpSync(join(root, 'package.json'), join(top, 'package.json'));
      mkdirSync(join(top, 'node_modules', 'vitest'), { recursive: true });
      const stub = 'console.log(JSON.stringify([process.argv.slice(2), process.env.POLAR_GOLDEN]));\n';
      writeFileSync(join(top, 'node_modules', 'vitest', 'vitest.mjs'), stub);
      const { output } = run([join(top, 'scripts', 'golden.mjs'), 'packages\\language\\test\\errors']);
      expect(output).toContain('[["run","packages/language/test/errors.test.ts"],"write"]\n');
    } finally {
      rmSync(top, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    }
  });

  it('refuses what writes nothing, and says what does', () => {
    const { status, output } = run([join(root, 'scripts', 'golden.mjs'), 'nowhere']);
    expect(status).toBe(1);
    expect(output).toContain('packages/language/test/errors.test.ts');
  });
});
