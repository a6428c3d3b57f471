import { type PolicyFile, parseFile, rangeOf, type StatementSource, type SyntaxProblem } from '@polar-tools/language';
import { type Finding, type FindingFix, type Later, type NodeEdit, severityOf } from '../checks/definition.ts';
import { withLineBreaksOf } from '../fixes/line-breaks.ts';
import { negationWrittenOut } from '../fixes/negated-shorthand.ts';
import type { FileModel } from '../model/file-model.ts';
import type { Dialect } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Diagnostic, Fix, RelatedPlace, Severity, TextEdit } from './diagnostic.ts';
import { suppressionsOf } from './suppressions.ts';
import { uselessSuppressions } from './useless-suppressions.ts';

/**
 * The diagnostics of one file: its syntax errors and what checks found in it, in the order of the text.
 *
 * @param newest gives the newest version of the policy, for what is looked up when somebody asks
 */
export function fileDiagnostics(
  model: FileModel,
  findings: readonly (readonly Finding[])[],
  newest: () => Snapshot,
): readonly Diagnostic[] {
  const { uri, file } = model;
  const diagnostics: Diagnostic[] = [];
  const { statements } = file;
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i]!;
    const { base, errors, tree } = statement;
    for (const error of errors) {
      const negates = tree?.$type === 'Block' && file.text.startsWith('not', base + error.start);
      const diagnostic = syntaxError(uri, base, error, file);
      diagnostics.push(negates ? writtenOut(diagnostic, statement, file, newest) : diagnostic);
    }
  }
  const suppressions = suppressionsOf(file.text);
  for (const group of findings) {
    for (const finding of group) {
      const diagnostic = new Located(finding, newest);
      if (finding.check.syntax || !suppressions.suppresses(diagnostic.code, diagnostic.start))
        diagnostics.push(diagnostic);
    }
  }
  diagnostics.push(...uselessSuppressions(model, suppressions, newest()));
  return diagnostics.sort(
    (a, b) => a.start - b.start || a.end - b.end || compare(a.code, b.code) || compare(a.message, b.message),
  );
}

function syntaxError(
  uri: string,
  base: number,
  { code, message, start, end, fix, related }: SyntaxProblem,
  file: PolicyFile,
): Diagnostic {
  const diagnostic = { code, severity: 'error', message, uri, start: base + start, end: base + end } as const;
  if (fix === undefined && related === undefined) return diagnostic;
  const at = <T extends { start: number; end: number }>(place: T) => {
    return { ...place, uri, start: base + place.start, end: base + place.end };
  };
  const placed = related === undefined ? diagnostic : { ...diagnostic, related: [at(related)] };
  if (fix === undefined) return placed;
  const edit = { ...at(fix), newText: withLineBreaksOf(file.text, fix.newText) };
  return {
    ...placed,
    get fixes(): readonly Fix[] {
      if (!mends(file, edit, message)) return [];
      return [{ kind: 'edit', title: fix.title, preferred: fix.preferred !== false, edits: [edit] }];
    },
  };
}

/** A negation in a shorthand, with the rule that says the same for a fix. */
function writtenOut(
  diagnostic: Diagnostic,
  statement: StatementSource,
  file: PolicyFile,
  newest: () => Snapshot,
): Diagnostic {
  return {
    ...diagnostic,
    get fixes(): readonly Fix[] {
      const { dialect, blocks } = newest();
      const fix = negationWrittenOut(statement, diagnostic.start, { uri: diagnostic.uri, file, dialect, blocks });
      return fix === undefined ? [] : [fix];
    },
  };
}

