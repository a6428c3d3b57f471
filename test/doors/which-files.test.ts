import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../packages/cli/test/command.ts';
import { DOORS } from './doors.ts';

/** Policy files that each say their name, so that a query tells which were loaded, and in which order. */
function policies(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `file(${JSON.stringify(name)});\n`]));
}

interface Case {
  readonly name: string;
  readonly configuration?: object;
  readonly files: Record<string, string>;
  readonly links?: Readonly<Record<string, string>>;
  readonly policy: readonly string[];
  /** Files of other policies, which `polar check` of the folder looks at as well. */
  readonly others?: readonly string[];
}

const include = (...patterns: string[]): { configuration: object } => ({ configuration: { include: patterns } });

const cases: readonly Case[] = [
  {
    name: 'without a configuration, the files of the folder alone',
    files: policies('main.polar', 'b.polar', 'below/c.polar'),
    policy: ['b.polar', 'main.polar'],
  },
  {
    name: 'with one, all below it',
    configuration: {},
    files: policies('main.polar', 'a/b/c.polar', 'a/d.polar'),
    policy: ['a/b/c.polar', 'a/d.polar', 'main.polar'],
  },
  {
    name: 'braces',
    ...include('main.polar', 'a/{x,y}.polar'),
    files: policies('main.polar', 'a/x.polar', 'a/y.polar', 'a/z.polar'),
    policy: ['a/x.polar', 'a/y.polar', 'main.polar'],
  },
  {
    name: 'braces around folders, and in one another',
    ...include('{main,{a,b}/**/x{1,2}}.polar'),
    files: policies('main.polar', 'a/x1.polar', 'b/c/x2.polar', 'b/c/x3.polar', 'x1.polar'),
    policy: ['a/x1.polar', 'b/c/x2.polar', 'main.polar'],
  },
  {
    name: 'a question mark and a set',
    ...include('main.polar', '?.polar', '[!x-z]1.polar'),
    files: policies('main.polar', 'a.polar', 'ab.polar', 'a1.polar', 'x1.polar'),
    policy: ['a.polar', 'a1.polar', 'main.polar'],
  },
  {
    name: 'two stars for no folder, too',
    ...include('**/*.polar'),
    files: policies('main.polar', 'a/b/x.polar'),
    policy: ['a/b/x.polar', 'main.polar'],
  },
  {
    name: 'one star for one folder',
    ...include('main.polar', '*/x.polar'),
    files: policies('main.polar', 'a/x.polar', 'a/b/x.polar'),
    policy: ['a/x.polar', 'main.polar'],
  },
  {
    name: 'the name of a folder, for all below it',
    ...include('./main.polar', 'a', 'b/'),
    files: policies('main.polar', 'a/x.polar', 'a/b/y.polar', 'b/z.polar', 'c/x.polar'),
    policy: ['a/b/y.polar', 'a/x.polar', 'b/z.polar', 'main.polar'],
  },
  {
    name: 'backslashes, as people write them on Windows',
    ...include('main.polar', 'a\\*.polar'),
    files: policies('main.polar', 'a/x.polar'),
    policy: ['a/x.polar', 'main.polar'],
  },
  {
    name: 'signs of regular expressions for themselves',
    ...include('main.polar', 'a+(b).$^|.polar'),
    files: policies('main.polar', 'a+(b).$^|.polar', 'aab.polar'),
    policy: ['a+(b).$^|.polar', 'main.polar'],
  },
  {
    name: 'everything but what is never searched',
    configuration: {},
    files: policies(
      'main.polar',
      'node_modules/p/a.polar',
      'a/node_modules/p/a.polar',
      'bower_components/a.polar',
      '__pycache__/a.polar',
      'venv/a.polar',
      '.venv/a.polar',
      '.git/a.polar',
      'target/a.polar',
      'dist/a.polar',
      '.hidden.polar',
      '._main.polar',
    ),
    policy: ['main.polar'],
  },
  {
    name: 'nothing that is never searched, though it is included by name',
    ...include('main.polar', 'node_modules/**/*.polar', '.x/a.polar'),
    files: policies('main.polar', 'node_modules/p/a.polar', '.x/a.polar'),
    policy: ['main.polar'],
  },
  {
    name: 'no folder that has a configuration of its own',
    configuration: {},
    files: { ...policies('main.polar', 'a/x.polar', 'b/y.polar'), 'a/polar.config.json': '{}' },
    policy: ['b/y.polar', 'main.polar'],
    others: ['a/x.polar'],
  },
  {
    name: 'no folder that has a configuration of its own, though it is included',
    ...include('main.polar', 'a/**'),
    files: { ...policies('main.polar', 'a/x.polar', 'a/b/y.polar'), 'a/b/polar.config.json': '{}' },
    policy: ['a/x.polar', 'main.polar'],
    others: ['a/b/y.polar'],
  },
  {
    name: 'files whose names end in .polar, in lower case',
    ...include('**'),
    files: { ...policies('main.polar', 'MAIN.POLAR', 'x.polarx', 'polar'), 'readme.md': '# Polar' },
    policy: ['main.polar'],
  },
  {
    name: 'a configuration of exactly that name',
    files: { ...policies('main.polar', 'a/b.polar'), 'Polar.config.json': '{}' },
    policy: ['main.polar'],
  },
  {
    name: 'no linked folder, which may lead round in a circle',
    configuration: {},
    files: policies('main.polar', 'a/x.polar'),
    links: { 'a/up': '..', b: 'a', 'a/two': '../a' },
    policy: ['a/x.polar', 'main.polar'],
  },
  {
    name: 'a linked file like any other',
    configuration: {},
    files: { ...policies('main.polar'), 'elsewhere/x.txt': 'file("a/x.polar");\n', 'a/y.txt': '' },
    links: { 'a/x.polar': '../elsewhere/x.txt' },
    policy: ['a/x.polar', 'main.polar'],
  },
  {
    name: 'the order of their names, whatever a URI escapes and a path parts folders with',
    configuration: {},
    files: policies(
      'main.polar',
      'a.polar',
      'a/x.polar',
      'a b.polar',
      'a(1).polar',
      'B.polar',
      'ä.polar',
      'a-b.polar',
      '~.polar',
      '[x].polar',
    ),
    policy: [
      'B.polar',
      '[x].polar',
      'a b.polar',
      'a(1).polar',
      'a-b.polar',
      'a.polar',
      'a/x.polar',
      'main.polar',
      '~.polar',
      'ä.polar',
    ],
  },
];

describe.each(cases)('a policy is $name', ({ configuration, files, links = {}, policy, others = [] }) => {
  it.each(DOORS)('for $name', async ({ name, files: filesOf }) => {
    const folder = folderOf({
      ...files,
      ...(configuration !== undefined && { 'polar.config.json': JSON.stringify(configuration) }),
    });
    for (const [link, to] of Object.entries(links)) symlinkSync(to, join(folder, link));
    const found = await filesOf(folder, 'main.polar');
    // Without a configuration, `polar check` looks at the policies of the folders below as well.
    const its = configuration === undefined ? found.filter((file) => !file.includes('/')) : found;
    const mine = name === 'polar check' ? its.filter((file) => !others.includes(file)) : its;
    expect(mine).toEqual(policy);
  });
});
