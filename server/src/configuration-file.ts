import { type Configuration, isIncluded, readConfiguration } from '@polar-tools/policy';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { createLineIndex } from './line-index.ts';
import type { PositionEncoding } from './position-encoding.ts';
import type { Rooted } from './roots.ts';

/** A `polar.config.json` as it was read. What is wrong in it leaves the rest of it in force. */
export interface ConfigurationFile extends Rooted {
  readonly text: string;
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
}

export function readConfigurationFile(uri: string, text: string, encoding: PositionEncoding): ConfigurationFile {
  const { configuration, problems } = readConfiguration(text);
  const lines = createLineIndex(text, encoding);
  return {
    uri,
    text,
    configuration,
    includes: (path) => isIncluded(configuration, path),
    diagnostics: problems.map(({ message, start, end }) => ({
      range: lines.rangeOf({ start, end }),
      severity: DiagnosticSeverity.Error,
      code: 'configuration',
      source: 'polar',
      message,
    })),
  };
}
