import { checks } from '../checks/index.ts';
import { unusedSuppression } from '../checks/unused-suppression.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { FileModel } from '../model/file-model.ts';
import type { Dialect } from '../model/policy.ts';
import { nearestOf } from '../names/suggestions.ts';
import type { Diagnostic, Severity, TextEdit } from './diagnostic.ts';
import type { Suppression, Suppressions } from './suppressions.ts';

interface Setting {
  readonly dialect: Dialect;
  readonly configuration: Configuration;
}

/** What is wrong with the comments of a file that suppress something, once all of the file's findings went past them. */
export function uselessSuppressions(
  { uri, file, statements }: FileModel,
  suppressions: Suppressions,
  setting: Setting,
): readonly Diagnostic[] {
  const unused = suppressions.unused();
  if (unused.length === 0) return [];
  const severity = setting.configuration.checks?.[unusedSuppression.code] ?? unusedSuppression.severity;
  if (severity === 'off') return [];
  // What is broken is not checked: it may have what is to be suppressed.
  const broken = statements.some((statement) => statement.broken);
  return unused.flatMap((one) => {
    const known = one.code === undefined || checks.some(({ code }) => code === one.code);
    if (known && (broken || !looksFor(one.code, setting))) return [];
    return [diagnosticOf(one, known, uri, file.text, severity)];
  });
}

/** Whether a check is on, in the policy's dialect: what is off now may be on again. */
function looksFor(code: string | undefined, { dialect, configuration }: Setting): boolean {
  if (code === undefined) return true;
  const check = checks.find((one) => one.code === code);
  return check?.dialects.includes(dialect) === true && configuration.checks?.[code] !== 'off';
}

function diagnosticOf(one: Suppression, known: boolean, uri: string, text: string, severity: Severity): Diagnostic {
  const { code, start, end } = one;
  const place = { code: unusedSuppression.code, severity, uri, start, end };
  const remove = { kind: 'edit', title: 'Remove it', preferred: true, edits: [removal(one, uri, text)] } as const;
  if (known) {
    const found = code === undefined ? 'Nothing' : `No ${code}`;
    const message = `${found} is found there, so this suppresses nothing. Remove it.`;
    return { ...place, message, unnecessary: true, fixes: [remove] };
  }
  const meant = nearestOf(
    code!,
    checks.map((check) => check.code),
  );
  const message = `"${code}" is not a check that could be suppressed.${meant === undefined ? ' Remove it.' : ` Did you mean "${meant}"?`}`;
  if (meant === undefined) return { ...place, message, fixes: [remove] };
  const edit = { uri, start, end, newText: meant };
  return { ...place, message, fixes: [{ kind: 'edit', title: `Change to ${meant}`, preferred: true, edits: [edit] }] };
}

/** One of several codes goes with its comma; else the comment goes, and its line if nothing else stands there. */
function removal({ start, end, comment, others }: Suppression, uri: string, text: string): TextEdit {
  if (others > 0) {
    const after = /^[ \t]*,[ \t]*/.exec(text.slice(end))?.[0].length;
    const before = /,[ \t]*$/.exec(text.slice(comment.start, start))?.[0].length ?? 0;
    return after === undefined
      ? { uri, start: start - before, end, newText: '' }
      : { uri, start, end: end + after, newText: '' };
  }
  const alone = comment.start === 0 || text[comment.start - 1] === '\n';
  const newline = /^\r?\n/.exec(text.slice(comment.end))?.[0].length ?? 0;
  return { uri, start: comment.start, end: comment.end + (alone ? newline : 0), newText: '' };
}
