import { type Expression, LineIndex, type Parameter, parseFile, type Rule, rangeOf } from '@polar-tools/language';
import type { CloudValue, Fact } from '../value.ts';
import type { FormatReader, TakeFact } from './fact-reader.ts';
import { LONGEST } from './longest.ts';
import type { Problems } from './problems.ts';

/** So many characters are read at once. */
const PIECE = 100_000;

const CUT = 'The file ends in the middle of this fact. Write the file again, or finish the fact: each ends with ;';

/** Facts as a test's setup has them: `has_role(User{"bob"}, "admin", Org{"acme"});`. */
export class PolarFacts implements FormatReader {
  readonly #take: TakeFact;
  readonly #problems: Problems;
  #rest = '';
  /** Lines before what is left. */
  #lines = 0;
  /** No fact has come yet. */
  #isFirst = true;
  isOver = false;

  constructor(take: TakeFact, problems: Problems) {
    this.#take = take;
    this.#problems = problems;
  }

  push(text: string): void {
    this.#rest += text;
    if (this.#rest.length < PIECE) return;
    const cut = endOfStatements(this.#rest);
    if (cut === 0) {
      if (this.#rest.length < LONGEST) return;
      this.isOver = true;
      this.#problems.add(
        this.#lines,
        'This fact has no end. End each with ; and a line break. Nothing from here on was read.',
      );
      return;
    }
    this.#read(this.#rest.slice(0, cut));
    this.#rest = this.#rest.slice(cut);
  }

  end(): void {
    this.#read(this.#rest);
    this.#rest = '';
  }

  #read(text: string): void {
    const lines = new LineIndex(text);
    // A piece that is not the last ends with a whole statement.
    const end = /;\s*$/.test(text) ? Number.POSITIVE_INFINITY : text.trimEnd().length;
    const tell = (offset: number, message: string): void => {
      const { line, character } = lines.positionAt(offset);
      this.#problems.add(this.#lines + line, message, character);
    };
    for (const { base, tree, errors } of parseFile(text).statements) {
      if (errors.length > 0) {
        const atEnd = errors.find((error) => base + error.end >= end);
        for (const error of errors) if (error !== atEnd) tell(base + error.start, error.message);
        if (atEnd !== undefined) tell(base + atEnd.start, CUT);
        continue;
      }
      if (tree === undefined) continue;
      const { start } = rangeOf(tree);
      if (tree.$type !== 'Rule' || tree.body !== undefined) {
        if (this.#isFirst) {
          this.isOver = true;
          tell(
            start,
            'This is a policy, and no file of facts: has_role(User{"bob"}, "admin", Org{"acme"}); is a fact.',
          );
          return;
        }
        tell(start, 'A file of facts has only facts: has_role(User{"bob"}, "admin", Org{"acme"});');
        continue;
      }
      this.#isFirst = false;
      const fact = factOfRule(tree);
      const problem = typeof fact === 'string' ? fact : this.#take(fact);
      if (problem !== undefined) tell(start, problem);
    }
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines++;
  }
}

/** The end of the last line that ends with a semicolon: a string goes over no line and a comment ends with one, so no statement does. */
function endOfStatements(text: string): number {
  for (let end = text.lastIndexOf('\n'); end > 0; end = text.lastIndexOf('\n', end - 1)) {
    if (/;\s*$/.test(text.slice(Math.max(end - 20, 0), end))) return end + 1;
  }
  return 0;
}

/** The fact that a rule without a body is; says what is wrong where it has something else than values. */
function factOfRule({ name, parameters }: Rule): Fact | string {
  const values: CloudValue[] = [];
  for (const parameter of parameters) {
    const value = valueIn(parameter);
    if (typeof value === 'string') return value;
    values.push(value);
  }
  return { predicate: name.text, arguments: values };
}

function valueIn({ value, specializer }: Parameter): CloudValue | string {
  const plain = specializer === undefined ? plainValue(value) : undefined;
  return plain ?? 'A fact has values only: User{"bob"}, "admin", 3, true. It has no variables and no types.';
}

function plainValue(value: Expression): CloudValue | undefined {
  switch (value.$type) {
    case 'StringLiteral':
      return { type: 'String', id: value.value };
    case 'IntegerLiteral':
      return { type: 'Integer', id: String(value.value) };
    case 'BooleanLiteral':
      return { type: 'Boolean', id: String(value.value) };
    case 'ObjectLiteral':
      return { type: value.name.text, id: String(value.id.value) };
    default:
      return undefined;
  }
}
