import type {
  Diagnostic,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { type Asked, type AskedEverywhere, type Feature, isRecord } from '../feature.ts';
import { findingsIn, type View } from '../view.ts';
import { toDiagnostic } from './diagnostics.ts';

type Client = Asked['client'];

function itemsOf(view: View, uri: string, { checkPages }: Client): Diagnostic[] {
  return findingsIn(view, uri).map((finding) => toDiagnostic(view, finding, checkPages));
}

/** Says in a few letters what was answered, so that the client can ask whether it still holds. */
function idOf(items: readonly Diagnostic[]): string {
  const text = JSON.stringify(items);
  let [one, other] = [0x811c9dc5, 0x01234567];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) + i;
  }
  return `${items.length}-${(one >>> 0).toString(36)}-${(other >>> 0).toString(36)}`;
}

/** The diagnostics of one document, for clients that ask for them. */
export function pullDiagnostics({ view, uri, client }: Asked, before?: unknown): DocumentDiagnosticReport {
  const items = itemsOf(view, uri, client);
  const resultId = idOf(items);
  return before === resultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}

/** Those of all files of all policies, open or not. */
export function workspaceDiagnostics(
  { views, client, version }: AskedEverywhere,
  known: ReadonlyMap<string, string>,
): WorkspaceDiagnosticReport {
  const items = views.flatMap((view) =>
    [...view.policy.files.keys()].map((uri): WorkspaceDocumentDiagnosticReport => {
      const found = itemsOf(view, uri, client);
      const [clientUri, resultId] = [view.clientUri(uri), idOf(found)];
      const about = { uri: clientUri, version: version(uri) ?? null, resultId };
      return known.get(clientUri) === resultId
        ? { ...about, kind: 'unchanged' }
        : { ...about, kind: 'full', items: found };
    }),
  );
  return { items };
}

function resultsOf({ previousResultIds }: Partial<WorkspaceDiagnosticParams>): ReadonlyMap<string, string> {
  const list: readonly unknown[] = Array.isArray(previousResultIds) ? previousResultIds : [];
  return new Map(
    list.flatMap((each) =>
      isRecord(each) && typeof each.uri === 'string' && typeof each.value === 'string' ? [[each.uri, each.value]] : [],
    ),
  );
}

/**
 * Diagnostics for clients that ask for them: of a document, and of everything.
 * @param asksForAll called when a client asks for everything, which it then needs no longer be told of
 */
export const pullDiagnosticsFeatures = (asksForAll: () => void): readonly Feature[] => [
  {
    method: 'textDocument/diagnostic',
    capability: {
      diagnosticProvider: { identifier: 'polar', interFileDependencies: true, workspaceDiagnostics: true },
    },
    nothing: { kind: 'full', items: [] },
    subject: 'document',
    answer: (asked: Asked, { previousResultId }: DocumentDiagnosticParams) => pullDiagnostics(asked, previousResultId),
  },
  {
    method: 'workspace/diagnostic',
    capability: {},
    subject: 'workspace',
    answer: (asked: AskedEverywhere, params: WorkspaceDiagnosticParams) => {
      asksForAll();
      return workspaceDiagnostics(asked, resultsOf(params));
    },
  },
];
