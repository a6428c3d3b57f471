import { rangeOf } from '@polar-tools/language';
import type { Finding, NodeEdit } from './checks/check.ts';
import type { Diagnostic, Fix, RelatedPlace, Severity } from './diagnostic.ts';
import type { FileModel } from './file-model.ts';
import type { Policy } from './policy.ts';
import { suppressionsOf } from './suppressions.ts';

/** The diagnostics of one file: its syntax errors and what checks found in it, in the order of the text. */
export function fileDiagnostics(
  model: FileModel,
  findings: readonly (readonly Finding[])[],
  policy: Policy,
): readonly Diagnostic[] {
  const { uri, file } = model;
  const diagnostics: Diagnostic[] = [];
  for (const { base, errors } of file.statements) {
    for (const { code, message, start, end } of errors) {
      diagnostics.push({ code, severity: 'error', message, uri, start: base + start, end: base + end });
    }
  }
  const suppressed = suppressionsOf(file.text);
  for (const group of findings) {
    for (const finding of group) {
      const diagnostic = located(finding, model, policy);
      if (!suppressed(diagnostic.code, diagnostic.start)) diagnostics.push(diagnostic);
    }
  }
  return diagnostics.sort((a, b) => a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : 1));
}

function located(finding: Finding, { uri, file }: FileModel, { configuration, dialect }: Policy): Diagnostic {
  const { check, message, more } = finding;
  const usual = (dialect === 'cloud' ? check.severityInCloud : undefined) ?? check.severity;
  // A check that is off finds nothing, so what is set here is a severity.
  const severity = (configuration.checks?.[check.code] as Severity | undefined) ?? usual;
  const { start, end } = placeOf(finding);
  return {
    code: more?.code ?? check.code,
    severity,
    message,
    uri,
    start,
    end,
    ...(more?.related && {
      // Where another file's text stands is looked up when it is asked for: an edit there may move it.
      get related(): readonly RelatedPlace[] {
        return more.related!.map(({ uri, node, message }) => ({ uri, ...rangeOf(node), message }));
      },
    }),
    ...(more?.fixes && {
      get fixes(): readonly Fix[] {
        return more.fixes!.map((fix): Fix => {
          const preferred = fix.preferred === undefined ? {} : { preferred: fix.preferred };
          if ('set' in fix)
            return { kind: 'configuration', title: fix.title, ...preferred, path: fix.set, value: fix.value };
          const edits = fix.edits.map((edit) => textEdit(edit, uri, file.text));
          return { kind: 'edit', title: fix.title, ...preferred, edits };
        });
      },
    }),
    ...(more?.unnecessary && { unnecessary: true }),
  };
}

function placeOf({ node, range }: Finding): { start: number; end: number } {
  if (node === undefined) return { start: 0, end: 0 };
  const place = rangeOf(node);
  if (range === undefined) return { start: place.start, end: place.end };
  const base = place.start - node.$start;
  return { start: base + range.start, end: base + range.end };
}

function textEdit(
  edit: NodeEdit,
  uri: string,
  text: string,
): { uri: string; start: number; end: number; newText: string } {
  const { start, end } = rangeOf(edit.node);
  const { newText } = edit;
  const where = edit.uri ?? uri;
  switch (edit.at) {
    case 'instead':
      return { uri: where, start, end, newText };
    case 'before':
      return { uri: where, start, end: start, newText };
    case 'after':
      return { uri: where, start: end, end, newText };
    case 'line': {
      // With the line break after it, where nothing else stands on its lines.
      const lineStart = text.lastIndexOf('\n', start - 1) + 1;
      const newline = text.indexOf('\n', end);
      const lineEnd = newline === -1 ? text.length : newline + 1;
      const alone =
        text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).replace(';', '').trim() === '';
      return alone ? { uri: where, start: lineStart, end: lineEnd, newText } : { uri: where, start, end, newText };
    }
  }
}
