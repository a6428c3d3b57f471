/** What the code's comments and the documents point at is there: the page, and the heading. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => existsSync(join(root, file)));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The anchors of a page, as GitHub makes them of its headings. */
const anchors = new Map<string, ReadonlySet<string>>();
function anchorsOf(page: string): ReadonlySet<string> {
  const known = anchors.get(page);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const [, heading] of read(page)
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .matchAll(/^#+ (.+)$/gm)) {
    const slug = heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    let free = slug;
    for (let i = 1; found.has(free); i++) free = `${slug}-${i}`;
    found.add(free);
  }
  anchors.set(page, found);
  return found;
}

/** What is wrong with a reference from a file; undefined where it leads somewhere. */
function problem(from: string, path: string, anchor: string | undefined): string | undefined {
  if (!existsSync(join(root, path))) return `${from}: ${path} is not there`;
  if (anchor === undefined || !path.endsWith('.md') || anchorsOf(path).has(anchor)) return undefined;
  return `${from}: ${path} has no heading #${anchor}`;
}

describe('references', () => {
  it('of the code, to pages by their path from the top', () => {
    const code = files.filter(
      (file) => /\.(ts|mts|mjs|cjs|langium|json)$/.test(file) && !file.startsWith('test/docs/'),
    );
    const cited = code.flatMap((file) =>
      [
        ...read(file).matchAll(
          /(?<![\w/.-])((?:docs\/[\w./-]+|ARCHITECTURE|CONTRIBUTING|CHANGELOG|README)\.md)(?:#([\w-]+))?/g,
        ),
      ].map(([, path, anchor]) => ({ file, path: path!, anchor })),
    );
    expect(cited.filter(({ path }) => path.startsWith('docs/language/')).length).toBeGreaterThan(50);
    expect(cited.flatMap(({ file, path, anchor }) => problem(file, path, anchor) ?? [])).toEqual([]);
  });

  it('of the code, to no page by its bare name', () => {
    const bare = files
      .filter((file) => /\.(ts|mts|mjs|cjs|langium)$/.test(file) && !file.startsWith('test/docs/'))
      .flatMap((file) =>
        [...read(file).matchAll(/(?<![\w/.-])(polar|design|style|anchors)\.md\b/g)].map(([name]) => `${file}: ${name}`),
      );
    expect(bare).toEqual([]);
  });

  it('of the documents, to files and headings', () => {
    const pages = files.filter((file) => file.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(50);
    const broken = pages.flatMap((page) =>
      [
        ...read(page)
          .replaceAll(/^```[\s\S]*?^```$/gm, '')
          .replaceAll(/`[^`\n]*`/g, '')
          .matchAll(/\]\(([^)\s]+)\)/g),
      ].flatMap(([, link]) => {
        if (/^[a-z]+:/.test(link!)) return [];
        const [path = '', anchor] = link!.split('#');
        const target = path === '' ? page : posix.normalize(posix.join(dirname(page).replaceAll('\\', '/'), path));
        return problem(page, target, anchor) ?? [];
      }),
    );
    expect(broken).toEqual([]);
  });
});
