import { type PolicyFile, pieceEnd, type StatementSource } from '@polar-tools/language';

/** Where the statement with the cursor begins; after a finished one its end, and after one that is half-typed its beginning. */
export function statementStart({ statements, text }: PolicyFile, offset: number): number {
  let before: StatementSource | undefined;
  for (const statement of statements) {
    if (statement.base > offset) break;
    before = statement;
  }
  if (before === undefined) return 0;
  const end = before.base + before.length;
  if (end <= offset && isFinished(before, text.slice(0, end))) return end;
  // None goes on from one piece of the text, as the fences of Markdown are, into another.
  return before.base + text.slice(before.base, offset).lastIndexOf(pieceEnd) + 1;
}

function isFinished({ tree, errors }: StatementSource, upToEnd: string): boolean {
  if (errors.length === 0) return true;
  const holdsOthers = tree === undefined || ['Block', 'Test', 'Fixture'].includes(tree.$type);
  return !holdsOthers && upToEnd.endsWith(';');
}
