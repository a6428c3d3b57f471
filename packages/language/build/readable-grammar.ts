/** The grammar for people, of which Langium writes all but a beginning. */

const BEGINNING = `(* Polar, both dialects, in one grammar: what only one of them has, the pages of this folder tell.
   Written from the grammar by \`npm run generate\`; do not edit.
   Between any two tokens, and before the first, may stand <HIDDEN>: white space and comments.
   The rules in ...InPattern are those of the same name for what stands inside a pattern. *)
`;

/**
 * What Langium writes names what may stand between tokens before every single one; here it is said once. It drops the mark of a doc comment,
 * and the empty lines between the two variants of a rule stay as they are.
 */
export function readable(bnf: string): string {
  const rules = bnf.slice(bnf.indexOf('<PolicyFile>'));
  const shorter = rules
    .replaceAll(/<HIDDEN>\* /g, '')
    .replaceAll('(* * ', '(* ')
    .replaceAll(/\r\n/g, '\n');
  return `${BEGINNING}\n${shorter}`;
}
