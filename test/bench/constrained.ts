/** A program of the constraint measures: the answers of `measure(x)`, whose variable is constrained before it is bound. */
export interface ConstrainedProgram {
  readonly text: string;
  /** How many answers it has. */
  readonly answers: number;
}

const chain = 'ca(0, _); ca(n, x) if n > 0 and x > n and ca(n - 1, x);';
const range = 'rng(x, hi) if x <= hi and rr(x, 1, hi); rr(x, x, _); rr(x, lo, hi) if lo < hi and rr(x, lo + 1, hi);';

const chained = (n: number, value: number): ConstrainedProgram => ({
  text: `${chain} measure(x) if ca(${n}, x) and x = ${value};`,
  answers: 1,
});

const ranged = (n: number): ConstrainedProgram => ({ text: `${range} measure(x) if rng(x, ${n});`, answers: n });

const hundred = Array.from({ length: 100 }, (_, index) => index + 1).join(', ');

/** Assignments of the user whose documents are listed: every other one is a writer's. */
export const assignments = Array.from({ length: 500 }, (_, index) => ({
  document: `document_${index}`,
  role: index % 2 === 0 ? 'writer' : 'reader',
}));

export const constrainedPrograms: Readonly<Record<string, ConstrainedProgram>> = {
  'chain-20': chained(20, 1000),
  'chain-40': chained(40, 1000),
  'chain-80': chained(80, 1000),
  'chain-60': chained(60, 100),
  /** A variable with a constraint goes through a list. */
  members: { text: `measure(x) if x > 0 and x in [${hundred}];`, answers: 100 },
  'range-10': ranged(10),
  'range-40': ranged(40),
  'range-80': ranged(80),
  /** Either half of each of seven ranges. */
  disjunction: {
    text: `half(0, _); half(n, x) if n > 0 and (x > n or x < 100 - n) and half(n - 1, x); measure(x) if half(7, x);`,
    answers: 128,
  },
  /** All documents that a user may read, of 500 roles. */
  documents: {
    text: `
      actor User {}
      resource Document {
        roles = ["reader", "writer"];
        permissions = ["read", "write"];
        "read" if "reader";
        "write" if "writer";
        "reader" if "writer";
      }
      has_role(user: User, name: String, document: Document) if
        assignment in user.assignments and assignment.role = name and assignment.document = document;
      allow(actor, action, resource) if has_permission(actor, action, resource);
      measure(document) if allow(ann, "read", document);
    `,
    answers: assignments.length,
  },
};
