import { type Conversion, convert, type Dialect, supplyText } from '@polar-tools/policy';
import { errorsOf } from '@polar-tools/project';
import type { AnnotatedTextEdit, ChangeAnnotation, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Asked, Feature } from '../feature.ts';
import { CONVERT, type ConvertResult, OPTIONAL } from '../protocol.ts';
import { rangeIn } from '../view.ts';
import { configurationEdit } from './code-actions.ts';

const titles: Readonly<Record<Dialect, string>> = { cloud: 'Oso Cloud', library: 'the Oso library' };

/** A policy in the other dialect, as an edit with its changes and decisions labelled. */
function answer(asked: Asked): ConvertResult {
  const { policy } = asked.view;
  const [error] = errorsOf(policy);
  if (error !== undefined) return { problem: `The policy has errors. Correct them first: ${error.message}` };
  const to = policy.dialect === 'cloud' ? 'library' : 'cloud';
  const conversion = convert(policy, to);
  return {
    edit: annotated(asked, conversion),
    to: titles[to],
    decisions: conversion.decisions.length,
    report: report(asked, conversion),
  };
}

/**
 * Editors show a preview where something wants to be confirmed, and have that unticked at first. The changes belong together, and a part of them makes another
 * policy: so what is to be confirmed is a comment, with which or without which it is the same.
 */
function annotated(asked: Asked, { edits, to }: Conversion): WorkspaceEdit {
  const { view } = asked;
  const changeAnnotations: Record<string, ChangeAnnotation> = {
    said: { label: `Say it for ${titles[to]}`, needsConfirmation: false },
    [OPTIONAL]: { label: 'A comment that says so (optional)', needsConfirmation: true },
  };
  const byFile = new Map<string, AnnotatedTextEdit[]>();
  const [first] = edits;
  if (first !== undefined) {
    const start = { line: 0, character: 0 };
    const newText = `# Said for ${titles[to]} by polar convert.\n\n`;
    byFile.set(first.uri, [{ range: { start, end: start }, newText, annotationId: OPTIONAL }]);
  }
  for (const [i, { uri, start, end, newText, decision }] of edits.entries()) {
    const annotationId = decision === undefined ? 'said' : `decision ${i}`;
    if (decision !== undefined) {
      const { what, why, kept } = decision;
      changeAnnotations[annotationId] = {
        label: `Decide (${kept ? 'kept' : 'left out'}): ${what}`,
        description: why,
        needsConfirmation: false,
      };
    }
    const range = rangeIn(view, uri, { start, end });
    const edit = { range, newText, annotationId };
    const known = byFile.get(uri);
    if (known === undefined) byFile.set(uri, [edit]);
    else known.push(edit);
  }
  const documentChanges: TextDocumentEdit[] = [...byFile].map(([uri, changes]) => ({
    textDocument: { uri: view.clientUri(uri), version: null },
    edits: changes,
  }));
  return { documentChanges: [...documentChanges, ...dialectChange(asked, to)], changeAnnotations };
}

/** What the policy's configuration says of the dialect, where it says something. */
function dialectChange(asked: Asked, to: Dialect): readonly TextDocumentEdit[] {
  if (asked.view.policy.configuration.dialect === undefined) return [];
  const { changes = {} } = configurationEdit(asked, ['dialect'], to) ?? {};
  return Object.entries(changes).map(([uri, edits]) => ({
    textDocument: { uri, version: null },
    edits: edits.map((edit) => ({ ...edit, annotationId: 'said' })),
  }));
}

function report({ view }: Asked, { decisions, supplies, to }: Conversion): string {
  const lines = [`# For ${titles[to]}`, ''];
  if (decisions.length > 0) {
    lines.push('## To decide', '', 'Search the policy for `# Decide:`; the places are those before the change.', '');
    for (const { uri, start, end, what, why, kept } of decisions) {
      const { line } = rangeIn(view, uri, { start, end }).start;
      lines.push(
        `- ${decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))}:${line + 1}, ${kept ? 'kept' : 'left out'}: **${what}**. ${why}`,
      );
    }
    lines.push('');
  }
  if (supplies.length > 0) {
    lines.push(to === 'cloud' ? '## To be told as facts' : '## To be given to objects', '');
    lines.push(...supplies.map((supply) => `- ${supplyText(supply)}`), '');
  }
  if (decisions.length === 0) lines.push('Nothing is to decide: with these, the policy answers as before.', '');
  return lines.join('\n');
}

export const convertFeature: Feature = { method: CONVERT, capability: {}, subject: 'document', answer };
