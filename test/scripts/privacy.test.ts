/** One style of privacy: `#name`, which nothing gets around. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

it('members of classes are private by `#`, but for constructors, which cannot be', () => {
  const files = execFileSync('git', ['ls-files', '-z', '*.ts'], { cwd: root, encoding: 'utf8' }).split('\0');
  const found = files
    .filter((file) => /\/(src|build)\//.test(file) && existsSync(join(root, file)))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^\s+private (?!constructor\b).*/gm)].map(
        ([line]) => `${file}: ${line.trim()}`,
      ),
    );
  expect(found).toEqual([]);
});
