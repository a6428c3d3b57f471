import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Failure } from '../failure.ts';
import type { CheckedFile } from './finding.ts';
import { jsonReport } from './json.ts';
import { sarifFailure, sarifReport } from './sarif.ts';
import { textReport } from './text.ts';

const text = 'allow(actor, "read", x) if\n  missing(actor, x);\n';
const document = TextDocument.create('file:///policies/ma%20in.polar', 'polar', 0, text);
const start = text.indexOf('missing');
const checked: CheckedFile = {
  file: 'policies/ma in.polar',
  dialect: 'library',
  document,
  findings: [
    {
      code: 'undefined-rule-call',
      severity: 'error',
      message: 'Call to undefined rule: missing(actor, x).',
      start,
      end: start + 'missing(actor, x)'.length,
      related: [{ message: 'called for this rule', file: 'policies/ma in.polar', document, start: 0, end: 5 }],
    },
  ],
};
const clean: CheckedFile = { ...checked, file: 'clean.polar', findings: [] };
const plain = (_style: unknown, part: string) => part;

test('JSON has every checked file, with zero-based positions', () => {
  expect(JSON.parse(jsonReport([checked, clean]))).toEqual({
    files: [
      {
        file: 'policies/ma in.polar',
        dialect: 'library',
        diagnostics: [
          {
            code: 'undefined-rule-call',
            severity: 'error',
            message: 'Call to undefined rule: missing(actor, x).',
            range: { start: { line: 1, character: 2 }, end: { line: 1, character: 19 } },
          },
        ],
      },
      { file: 'clean.polar', dialect: 'library', diagnostics: [] },
    ],
  });
});

test('text names the place one-based, marks it, and counts', () => {
  expect(textReport([checked, clean], plain, 100)).toBe(
    `policies/ma in.polar:2:3: error: Call to undefined rule: missing(actor, x). [undefined-rule-call]
  2 │   missing(actor, x);
    │   ^^^^^^^^^^^^^^^^^
  policies/ma in.polar:1:1: called for this rule
  1 │ allow(actor, "read", x) if
    │ ^^^^^

2 files checked: 1 error.
`,
  );
});

test('the lines of a long message stand below its first one, before the excerpt', () => {
  const [finding] = checked.findings;
  const long = { ...checked, findings: [{ ...finding!, message: 'First.\n\n  second', related: [] }] };
  expect(textReport([long], plain, 100)).toContain('error: First. [undefined-rule-call]\n\n      second\n  2 │ ');
});

test('text says so when nothing was found', () => {
  expect(textReport([clean], plain, 100)).toBe('1 file checked, nothing found.\n');
});

test('SARIF has rule, level, URI, one-based region and related places', () => {
  const log = JSON.parse(sarifReport([checked, clean], '1.2.3'));
  expect(log).toMatchObject({
    $schema: expect.stringContaining('sarif-2.1.0'),
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'polar',
            version: '1.2.3',
            rules: [{ id: 'undefined-rule-call', shortDescription: { text: expect.any(String) } }],
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true }],
        results: [
          {
            ruleId: 'undefined-rule-call',
            ruleIndex: 0,
            level: 'error',
            message: { text: 'Call to undefined rule: missing(actor, x).' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'policies/ma%20in.polar' },
                  region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 20 },
                },
              },
            ],
            relatedLocations: [{ message: { text: 'called for this rule' } }],
          },
        ],
      },
    ],
  });
});

test('SARIF is what the types of its schema allow, with nothing else in it', () => {
  const failed = sarifFailure(new Failure('no-such-file', 'There is no file "x".'), '1.2.3');
  const reports = [sarifReport([checked, clean], '1.2.3'), sarifReport([], '1.2.3'), failed];
  const declarations = reports.map((report, i) => `export const log${i}: Log = ${report};`);
  expect(typeErrors(`import type { Log } from 'sarif';\n${declarations.join('\n')}`)).toEqual([]);
  expect(
    typeErrors(`import type { Log } from 'sarif';\nexport const log: Log = { version: '2.1.0', runs: [{}] };`),
  ).toEqual([expect.stringContaining("Property 'tool' is missing")]);
});

/** What the compiler says of a module of this text. */
function typeErrors(module: string): string[] {
  const name = fileURLToPath(new URL('log.ts', import.meta.url));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    types: [],
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (path) => path === name || fileExists.call(host, path);
  host.getSourceFile = (path, version) =>
    path === name ? ts.createSourceFile(path, module, version) : getSourceFile.call(host, path, version);
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('nothing in a message or a file name steers the terminal', () => {
  const [finding] = checked.findings;
  const hostile = {
    ...checked,
    file: 'a\u001b[2Jb.polar',
    findings: [{ ...finding!, message: 'Found \u001b[31m\u0007 here', related: [] }],
  };
  expect(textReport([hostile], plain, 100)).toContain('a�[2Jb.polar:2:3: error: Found �[31m� here');
});

test('SARIF of a run that failed says why, as a notification of the tool', () => {
  const log = JSON.parse(sarifFailure(new Failure('no-such-file', 'There is no file "x".'), '1.2.3'));
  expect(log.runs[0].invocations).toEqual([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [
        { level: 'error', message: { text: 'There is no file "x".' }, descriptor: { id: 'no-such-file' } },
      ],
    },
  ]);
  expect(log.runs[0].results).toEqual([]);
});
