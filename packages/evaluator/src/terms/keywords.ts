import { Box, FIELDS, type Term } from './term.ts';

/** The keywords of a call in a term: one more argument of it, the last. */
export class Keywords extends Box {
  constructor(fields: ReadonlyMap<string, Term>) {
    super(FIELDS, fields, undefined);
  }
}
