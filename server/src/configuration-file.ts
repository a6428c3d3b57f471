import { classesOfBlocks, loadData } from '@polar-tools/evaluator';
import { type ConfigurationProblem, namesOfData, type Policy } from '@polar-tools/policy';
import {
  configurationFault,
  emptyPatterns,
  type ConfigurationFile as ProjectConfiguration,
  shortName,
} from '@polar-tools/project';
import { type ParseError, parseTree } from 'jsonc-parser';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { createLineIndex } from './line-index.ts';
import type { PositionEncoding } from './position-encoding.ts';

/** A `polar.config.json` as it was read, with what is wrong in it as the client is told. */
export interface ConfigurationFile extends ProjectConfiguration {
  readonly diagnostics: readonly Diagnostic[];
  /** The data file that it names; undefined where it names none that can be read. */
  readonly data?: DataFile;
}

/** A data file: its text is that of the editor where it is open. */
export interface DataFile {
  readonly uri: string;
  readonly text: string;
}

/** @param missing what is wrong with the files that it names */
export function withDiagnostics(
  read: ProjectConfiguration,
  encoding: PositionEncoding,
  missing: readonly ConfigurationProblem[],
): ConfigurationFile {
  const { text, fault } = read;
  const lines = createLineIndex(text, encoding);
  const problems =
    fault === undefined
      ? [...read.problems, ...missing]
      : [{ code: 'configuration' as const, message: configurationFault(fault, shortName(read.uri)), start: 0, end: 0 }];
  return { ...read, diagnostics: problems.map((problem) => toDiagnostic(problem, lines)) };
}

/** The patterns of its `include` that none of its policy's files fits, as the client is told. */
export function patternDiagnostics(
  read: ProjectConfiguration,
  files: readonly string[],
  encoding: PositionEncoding,
): readonly Diagnostic[] {
  const lines = createLineIndex(read.text, encoding);
  return emptyPatterns(read, files).map((problem) => toDiagnostic(problem, lines));
}

const toDiagnostic = (
  { code, severity, message, start, end }: ConfigurationProblem,
  lines: ReturnType<typeof createLineIndex>,
): Diagnostic => ({
  range: lines.rangeOf({ start, end }),
  severity: severity === 'warning' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
  code,
  source: 'polar',
  message,
});

/** The same with the text of the data file that it names. Text that is no JSON, as while somebody writes, leaves the names that it had. */
export function withData(read: ConfigurationFile, data: { uri: string; text: string }): ConfigurationFile {
  const { dataNames: before, ...configuration } = read.configuration;
  const errors: ParseError[] = [];
  parseTree(data.text, errors);
  const dataNames = errors.length > 0 && before !== undefined ? before : namesOfData(data.text);
  return {
    ...read,
    configuration: { ...configuration, ...(dataNames && { dataNames }) },
    data,
  };
}

/** What is wrong in the data file of a policy, as the client is told. */
export function dataDiagnostics(
  { uri, text }: DataFile,
  policy: Policy,
  encoding: PositionEncoding,
): readonly Diagnostic[] {
  const lines = createLineIndex(text, encoding);
  return loadData(text, uri, classesOfBlocks(policy)).errors.map(({ code, severity, message, start, end }) => ({
    range: lines.rangeOf({ start, end }),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    source: 'polar',
    message,
  }));
}
