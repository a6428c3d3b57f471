import { faultMessage, type ConfigurationFile as ProjectConfiguration, shortName } from '@polar-tools/project';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { createLineIndex } from './line-index.ts';
import type { PositionEncoding } from './position-encoding.ts';

/** A `polar.config.json` as it was read, with what is wrong in it as the client is told. */
export interface ConfigurationFile extends ProjectConfiguration {
  readonly diagnostics: readonly Diagnostic[];
}

export function withDiagnostics(read: ProjectConfiguration, encoding: PositionEncoding): ConfigurationFile {
  const { text, fault } = read;
  const lines = createLineIndex(text, encoding);
  const problems =
    fault === undefined ? read.problems : [{ message: faultMessage(fault, shortName(read.uri)), start: 0, end: 0 }];
  return {
    ...read,
    diagnostics: problems.map(({ message, start, end }) => ({
      range: lines.rangeOf({ start, end }),
      severity: DiagnosticSeverity.Error,
      code: 'configuration',
      source: 'polar',
      message,
    })),
  };
}
