import { setImmediate } from 'node:timers/promises';
import { type Configuration, check as checkPolicy, configurationFileName, type Diagnostic } from '@polar-tools/policy';
import {
  type CheckedPolicy,
  dataFileOf,
  embeddedPolicies,
  emptyPatterns,
  hostOf,
  type LoadedPolicy,
  loadReadable,
  type NameStyle,
  notChecked,
  type PassedOver,
  type Problem,
  policiesApart,
  policiesFound,
  type ReadablePolicy,
  type Source,
  shortName,
} from '@polar-tools/project';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { adviceOn, orFail, refuseEmpty } from '../failure-of-problem.ts';
import { type LoadedData, loadDataFile } from '../load-data-file.ts';
import { withDataFile } from '../load-policy.ts';
import { paintFor } from '../report/colour.ts';
import type { CheckedFile, Finding } from '../report/finding.ts';
import { progressOn } from '../report/progress.ts';
import { searching } from '../report/searching.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';

export interface CheckOptions {
  readonly dialect: 'auto' | 'library' | 'cloud';
  readonly format: 'text' | 'json' | 'sarif';
  readonly together?: boolean;
  readonly data?: string;
}

/** `polar check`: reports what is wrong or suspicious in policies; status 1 when anything is an error. */
export async function check(
  paths: readonly string[],
  { dialect, format, data, together = false }: CheckOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const names = namesOf(surroundings);
  const named = await searching(surroundings, surroundings.files, (files) =>
    policiesFound(paths.length === 0 ? ['.'] : paths, together, names, files),
  );
  const { policies, passedOver } = orFail(named, names);
  refuseEmpty(policies);
  const change = { ...(dialect !== 'auto' && { dialect }), ...(await withDataFile(data, surroundings)) };
  const progress = progressOn(surroundings.errors, surroundings.now);
  const total = policies.reduce((sum, { files }) => sum + files.size, 0).toLocaleString('en');
  const checked = passedOver.map(unreadName);
  const failures: Failure[] = [];
  let read = 0;
  const fileRead = () => progress.show(`Read ${(++read).toLocaleString('en')} of ${total} files`);
  try {
    for (const files of policies) {
      try {
        const found = await checkOne(files, { change, data }, fileRead, names, surroundings);
        // Files that stand alone may have one configuration above them.
        checked.push(...found.filter(({ document: { uri } }) => !isTold(checked, uri)));
      } catch (thrown) {
        // What is wrong with one policy's configuration says nothing of the next.
        if (!(thrown instanceof Failure)) throw thrown;
        failures.push(thrown);
      }
      // The line is written, and Ctrl-C heard, between two policies.
      await setImmediate();
    }
  } finally {
    progress.clear();
  }
  const failure = Failure.of(failures.flatMap((each) => [each, ...each.others]));
  // For programs, one document says all: what cannot be read, or what was found.
  if (failure !== undefined && (format !== 'text' || checked.length === 0)) throw failure;
  if (checked.length > 0 && checked.every(({ unread }) => unread)) throw unreadFailure(checked);
  surroundings.output.write(await report(checked, format, surroundings));
  if (failure !== undefined) throw failure;
  if (checked.some(({ unread }) => unread)) return 2;
  return checked.some(({ findings }) => findings.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

const isTold = (checked: readonly CheckedFile[], uri: string): boolean =>
  shortName(uri) === configurationFileName && checked.some(({ document }) => document.uri === uri);

/** Where no file can be read nothing was checked. */
function unreadFailure(files: readonly CheckedFile[]): Failure {
  const failures = files.flatMap(({ findings }) => findings.map(({ code, message }) => new Failure(code, message)));
  return Failure.of(failures)!;
}

/** What the command line says of every policy. */
interface CheckedWith {
  readonly change: Configuration;
  readonly data: string | undefined;
}

async function checkOne(
  policyFiles: CheckedPolicy,
  { change, data }: CheckedWith,
  fileRead: () => void,
  names: NameStyle,
  surroundings: Surroundings,
): Promise<CheckedFile[]> {
  const { files } = surroundings;
  const loaded = await loadReadable(policyFiles, files, change, fileRead);
  const read = orFail(loaded, names);
  const { policy, sources } = read;
  const unread = new Map(read.unread.map((file) => [file.uri, file]));
  const findings: Diagnostic[] = [];
  for (const each of policyFiles.files.size === 1 ? policiesApart(read) : [read]) {
    const diagnostics = checkPolicy(each.policy);
    findings.push(...[...diagnostics.values()].flat());
    if (unread.size === 0) findings.push(...(await failedQueriesOf(each, data, diagnostics, surroundings)));
  }
  const documents: Documents = new Map(
    [...sources.values()].map((source) => [
      source.uri,
      { source, document: TextDocument.create(source.uri, 'polar', 0, source.text) },
    ]),
  );
  const checked = [...policyFiles.files.keys()]
    .filter((uri) => policyFiles.reported.has(uri))
    .flatMap((uri): CheckedFile[] => {
      const fault = unread.get(uri);
      if (fault !== undefined) return [unreadFile(fault.shown, fault.problem, policy.dialect)];
      const found = documents.get(uri);
      if (found === undefined) return [];
      const { source, document } = found;
      return [
        {
          file: source.shown,
          dialect: policy.dialect,
          document,
          findings: [...findings.filter((finding) => finding.uri === uri), ...passedOver(source)]
            .map((diagnostic) => finding(diagnostic, documents))
            .sort(byPlace),
        },
      ];
    });
  return [...configurationOf(read, policyFiles, names), ...checked];
}

/** The configuration as one more file, where something is wrong with the files that it names. */
function configurationOf(
  { configuration, misnamed, policy: { dialect } }: ReadablePolicy,
  { files, whole }: CheckedPolicy,
  names: NameStyle,
): CheckedFile[] {
  if (configuration === undefined) return [];
  const problems = [...misnamed, ...(whole ? emptyPatterns(configuration, [...files.keys()]) : [])];
  if (problems.length === 0) return [];
  const document = TextDocument.create(configuration.uri, 'jsonc', 0, configuration.text);
  const findings = problems.map(
    ({ code, severity, message, start, end }): Finding => ({
      code,
      severity: severity ?? 'error',
      message,
      start,
      end,
      related: [],
    }),
  );
  return [{ file: names.shown(configuration.uri), dialect, document, findings: findings.sort(byPlace) }];
}

/** A name that stands for nothing is told as a file that cannot be read. */
function unreadName({ name, problems: [problem] }: PassedOver): CheckedFile {
  const message = `${problem!.message}${adviceOn(problem!.code)}`;
  return unreadFile(name, { ...problem!, message }, 'library');
}

/** A file that cannot be read has one finding, which says so. */
function unreadFile(file: string, { code, message }: Problem, dialect: CheckedFile['dialect']): CheckedFile {
  const findings = [{ code, severity: 'error' as const, message, start: 0, end: 0, related: [] }];
  return { file, dialect, document: TextDocument.create(file, 'polar', 0, ''), findings, unread: true };
}

/** The policies in a program that are not checked. */
function passedOver({ uri, text }: Source): readonly Diagnostic[] {
  const host = hostOf(uri);
  return host === undefined ? [] : notChecked(uri, embeddedPolicies(text, host));
}

/**
 * Of a policy that would load else, the inline queries that do not hold. What is wrong with its data is told when it is asked.
 *
 * @param named the data file that the command line names
 * @throws Failure where that cannot be read
 */
async function failedQueriesOf(
  loaded: LoadedPolicy,
  named: string | undefined,
  diagnostics: ReadonlyMap<string, readonly Diagnostic[]>,
  surroundings: Surroundings,
): Promise<readonly Diagnostic[]> {
  const { policy, configuration } = loaded;
  if (policy.dialect !== 'library') return [];
  let data: LoadedData | undefined;
  try {
    const withFiles = { ...loaded, dataFile: dataFileOf(configuration), factFiles: [] };
    if (named !== undefined || policy.queries.length > 0) data = await loadDataFile(named, withFiles, surroundings);
  } catch (thrown) {
    // Of the configured one that is told where it is asked for.
    if (!(thrown instanceof Failure) || named !== undefined) throw thrown;
  }
  const isWrong = [...diagnostics.values()].some((all) => all.some(({ severity }) => severity === 'error'));
  if (isWrong || policy.queries.length === 0) return [];
  const { failedQueries } = await import('../failed-queries.ts');
  return failedQueries(policy, data?.host, surroundings.now);
}

function finding({ code, severity, message, start, end, related = [] }: Diagnostic, documents: Documents): Finding {
  return {
    code,
    severity,
    message,
    start,
    end,
    related: related.flatMap((place) => {
      const at = documents.get(place.uri);
      return at === undefined ? [] : [{ ...place, file: at.source.shown, document: at.document }];
    }),
  };
}

const byPlace = (one: Finding, other: Finding) => one.start - other.start || one.end - other.end;

type Documents = ReadonlyMap<string, { readonly source: Source; readonly document: TextDocument }>;

async function report(
  files: readonly CheckedFile[],
  format: CheckOptions['format'],
  { output, environment }: Surroundings,
): Promise<string> {
  if (format === 'json') return (await import('../report/json.ts')).jsonReport(files);
  if (format === 'sarif') return (await import('../report/sarif.ts')).sarifReport(files, version);
  const { textReport } = await import('../report/text.ts');
  return textReport(files, paintFor(output, environment), output.columns ?? 120);
}
