import type { Configuration, Severity } from '../src/index.ts';

/**
 * A fixture is a policy with its expectations in comments. A marker stands below the line that it is about:
 *
 *     f(x) if g(x);
 *     #       ^^^^ error: Call to undefined rule: g(x)
 *
 * The carets stand under what the diagnostic covers; the `#` counts as one where carets follow it at once, so that the first column can be
 * marked. `^^^>` covers more lines. The words are the beginning of the message, in one line.
 * Above the text may stand `# configuration: {…}`, in JSON, and `# ---- name.polar` begins another file of the same policy;
 * `# expected name.polar: error: words`, above the files, is about a file as a whole.
 */
export interface Fixture {
  readonly configuration: Configuration;
  readonly files: readonly FixtureFile[];
}

export interface FixtureFile {
  readonly uri: string;
  readonly text: string;
  readonly expected: readonly Expectation[];
}

export interface Expectation {
  readonly start: number;
  /** Undefined: on a later line. */
  readonly end: number | undefined;
  readonly severity: Severity;
  readonly words: string;
}

/** Reads a fixture; throws on a comment that looks like an expectation and is none. */
export function readFixture(source: string): Fixture {
  const parts = source.split(/^# ---- (\S+)\n/m);
  let configuration: Configuration = {};
  const header = /^# configuration: (.*)$/m.exec(parts[0]!);
  if (header !== null) configuration = JSON.parse(header[1]!) as Configuration;
  const files = parts.length === 1 ? [readFile('policy.polar', parts[0]!)] : [];
  for (let i = 1; i < parts.length; i += 2) files.push(readFile(parts[i]!, parts[i + 1]!));
  const whole = [...parts[0]!.matchAll(/^# expected (\S+): (error|warning|information|hint): (.+)$/gm)];
  const placed = files.map(({ expected, ...file }) => {
    const about = whole.filter((match) => match[1] === file.uri);
    const more = about.map((match) => ({ start: 0, end: 0, severity: match[2] as Severity, words: match[3]! }));
    return { ...file, expected: [...more, ...expected] };
  });
  return { configuration, files: placed };
}

function readFile(uri: string, text: string): FixtureFile {
  const expected: Expectation[] = [];
  let subject = { start: 0, text: '' };
  let start = 0;
  for (const line of text.split('\n')) {
    const expectation = readMarker(line, subject.start, subject.text);
    if (expectation !== undefined) expected.push(expectation);
    else subject = { start, text: line };
    start += line.length + 1;
  }
  return { uri, text, expected };
}

function readMarker(line: string, subject: number, subjectText: string): Expectation | undefined {
  if (!/^#\s*\^/.test(line)) return undefined;
  const match = /^#( *)(\^+)(>?) (error|warning|information|hint): (.+)$/.exec(line);
  if (match === null) throw new Error(`A malformed expectation: ${line}`);
  const [, space, carets, beyond, severity, words] = match;
  const from = space === '' ? 0 : 1 + space!.length;
  const to = 1 + space!.length + carets!.length;
  if (to > subjectText.length) throw new Error(`An expectation beyond the end of its line: ${line}`);
  return {
    start: subject + from,
    end: beyond === '>' ? undefined : subject + to,
    severity: severity as Severity,
    words: words!,
  };
}
