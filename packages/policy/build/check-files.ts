/**
 * The files of a new check, with a stand-in that reports rules of the name `replace_me`, so that all tests pass at once. What is left is to write
 * the check, its words, its page and its fixtures.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Dialect, Severity } from '../src/index.ts';

const root = new URL('../../../', import.meta.url);

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

const USAGE = `npm run new-check -- <code> "<what it reports, in one line>"

  --severity error|warning|information|hint   warning, if it is not said
  --dialect library|cloud|both                both, if it is not said

The code is in kebab case, such as unused-rule. What it reports ends with a full stop.`;

export interface NewCheck {
  readonly code: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly dialect: Dialect | 'both';
}

/** @returns what is wrong, as a text, where the arguments do not say a check */
export function readArguments(args: readonly string[]): NewCheck | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return `${error instanceof Error ? error.message : error}\n\n${USAGE}`;
  }
  const { values, positionals } = parsed;
  const [code = '', summary = ''] = positionals;
  const severity = SEVERITIES.find((each) => each === values.severity);
  const dialect = (['library', 'cloud', 'both'] as const).find((each) => each === values.dialect);
  if (!/^[a-z]+(-[a-z]+)*$/.test(code) || positionals.length > 2) return USAGE;
  if (!summary.endsWith('.') || summary.includes('\n')) return USAGE;
  if (severity === undefined || dialect === undefined) return USAGE;
  return { code, summary, severity, dialect };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      severity: { type: 'string', default: 'warning' },
      dialect: { type: 'string', default: 'both' },
    },
  });

const DIALECTS = {
  both: { constant: 'both', imported: 'both, type Check', words: 'Library and Cloud' },
  library: { constant: 'libraryOnly', imported: 'type Check, libraryOnly', words: 'Library' },
  cloud: { constant: 'cloudOnly', imported: 'type Check, cloudOnly', words: 'Cloud' },
};

const nameOf = (code: string): string => code.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

function moduleOf({ code, summary, severity, dialect }: NewCheck): string {
  const quoted = summary.includes("'") ? JSON.stringify(summary) : `'${summary}'`;
  return `import { ${DIALECTS[dialect].imported} } from './definition.ts';

/** Say here what the check relies on, and why it raises no false alarm. */
export const ${nameOf(code)}: Check = {
  code: '${code}',
  severity: '${severity}',
  dialects: ${DIALECTS[dialect].constant},
  summary: ${quoted},
  nodes: {
    Rule(rule, { report }) {
      if (rule.name.text === 'replace_me') report(rule.name, 'Say what is wrong. Say what to do.');
    },
  },
};
`;
}

function pageOf({ code, summary, severity, dialect }: NewCheck): string {
  return `# ${code}

${summary}

| | |
|---|---|
| severity | ${severity} |
| dialects | ${DIALECTS[dialect].words} |

Say why it matters.

Reported:

\`\`\`polar
replace_me(1);
\`\`\`

Better:

\`\`\`polar
kept(1);
\`\`\`

To report it at another severity, or not at all, say so in \`polar.config.json\`:

\`\`\`json
{ "checks": { "${code}": "off" } }
\`\`\`

To allow it in one place, put \`# polar-disable-next-line ${code}\` on the line before, or \`# polar-disable-line ${code}\` at the end of the line.
`;
}

function fixtureOf({ severity, dialect }: NewCheck): string {
  const configuration = dialect === 'both' ? '' : `# configuration: {"dialect": "${dialect}"}\n`;
  return `${configuration}replace_me(1);
#^^^^^^^^^ ${severity}: Say what is wrong.
kept(1);
`;
}

/** The table with the check at its end, its import in the order of names. */
function tableWith(table: string, code: string): string {
  const name = nameOf(code);
  const line = `import { ${name} } from './${code}.ts';`;
  const lines = table.split('\n');
  const imports = lines.filter((each) => each.startsWith('import '));
  const place = imports.findIndex((each) => (/'(.*)'/.exec(each)?.[1] ?? '') > `./${code}.ts`);
  const at = place < 0 ? lines.lastIndexOf(imports.at(-1)!) + 1 : lines.indexOf(imports[place]!);
  return lines
    .toSpliced(at, 0, line)
    .join('\n')
    .replace(/^\];\n*$(?![\s\S]*^\];)/m, `  ${name},\n];`);
}

/** Writes the files, and gives their names; a text where one of them is there already, and nothing is written. */
export function writeCheck(check: NewCheck): readonly string[] | string {
  const { code } = check;
  const files = new Map([
    [`packages/policy/src/checks/${code}.ts`, moduleOf(check)],
    [`docs/checks/${code}.md`, pageOf(check)],
    [`packages/policy/test/checks/${code}/${code}.polar`, fixtureOf(check)],
  ]);
  for (const path of files.keys()) if (existsSync(new URL(path, root))) return `${path} is there already.`;
  for (const [path, text] of files) {
    mkdirSync(new URL('.', new URL(path, root)), { recursive: true });
    writeFileSync(new URL(path, root), text);
  }
  const table = new URL('packages/policy/src/checks/index.ts', root);
  writeFileSync(table, tableWith(readFileSync(table, 'utf8'), code));
  return [...files.keys(), 'packages/policy/src/checks/index.ts'];
}
