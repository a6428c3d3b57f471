import {
  type ConfigurationValue,
  check,
  configurationFileName,
  type Diagnostic as Finding,
  type Fix,
  fixAll,
  fixesOf,
  organizeBlocks,
  type Refactoring,
  refactorings,
  type TextEdit,
} from '@polar-tools/policy';
import { within } from '@polar-tools/project';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { setInConfiguration } from '../configuration-edit.ts';
import { type Asked, type Feature, isPosition, isRecord } from '../feature.ts';
import { createLineIndex } from '../line-index.ts';
import { rangeIn, type View } from '../view.ts';
import { toDiagnostic } from './diagnostics.ts';

/** What can be done about the findings in a range: their own fixes, then to suppress them here or everywhere. */
export function codeActions(asked: Asked, { range, context }: CodeActionParams): CodeAction[] {
  const { view, uri } = asked;
  const lines = view.lines(uri);
  if (lines === undefined || !isRecord(range) || !isPosition(range.start) || !isPosition(range.end)) return [];
  const only: unknown = context?.only;
  const all = Array.isArray(only) && only.some((kind) => isKindAround(kind, CodeActionKind.SourceFixAll));
  return [
    ...(all ? fixAllAction(asked) : []),
    ...organizing(asked, only),
    ...quickFixes(asked, range, only),
    ...refactoringActions(asked, range, only),
  ];
}

/** All fixes of the document that are surely meant, as one edit: for who asks for it, since it takes longer than the others. */
function fixAllAction({ view, uri }: Asked): CodeAction[] {
  const text = view.policy.files.get(uri)?.text;
  const newText = fixAll(view.policy, uri);
  if (text === undefined || newText === undefined) return [];
  const range = rangeIn(view, uri, { start: 0, end: text.length });
  const edit = { changes: { [view.clientUri(uri)]: [{ range, newText }] } };
  return [{ title: 'Fix all in this file', kind: CodeActionKind.SourceFixAll, edit }];
}

function quickFixes(asked: Asked, range: Range, only: unknown): CodeAction[] {
  const { view, uri } = asked;
  const lines = view.lines(uri);
  if (lines === undefined) return [];
  if (Array.isArray(only) && !only.some((kind) => isKindAround(kind, CodeActionKind.QuickFix))) return [];
  const from = lines.offsetAt(range.start);
  const to = lines.offsetAt(range.end);
  const findings = (check(view.policy).get(uri) ?? []).filter(({ start, end }) => start <= to && end >= from);
  return findings.flatMap((finding) => fixesOf(view.policy, finding).flatMap((fix) => actionOf(asked, finding, fix)));
}

/** Changes of the text after which the policy answers the same. */
function refactoringActions(asked: Asked, range: Range, only: unknown): CodeAction[] {
  const { view, uri } = asked;
  const lines = view.lines(uri);
  if (lines === undefined) return [];
  const isWanted = (kind: string): boolean => !Array.isArray(only) || only.some((wanted) => isKindAround(wanted, kind));
  if (!['rewrite', 'extract', 'inline', 'move'].some((kind) => isWanted(`refactor.${kind}`))) return [];
  const offered = refactorings(view.policy, uri, lines.offsetAt(range.start), lines.offsetAt(range.end));
  return offered
    .filter(({ kind }) => isWanted(kind))
    .map((offered) => ({
      title: offered.title,
      kind: offered.kind,
      edit: textEdits(view, offered.edits),
      ...asksForName(asked, offered),
    }));
}

/** The command that lets a person choose the name that a refactoring made up, where the client has one. */
function asksForName({ view, client }: Asked, { name, edits }: Refactoring): Pick<CodeAction, 'command'> {
  if (name === undefined || client.renameAt === undefined) return {};
  const text = view.policy.files.get(name.uri)?.text ?? '';
  const own = edits.filter(({ uri }) => uri === name.uri).toSorted((a, b) => b.start - a.start);
  const changed = own.reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
  const position = createLineIndex(changed, client.encoding).positionAt(name.offset);
  return { command: { title: 'Rename', command: client.renameAt, arguments: [view.clientUri(name.uri), position] } };
}

/** The source action that organises all blocks, for who asks for it. */
function organizing({ view, uri }: Asked, only: unknown): CodeAction[] {
  if (!Array.isArray(only) || !only.some((kind) => isKindAround(kind, ORGANIZE_BLOCKS))) return [];
  const organized = organizeBlocks(view.policy, uri);
  if (organized === undefined) return [];
  return [{ title: organized.title, kind: organized.kind, edit: textEdits(view, organized.edits) }];
}

/** A kind of its own, so that it can be done on save, or bound to a key. */
const ORGANIZE_BLOCKS = 'source.organizeBlocks';

/** Kinds are nested by dots: who asks for `refactor` wants `refactor.extract` too (LSP, CodeActionKind). */
const isKindAround = (kind: unknown, wanted: string): boolean =>
  typeof kind === 'string' && (kind === '' || wanted === kind || wanted.startsWith(`${kind}.`));

function actionOf(asked: Asked, finding: Finding, fix: Fix): CodeAction[] {
  const edit =
    fix.kind === 'edit' ? textEdits(asked.view, fix.edits) : configurationEdit(asked, fix.path, fix.value, fix.added);
  if (edit === undefined) return [];
  return [
    {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(asked.view, finding, asked.client.checkPages)],
      ...(fix.preferred === true && { isPreferred: true }),
      edit,
    },
  ];
}

function textEdits(view: View, edits: readonly TextEdit[]): WorkspaceEdit {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { uri, start, end, newText } of edits) {
    const clientUri = view.clientUri(uri);
    changes[clientUri] ??= [];
    changes[clientUri].push({ range: rangeIn(view, uri, { start, end }), newText });
  }
  return { changes };
}

/** The edit that sets a value in the policy's configuration, which is made where there is none; undefined where it cannot be. */
export function configurationEdit(
  { view, root, client, configurationText }: Asked,
  path: readonly string[],
  value: ConfigurationValue | undefined,
  added?: true,
): WorkspaceEdit | undefined {
  const newText = setInConfiguration(configurationText, path, value, added);
  if (newText === undefined) return undefined;
  if (root.configuration === undefined || configurationText === undefined) {
    if (!client.createsFiles || root.folder === undefined) return undefined;
    const uri = view.clientUri(within(root.folder, configurationFileName));
    const start = { line: 0, character: 0 };
    const written: TextDocumentEdit = {
      textDocument: { uri, version: null },
      edits: [{ range: { start, end: start }, newText }],
    };
    return { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, written] };
  }
  const whole = createLineIndex(configurationText, client.encoding).rangeOf({
    start: 0,
    end: configurationText.length,
  });
  return { changes: { [view.clientUri(root.configuration)]: [{ range: whole, newText }] } };
}

export const codeActionFeature: Feature = {
  method: 'textDocument/codeAction',
  capability: {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, CodeActionKind.SourceFixAll, ORGANIZE_BLOCKS],
    },
  },
  subject: 'document',
  answer: codeActions,
};
