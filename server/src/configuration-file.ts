import { loadData } from '@polar-tools/evaluator';
import { faultMessage, type ConfigurationFile as ProjectConfiguration, shortName } from '@polar-tools/project';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { createLineIndex } from './line-index.ts';
import type { PositionEncoding } from './position-encoding.ts';

/** A `polar.config.json` as it was read, with what is wrong in it as the client is told. */
export interface ConfigurationFile extends ProjectConfiguration {
  readonly diagnostics: readonly Diagnostic[];
  /** The data file that it names, with what is wrong in that; undefined where it names none that can be read. */
  readonly data?: { readonly uri: string; readonly diagnostics: readonly Diagnostic[] };
}

export function withDiagnostics(read: ProjectConfiguration, encoding: PositionEncoding): ConfigurationFile {
  const { text, fault } = read;
  const lines = createLineIndex(text, encoding);
  const problems =
    fault === undefined
      ? read.problems
      : [{ code: 'configuration', message: faultMessage(fault, shortName(read.uri)), start: 0, end: 0 }];
  return {
    ...read,
    diagnostics: problems.map(({ code, message, start, end }) => ({
      range: lines.rangeOf({ start, end }),
      severity: DiagnosticSeverity.Error,
      code,
      source: 'polar',
      message,
    })),
  };
}

/** What is wrong in a data file, as the client is told. */
export function dataDiagnostics(uri: string, text: string, encoding: PositionEncoding): readonly Diagnostic[] {
  const lines = createLineIndex(text, encoding);
  return loadData(text, uri).errors.map(({ code, severity, message, start, end }) => ({
    range: lines.rangeOf({ start, end }),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    source: 'polar',
    message,
  }));
}
