import { checks } from '@polar-tools/policy';
import type { Location, Log, Result, Run } from 'sarif';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Failure } from '../failure.ts';
import type { CheckedFile, Severity } from './finding.ts';

const levels: Record<Severity, Result.level> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0 (OASIS), which code scanning services read. Paths are relative to the folder of the run. */
export function sarifReport(files: readonly CheckedFile[], version: string): string {
  const codes = [...new Set(files.flatMap(({ findings }) => findings.map(({ code }) => code)))].sort();
  const indexOf = new Map(codes.map((code, index) => [code, index]));
  const results = files.flatMap(({ file, document, findings }) =>
    findings.map(
      ({ code, severity, message, start, end, related }): Result => ({
        ruleId: code,
        ruleIndex: indexOf.get(code) ?? -1,
        level: levels[severity],
        message: { text: message },
        locations: [location(file, document, start, end)],
        ...(related.length > 0 && {
          relatedLocations: related.map((place) => ({
            ...location(place.file, place.document, place.start, place.end),
            message: { text: place.message },
          })),
        }),
      }),
    ),
  );
  return write({
    ...run(version, codes),
    artifacts: files.map(({ file }) => ({ location: { uri: uriOf(file) }, sourceLanguage: 'polar' })),
    invocations: [{ executionSuccessful: true }],
    results,
  });
}

/** The same, for a run that could not check anything. */
export function sarifFailure(failure: Failure, version: string): string {
  return write({
    ...run(version, []),
    invocations: [
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'error', message: { text: failure.message }, descriptor: { id: failure.code } },
        ],
      },
    ],
    results: [],
  });
}

function run(version: string, codes: readonly string[]): Run {
  return {
    tool: {
      driver: {
        name: 'polar',
        version,
        rules: codes.map((id) => {
          const summary = checks.find(({ code }) => code === id)?.summary;
          // A syntax error is no check, and its message says all there is to say.
          return summary === undefined ? { id } : { id, shortDescription: { text: summary } };
        }),
      },
    },
    columnKind: 'utf16CodeUnits',
  };
}

function location(file: string, document: TextDocument, start: number, end: number): Location {
  const from = document.positionAt(start);
  const to = document.positionAt(end);
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: {
        startLine: from.line + 1,
        startColumn: from.character + 1,
        endLine: to.line + 1,
        endColumn: to.character + 1,
      },
    },
  };
}

/** A path as a URI reference (RFC 3986): forward slashes, and whatever has a meaning in a URI escaped. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]%3A\//.test(path)) return `file:///${path.replace('%3A', ':')}`;
  // Of a share, the server is the URI's authority.
  if (path.startsWith('//')) return `file:${path}`;
  return path.startsWith('/') ? `file://${path}` : path;
}

function write(run: Run): string {
  const log: Log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
