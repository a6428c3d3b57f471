import type { Node } from '@polar-tools/language';
import { type SymbolUse, symbolAt } from '@polar-tools/policy';
import type { AskedAt } from '../feature.ts';
import type { Span } from '../view.ts';

/** The symbol at the cursor; also right behind its last letter. */
export function symbolUnder({ view, uri, offset }: AskedAt): SymbolUse | undefined {
  return symbolAt(view.policy, uri, offset) ?? (offset > 0 ? symbolEndingAt({ view, uri, offset }) : undefined);
}

function symbolEndingAt({ view, uri, offset }: Pick<AskedAt, 'view' | 'uri' | 'offset'>): SymbolUse | undefined {
  const before = symbolAt(view.policy, uri, offset - 1);
  return before?.end === offset ? before : undefined;
}

/** The name itself, where a symbol is written: without the quotes of a string. */
export function nameSpan({ node, start, end }: Span & { readonly node: Node }): Span {
  return node.$type === 'StringLiteral' && end - start >= 2 ? { start: start + 1, end: end - 1 } : { start, end };
}