/** Whether an edit leaves one error less: what is wrong in several ways is not always mended by what would mend one of them. */
function mends({ text, statements }: PolicyFile, { start, end, newText }: TextEdit, message: string): boolean {
  const before = statements.flatMap(({ errors }) => errors);
  const after = parseFile(text.slice(0, start) + newText + text.slice(end)).statements.flatMap(({ errors }) => errors);
  const same = (errors: readonly SyntaxProblem[]): number => errors.filter((one) => one.message === message).length;
  return after.length < before.length && same(after) < same(before);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What there is beside the message is looked up when somebody asks: a workspace may have many thousand findings. */
class Located implements Diagnostic {
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly #finding: Finding;
  readonly #newest: () => Snapshot;

  constructor(finding: Finding, newest: () => Snapshot) {
    const { check } = finding;
    const policy = newest();
    // A check that is off finds nothing.
    const severity = severityOf(check, policy) as Severity;
    const { start, end } = placeOf(finding);
    this.severity = severity;
    this.message = hangsOnAssumed(check, severity, policy)
      ? `${sentence(finding.message)} ${assumption(policy.dialect)}`
      : finding.message;
    this.start = start;
    this.end = end;
    this.#finding = finding;
    this.#newest = newest;
  }

  get code(): string {
    return this.#finding.check.code;
  }

  get uri(): string {
    return this.#finding.uri;
  }

  get unnecessary(): boolean {
    return this.#finding.more?.unnecessary === true;
  }

  get related(): readonly RelatedPlace[] | undefined {
    const related = this.#finding.more?.related;
    if (related === undefined) return undefined;
    return listed(related, this.#newest()).map(({ uri, node, message }) => ({ uri, ...rangeOf(node), message }));
  }

  get fixes(): readonly Fix[] | undefined {
    const { message, more } = this.#finding;
    const hangs = this.message !== message;
    if (more?.fixes === undefined && !hangs) return undefined;
    const policy = this.#newest();
    const own = listed(more?.fixes ?? [], policy).map((fix) => placedFix(fix, this.uri, policy));
    return hangs ? [...own, otherDialect(policy.dialect)] : own;
  }
}

/** Whether a finding would be none in the other dialect, and nothing but its lacks says that the policy is in this one. */
function hangsOnAssumed({ dialects }: Finding['check'], severity: Severity, { dialectChoice }: Snapshot): boolean {
  if (dialectChoice.assumed === undefined || dialects.length > 1) return false;
  return severity === 'error' || severity === 'warning';
}

const titles: Readonly<Record<Dialect, string>> = { cloud: 'Oso Cloud', library: 'the Oso library' };
const otherOf = (dialect: Dialect): Dialect => (dialect === 'cloud' ? 'library' : 'cloud');

const assumption = (dialect: Dialect): string =>
  `(So it is if this policy is for ${titles[dialect]}, as which it reads. If it is for ${titles[otherOf(dialect)]}, set the dialect.)`;

const sentence = (message: string): string => (/[.!?;)}]$/.test(message) ? message : `${message}.`);

const otherDialect = (dialect: Dialect): Fix => {
  const value = otherOf(dialect);
  return { kind: 'configuration', title: `Set the policy's dialect to ${value}`, path: ['dialect'], value };
};

function listed<T>(later: Later<T>, policy: Snapshot): readonly T[] {
  return typeof later === 'function' ? later(policy) : later;
}

function placedFix(fix: FindingFix, uri: string, policy: Snapshot): Fix {
  const preferred = fix.preferred === undefined ? {} : { preferred: fix.preferred };
  if ('set' in fix) {
    const { title, set: path, value, added } = fix;
    return { kind: 'configuration', title, ...preferred, path, value, ...(added && { added }) };
  }
  const edits = fix.edits.map((edit) => textEdit(edit, edit.uri ?? uri, policy));
  return { kind: 'edit', title: fix.title, ...preferred, edits };
}

function placeOf({ node, range }: Finding): { start: number; end: number } {
  if (node === undefined) return { start: 0, end: 0 };
  const place = rangeOf(node);
  if (range === undefined) return { start: place.start, end: place.end };
  const base = place.start - node.$start;
  return { start: base + range.start, end: base + range.end };
}

/** How far before an item its comma is looked for. */
const MOST_BETWEEN = 200;

function textEdit({ node, at, newText: written }: NodeEdit, uri: string, policy: Snapshot): TextEdit {
  const { start, end } = rangeOf(node);
  const text = policy.models.get(uri)?.file.text ?? '';
  const newText = withLineBreaksOf(text, written);
  switch (at) {
    case 'instead':
      return { uri, start, end, newText };
    case 'before':
      return { uri, start, end: start, newText };
    case 'after':
      return { uri, start: end, end, newText };
    case 'body': {
      const [open] = /^(?:\s|#.*)*\{/.exec(text.slice(end)) ?? [''];
      const at = end + open.length;
      const closes = /^[ \t]*(?=\})/.exec(text.slice(at))?.[0].length ?? 0;
      const next = /^[ \t]*(?:#.*)?\r?\n/.test(text.slice(at));
      return { uri, start: at, end: at + closes, newText: withLineBreaksOf(text, `\n  ${written}${next ? '' : '\n'}`) };
    }
    case 'item': {
      const after = /^\s*,\s*/.exec(text.slice(end));
      if (after !== null) return { uri, start, end: end + after[0].length, newText };
      const before = /,\s*$/.exec(text.slice(Math.max(0, start - MOST_BETWEEN), start));
      return { uri, start: start - (before?.[0].length ?? 0), end, newText };
    }
    case 'line': {
      // With the line break after it, where nothing else stands on its lines.
      const lineStart = text.lastIndexOf('\n', start - 1) + 1;
      const newline = text.indexOf('\n', end);
      const lineEnd = newline === -1 ? text.length : newline + 1;
      const alone =
        text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).replace(';', '').trim() === '';
      return alone ? { uri, start: lineStart, end: lineEnd, newText } : { uri, start, end, newText };
    }
  }
}
