import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check, checks, createPolicy, type Diagnostic, readConfiguration } from '../src/index.ts';
import { type Expectation, readFixture } from './read-fixture.ts';

const fixtures = fileURLToPath(new URL('checks', import.meta.url));
const pages = fileURLToPath(new URL('../../../docs/checks', import.meta.url));
const codes = checks.map(({ code }) => code);

describe('the table of checks', () => {
  it.each(codes)('%s has a documentation page that begins with its code and says what the table says', (code) => {
    const check = checks.find((one) => one.code === code)!;
    const page = readFileSync(join(pages, `${code}.md`), 'utf8');
    expect(page.split('\n')[0]).toBe(`# ${code}`);
    expect(page).toContain(`| severity | ${check.severity}`);
    const dialects =
      check.dialects.length === 2 ? 'Library and Cloud' : check.dialects[0] === 'cloud' ? 'Cloud' : 'Library';
    expect(page).toContain(`| dialects | ${dialects} |`);
    expect(readFileSync(join(pages, 'README.md'), 'utf8')).toContain(`[${code}](${code}.md)`);
  });

  it.each(codes)('the examples on the page of %s are reported and mended as it says', (code) => {
    const page = readFileSync(join(pages, `${code}.md`), 'utf8');
    const [, reported = '', better = ''] = page.split(/^(?:Reported|Better|To report it at another severity.*):$/m);
    const found = (files: readonly Example[]): boolean => files.some(({ codes }) => codes.includes(code));
    expect(found(checkedExamples(page, reported)), 'Reported').toBe(true);
    expect(checkedExamples(page, better).length, 'Better').toBeGreaterThan(0);
    expect(found(checkedExamples(page, better)), 'Better').toBe(false);
  });

  it('has each code once', () => {
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('has a page for no check that is not there', () => {
    const names = readdirSync(pages).filter((name) => name !== 'README.md');
    expect(names.map((name) => name.replace('.md', '')).sort()).toEqual([...codes].sort());
  });
});

describe.each(codes)('%s', (code) => {
  const folder = join(fixtures, code);
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.polar') && !name.endsWith('.fixed.polar'))
    : [];

  it('has a fixture in which it finds something', () => {
    const found = names
      .flatMap((name) => readFixture(readFileSync(join(folder, name), 'utf8')).files)
      .flatMap(({ expected }) => expected);
    expect(found.length, `packages/policy/test/checks/${code}/*.polar`).toBeGreaterThan(0);
  });

  it.each(names)('finds in %s what its comments say, and nothing else', (name) => {
    const { configuration, files } = readFixture(readFileSync(join(folder, name), 'utf8'));
    const diagnostics = check(createPolicy(files, configuration));
    for (const { uri, text, expected } of files) {
      const all = diagnostics.get(uri)!;
      const syntax = all.filter((one) => !codes.includes(one.code));
      expect(
        syntax.map(({ message }) => message),
        'syntax errors',
      ).toEqual([]);
      const ours = all.filter((one) => one.code === code);
      expect(ours.map((one) => shown(one, text))).toEqual(
        [...expected].sort((a, b) => a.start - b.start).map((one, i) => awaited(one, text, ours[i])),
      );
    }
  });

  it.each(names.filter((name) => existsSync(join(folder, name.replace('.polar', '.fixed.polar')))))(
    'mends %s by its preferred fixes',
    (name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      const { configuration, files } = readFixture(source);
      let { text } = files[0]!;
      const edits = (check(createPolicy(files, configuration)).get(files[0]!.uri) ?? [])
        .filter((one) => one.code === code)
        .flatMap(({ fixes }) => {
          const fix = fixes?.find(({ preferred }) => preferred);
          return fix?.kind === 'edit' ? fix.edits : [];
        });
      for (const { start, end, newText } of edits.toSorted((a, b) => b.start - a.start || b.end - a.end)) {
        text = text.slice(0, start) + newText + text.slice(end);
      }
      const rest = text
        .split('\n')
        .filter((line) => !/^# *\^/.test(line))
        .join('\n');
      expect(rest).toBe(readFileSync(join(folder, name.replace('.polar', '.fixed.polar')), 'utf8'));
    },
  );
});

interface Example {
  readonly codes: readonly string[];
}

/** What is found in the examples of a part of a page: each file of one policy, where names stand above them, else each a policy. */
function checkedExamples(page: string, part: string): readonly Example[] {
  const dialect = /^\| dialects \| (Library|Cloud) \|$/m.exec(page)?.[1]?.toLowerCase() as
    | 'library'
    | 'cloud'
    | undefined;
  const fences = [...part.matchAll(/(?:^`(.+)`:\n\n)?^```polar\n([\s\S]*?)^```$/gm)];
  const files = fences.map(([, name, text], i) => ({
    uri: name ?? `${i}.polar`,
    text: text!,
    alone: name === undefined,
  }));
  const policies = files.some(({ alone }) => alone) ? files.map((file) => [file]) : [files];
  return policies.map((sources) => {
    const comment = /^# polar\.config\.json: (.*)$/m.exec(sources[0]?.text ?? '')?.[1];
    // The dialect that is assumed is what one page is about.
    const set = comment === undefined ? (page.startsWith('# assumed-dialect') ? {} : { dialect }) : JSON.parse(comment);
    const { configuration, problems } = readConfiguration(JSON.stringify(set));
    expect(problems).toEqual([]);
    const diagnostics = [...check(createPolicy(sources, configuration)).values()].flat();
    expect(
      diagnostics.filter(({ code }) => !codes.includes(code)).map(({ message }) => message),
      'syntax errors',
    ).toEqual([]);
    return { codes: diagnostics.map(({ code }) => code) };
  });
}

/** A place by line and text, so that a failure can be read. */
function shown({ start, end, severity, message }: Diagnostic, text: string): string {
  return `${place(start, end, text)} ${severity}: ${message}`;
}

/** What was found, where it begins as awaited; else what was awaited. */
function awaited({ start, end, severity, words }: Expectation, text: string, found: Diagnostic | undefined): string {
  const to = end ?? (found !== undefined && found.end > text.indexOf('\n', start) ? found.end : -1);
  const message = found?.message.replaceAll(/\s+/g, ' ').startsWith(words) ? found.message : words;
  return `${place(start, to, text)} ${severity}: ${message}`;
}

function place(start: number, end: number, text: string): string {
  return `${text.slice(0, start).split('\n').length}:${start - text.lastIndexOf('\n', start - 1) - 1} «${text.slice(start, end)}»`;
}
