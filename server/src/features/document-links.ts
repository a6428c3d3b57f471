import type { DocumentLink } from 'vscode-languageserver';
import { checkPage } from '../check-pages.ts';
import type { Asked, Feature } from '../feature.ts';
import { rangeIn } from '../view.ts';

/** A string may have the sign that begins a comment. */
const STRING_OR_COMMENT = /"(?:\\.|[^"\\\r\n])*"?|#[^\r\n]*/g;

/** An address, up to what ends a sentence. Parentheses are of it where both are in it. */
const ADDRESS = /https?:\/\/(?:\([^\s<>"'`()]*\)|[^\s<>"'`()\]])*(?:\([^\s<>"'`()]*\)|[^\s<>"'`()\].,;:!?])/g;

/** In comments: the files of the policy that are named, the checks that are turned off, and addresses. */
export function documentLinks({ view, uri, client }: Asked): DocumentLink[] {
  const file = view.policy.files.get(uri);
  if (file === undefined) return [];
  const files = new Map([...view.policy.files.keys()].map((each) => [each, view.clientUri(each)]));
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const links: DocumentLink[] = [];
  for (const { 0: comment, index: start } of file.text.matchAll(STRING_OR_COMMENT)) {
    if (!comment.startsWith('#')) continue;
    const add = (at: number, text: string, target: string | undefined): void => {
      if (target === undefined) return;
      links.push({ range: rangeIn(view, uri, { start: start + at, end: start + at + text.length }), target });
    };
    for (const { 0: address, index } of comment.matchAll(ADDRESS)) {
      add(index, address, address);
    }
    for (const { 0: name, index } of comment.matchAll(/(?<![\w/:.-])[\w./-]*\w\.polar\b/g)) {
      const named = resolved(folder, name);
      add(index, name, named === uri ? undefined : files.get(named));
    }
    const suppression = /polar-disable(?:-next-line|-line|-file)?/.exec(comment);
    if (suppression === null) continue;
    const from = suppression.index + suppression[0].length;
    for (const { 0: code, index } of comment.slice(from).matchAll(/[a-z][a-z-]*[a-z]/g)) {
      add(from + index, code, checkPage(client.checkPages, code));
    }
  }
  return links;
}

/** A relative name from a folder, both of them URIs with forward slashes. */
function resolved(folder: string, name: string): string {
  const parts = folder.split('/').slice(0, -1);
  for (const part of name.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(encodeURIComponent(part));
  }
  return parts.join('/');
}

export const documentLinkFeature: Feature = {
  method: 'textDocument/documentLink',
  capability: { documentLinkProvider: { resolveProvider: false } },
  subject: 'document',
  answer: documentLinks,
};
