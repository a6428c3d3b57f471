import type { CheckedFile } from './finding.ts';

/** `{"files": [{"file", "dialect", "diagnostics": [{"code", "severity", "message", "range"}]}]}`, positions zero-based. */
export function jsonReport(files: readonly CheckedFile[]): string {
  const report = {
    files: files.map(({ file, dialect, document, findings }) => ({
      file,
      dialect,
      diagnostics: findings.map(({ code, severity, message, start, end }) => ({
        code,
        severity,
        message,
        range: { start: document.positionAt(start), end: document.positionAt(end) },
      })),
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
