import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checks } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { entriesOf } from './zip.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));

/** Every `./…` path in the manifest. */
const pathsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.startsWith('./') ? [value.slice(2)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : [];
};

describe('the packaged extension (needs `npm run build`)', () => {
  const vsix = `${root}dist/polar.vsix`;

  test('is smaller than 1.5 MB', () => {
    expect(statSync(vsix).size).toBeLessThan(1.5 * 1024 * 1024);
  });

  test('holds what an editor needs and nothing else', () => {
    const names = entriesOf(readFileSync(vsix)).map(({ name }) => name);
    expect(names.filter((name) => !name.startsWith('extension/')).sort()).toEqual([
      '[Content_Types].xml',
      'extension.vsixmanifest',
    ]);
    const files = names.filter((name) => name.startsWith('extension/')).map((name) => name.slice('extension/'.length));
    const pages = checks.map(({ code }) => `docs/checks/${code}.md`);
    expect(files.filter((file) => pages.includes(file)).sort()).toEqual(pages.sort());
    const language = readdirSync(`${root}docs/language`).map((name) => `docs/language/${name}`);
    expect(files.filter((file) => file.startsWith('docs/language/')).sort()).toEqual(language.sort());
    expect(files.filter((file) => !/^docs\/(?:checks|language)\//.test(file)).sort()).toMatchInlineSnapshot(`
      [
        "LICENSE.txt",
        "changelog.md",
        "client/walkthrough/allowed.svg",
        "client/walkthrough/denied.svg",
        "client/walkthrough/policy.svg",
        "client/walkthrough/step-back.svg",
        "client/walkthrough/test.svg",
        "client/walkthrough/why.svg",
        "client/webview/explain.css",
        "client/webview/roles.css",
        "dist/ThirdPartyNotices.txt",
        "dist/client.cjs",
        "dist/node-host.mjs",
        "dist/pages/compare.js",
        "dist/pages/explain.js",
        "dist/pages/roles.js",
        "dist/python/polar_debug/__init__.py",
        "dist/python/polar_debug/attaching.py",
        "dist/python/polar_debug/comparing.py",
        "dist/python/polar_debug/decision.py",
        "dist/python/polar_debug/editor.py",
        "dist/python/polar_debug/labels.py",
        "dist/python/polar_debug/listener.py",
        "dist/python/polar_debug/watch.py",
        "dist/python/polar_host/__init__.py",
        "dist/python/polar_host/__main__.py",
        "dist/python/polar_host/answers.py",
        "dist/python/polar_host/application.py",
        "dist/python/polar_host/classes.py",
        "dist/python/polar_host/failures.py",
        "dist/python/polar_host/lines.py",
        "dist/python/polar_host/serve.py",
        "dist/python/polar_host/set_up.py",
        "dist/python/polar_host/stand_in.py",
        "dist/python/polar_host/values.py",
        "dist/python/polar_host/watch.py",
        "dist/server-again.cjs",
        "dist/server.cjs",
        "dist/web/app-classes.js",
        "dist/web/client.js",
        "dist/web/engine.js",
        "dist/web/server.js",
        "examples/quickstart/data.json",
        "examples/quickstart/main.polar",
        "examples/quickstart/polar.config.json",
        "icons/file-dark.svg",
        "icons/file-light.svg",
        "icons/polar.png",
        "icons/polar.svg",
        "language-configuration.json",
        "package.json",
        "packages/evaluator/src/data/polar-data.schema.json",
        "packages/policy/polar.config.schema.json",
        "readme.md",
        "syntaxes/polar-in-go.tmLanguage.json",
        "syntaxes/polar-in-javascript.tmLanguage.json",
        "syntaxes/polar-in-markdown.tmLanguage.json",
        "syntaxes/polar-in-python.tmLanguage.json",
        "syntaxes/polar-in-ruby.tmLanguage.json",
        "syntaxes/polar-interpolation.tmLanguage.json",
        "syntaxes/polar.tmLanguage.json",
      ]
    `);
  });

  test('holds every file that its manifest names', () => {
    const manifest = read('dist/package/package.json');
    const files = new Set(entriesOf(readFileSync(vsix)).map(({ name }) => name.slice('extension/'.length)));
    for (const path of [...pathsIn(manifest), manifest.icon]) expect(files, `${path}`).toContain(path);
  });

  test('has a manifest without what only developers need', () => {
    const manifest = read('dist/package/package.json');
    for (const key of ['type', 'workspaces', 'scripts', 'devDependencies', 'optionalDependencies', 'private'])
      expect(manifest).not.toHaveProperty(key);
  });

  test('has nothing of the toolkit that the grammar is read with at build time', () => {
    const bundles = ['client.cjs', 'server.cjs', 'cli.js', 'web/client.js', 'web/engine.js', 'web/server.js'];
    for (const bundle of bundles)
      expect(/langium|chevrotain/i.test(readFileSync(`${root}dist/${bundle}`, 'utf8')), bundle).toBe(false);
    expect(readFileSync(`${root}dist/ThirdPartyNotices.txt`, 'utf8')).not.toMatch(/^(langium|chevrotain) /m);
  });

  test('carries the licences of what is bundled in it', () => {
    const notices = readFileSync(`${root}dist/ThirdPartyNotices.txt`, 'utf8');
    for (const name of ['vscode-languageserver', 'vscode-languageclient']) expect(notices).toContain(`\n${name} `);
  });
});

describe('the manifest', () => {
  const manifest = read('package.json') as {
    contributes: {
      commands: { command: string }[];
      menus: Record<string, { command: string }[]>;
      configuration: { properties: Record<string, { properties?: Record<string, { description: string }> }> };
    };
    activationEvents: string[];
  };

  test('offers every check in the setting of severities, with what it is', () => {
    const offered = manifest.contributes.configuration.properties['polar.checks']?.properties ?? {};
    const described = Object.fromEntries(Object.entries(offered).map(([code, { description }]) => [code, description]));
    expect(described).toEqual(
      Object.fromEntries(checks.map(({ code, summary }) => [code, summary.replaceAll('`', '')])),
    );
  });

  test('names only files that are there, but for the bundles', () => {
    for (const path of pathsIn(manifest).filter((each) => !each.startsWith('dist/')))
      expect(existsSync(`${root}${path}`), path).toBe(true);
  });

  test('has in its menus only commands that it declares', () => {
    const declared = new Set(manifest.contributes.commands.map(({ command }) => command));
    const used = Object.values(manifest.contributes.menus)
      .flat()
      .map(({ command }) => command);
    expect(used.filter((command) => !declared.has(command))).toEqual([]);
  });

  test('starts the extension for a Polar file and for a debug session, and holds no start of the editor up', () => {
    expect(manifest.activationEvents.filter((event) => event === '*')).toEqual([]);
    // Only an extension that runs can see that a folder is empty, and offer a beginning there.
    expect(manifest.activationEvents).toContain('onStartupFinished');
    expect(manifest.activationEvents).toContain('onLanguage:polar');
  });
});

describe('the language configuration', () => {
  const configuration = read('language-configuration.json') as {
    wordPattern: string;
    indentationRules: { increaseIndentPattern: string; decreaseIndentPattern: string };
    onEnterRules: { beforeText: string; previousLineText?: string; action: { indent: string } }[];
  };

  test('takes a symbol of Polar as one word: namespaces, a question mark, letters of any script', () => {
    const words = 'acme::check(größe, expired?, _x1) = 2.5e3, "repo-name" x.y @flag'.match(
      new RegExp(configuration.wordPattern, 'g'),
    );
    expect(words).toEqual(['acme::check', 'größe', 'expired?', '_x1', '2.5e3', 'repo', 'name', 'x', 'y', 'flag']);
  });

  /** What Enter does after these two lines. */
  const enter = (previous: string, before: string): string => {
    const rule = configuration.onEnterRules.find(
      ({ beforeText, previousLineText }) =>
        new RegExp(beforeText).test(before) &&
        (previousLineText === undefined || new RegExp(previousLineText).test(previous)),
    );
    if (rule !== undefined) return rule.action.indent;
    return new RegExp(configuration.indentationRules.increaseIndentPattern).test(before) ? 'indent' : 'none';
  };

  test('indents the body of a rule, and comes back after its end', () => {
    expect(enter('', 'allow(a, b, c) if')).toBe('indent');
    expect(enter('allow(a, b, c) if', '  first(a) and')).toBe('none');
    expect(enter('  first(a) and', '  second(b); # done')).toBe('outdent');
    expect(enter('allow(a, b, c) if # why', '  one(a);')).toBe('outdent');
    expect(enter('one(a);', 'two(b);')).toBe('none');
    expect(enter('', '# allowed if')).toBe('none');
  });

  test('indents inside brackets that a line leaves open, and not for those in strings and comments', () => {
    expect(enter('', 'resource Repository {')).toBe('indent');
    expect(enter('', '  roles = [ # all of them')).toBe('indent');
    expect(enter('', '  "a {" if "b";')).toBe('none');
    expect(enter('', 'x(1); # {')).toBe('none');
    expect(new RegExp(configuration.indentationRules.decreaseIndentPattern).test('  }')).toBe(true);
  });
});
