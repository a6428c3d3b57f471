import type { Diagnostic as Finding, Severity } from '@polar-tools/policy';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { checkPage } from '../check-pages.ts';
import { locationIn, rangeIn, type View } from '../view.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/**
 * A finding of the policy as the client wants it.
 * @param checkPages the folder with the pages that explain checks
 */
export function toDiagnostic(view: View, finding: Finding, checkPages: string | undefined): Diagnostic {
  const href = checkPage(checkPages, finding.code);
  const related = (finding.related ?? []).map(({ uri, start, end, message }) => ({
    location: locationIn(view, uri, { start, end }),
    message,
  }));
  return {
    range: rangeIn(view, finding.uri, finding),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    ...(href !== undefined && { codeDescription: { href } }),
    source: 'polar',
    message: finding.message,
    ...(finding.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related.length > 0 && { relatedInformation: related }),
  };
}
