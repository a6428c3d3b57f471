import { check } from '@polar-tools/policy';
import type { DocumentDiagnosticReport } from 'vscode-languageserver';
import type { Asked, Feature } from '../feature.ts';
import { toDiagnostic } from './diagnostics.ts';

/** The diagnostics of one document, for clients that ask for them. */
export function pullDiagnostics({ view, uri }: Asked): DocumentDiagnosticReport {
  const items = (check(view.policy).get(uri) ?? []).map((finding) => toDiagnostic(view, finding));
  return { kind: 'full', items };
}

export const pullDiagnosticsFeature: Feature = {
  method: 'textDocument/diagnostic',
  capability: { diagnosticProvider: { identifier: 'polar', interFileDependencies: true, workspaceDiagnostics: false } },
  nothing: { kind: 'full', items: [] },
  subject: 'document',
  answer: pullDiagnostics,
};
