import type { EmbeddedPolicy } from '@polar-tools/project';
import type { CompletionItem, CompletionList, DocumentDiagnosticReport } from 'vscode-languageserver';
import { askedAt, type ClientAbilities, type Feature, isPosition, isRecord } from '../feature.ts';
import { toDiagnostic } from '../features/diagnostics.ts';
import type { HostDocuments, HostedPolicy } from './host-documents.ts';

/** What is asked of a document of another language, and what answers. */
export interface HostQuestion {
  readonly hosts: HostDocuments;
  readonly uri: string;
  readonly client: ClientAbilities;
}

/** The requests about a position that are answered in strings of other languages: those that change nothing. */
const ANSWERED: ReadonlySet<string> = new Set([
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/signatureHelp',
  'textDocument/definition',
  'textDocument/declaration',
  'textDocument/typeDefinition',
  'textDocument/implementation',
  'textDocument/references',
  'textDocument/documentHighlight',
]);

/** Whether a feature is served in documents of other languages too. */
export const isHosted = ({ method }: Feature): boolean => ANSWERED.has(method);

/** The answer about a document of another language: that of the policy at the position; undefined where there is none, or none of its requests. */
export function answerInHost(question: HostQuestion, feature: Feature, params: unknown): unknown {
  const { hosts, uri, client } = question;
  if (feature.method === 'textDocument/diagnostic') return diagnosticsOf(question);
  if (!isRecord(params)) return undefined;
  if (feature.method === 'completionItem/resolve' && feature.subject === 'item') {
    const at = isRecord(params.data) ? params.data.policy : undefined;
    const policy = typeof at === 'number' ? hosts.policiesOf(uri)[at] : undefined;
    return policy === undefined ? params : feature.answer(askedIn(policy, client), params as never);
  }
  if (feature.subject !== 'position' || !isHosted(feature) || !isPosition(params.position)) return undefined;
  for (const [index, policy] of hosts.policiesOf(uri).entries()) {
    const asked = askedAt(askedIn(policy, client), params.position);
    if (asked === undefined || !standsIn(policy.embedded, asked.offset)) continue;
    const answer = feature.answer(asked, params as never, IMPATIENT);
    return feature.method === 'textDocument/completion'
      ? fitting(answer as CompletionList, policy.embedded, index)
      : answer;
  }
  return undefined;
}

const askedIn = ({ view, root }: HostedPolicy, client: ClientAbilities) => ({
  view,
  root,
  uri: root.uri,
  client,
  configurationText: undefined,
});

const standsIn = ({ pieces }: EmbeddedPolicy, offset: number): boolean =>
  pieces.some(({ start, end }) => start <= offset && offset <= end);

/** The features that are answered here take no time. */
const IMPATIENT = {
  goOn: async () => false,
  now: () => 0,
  read: async () => undefined,
  readFile: async () => ({ fault: { kind: 'missing' as const } }),
};

/** The items that may be put into the string as they are, each with the policy that it is of, for when it is resolved. */
function fitting(list: CompletionList, embedded: EmbeddedPolicy, policy: number): CompletionList {
  const items = list.items.filter(({ textEdit, insertText, label }) =>
    embedded.takes(textEdit?.newText ?? insertText ?? label),
  );
  return {
    ...list,
    items: items.map(
      (item): CompletionItem => (isRecord(item.data) ? { ...item, data: { ...item.data, policy } } : item),
    ),
  };
}

function diagnosticsOf({ hosts, uri, client }: HostQuestion): DocumentDiagnosticReport {
  const found = hosts.findingsIn(uri);
  const items = found?.findings.map((finding) => toDiagnostic(found.view, finding, client.checkPages)) ?? [];
  return { kind: 'full', items };
}
