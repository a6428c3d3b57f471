import { configurationFile, type ConfigurationFile as ProjectConfiguration } from '@polar-tools/project';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { createLineIndex } from './line-index.ts';
import type { PositionEncoding } from './position-encoding.ts';

/** A `polar.config.json` as it was read, with what is wrong in it as the client is told. */
export interface ConfigurationFile extends ProjectConfiguration {
  readonly diagnostics: readonly Diagnostic[];
}

export function readConfigurationFile(uri: string, text: string, encoding: PositionEncoding): ConfigurationFile {
  const read = configurationFile(uri, text);
  const lines = createLineIndex(text, encoding);
  return {
    ...read,
    diagnostics: read.problems.map(({ message, start, end }) => ({
      range: lines.rangeOf({ start, end }),
      severity: DiagnosticSeverity.Error,
      code: 'configuration',
      source: 'polar',
      message,
    })),
  };
}
