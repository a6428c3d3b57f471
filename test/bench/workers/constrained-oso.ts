import { Oso, Variable } from 'oso';
import { assignments, constrainedPrograms } from '../constrained.ts';
import { argument, report, reportImpossible, timePerCall } from '../worker.ts';

/** Microseconds that `oso` takes for all answers of `measure(x)` of a program that constrains x. */
class User {
  readonly assignments: Assignment[];
  constructor(roles: Assignment[]) {
    this.assignments = roles;
  }
}
class Document {}
class Assignment {
  readonly role: string;
  readonly document: Document;
  constructor(role: string, document: Document) {
    this.role = role;
    this.document = document;
  }
}

const name = argument();
const { text, answers } = constrainedPrograms[name]!;
const oso = new Oso();
for (const registered of [User, Document, Assignment]) oso.registerClass(registered);
oso.registerConstant(new User(assignments.map(({ role }) => new Assignment(role, new Document()))), 'ann');
await oso.loadStr(text);

async function measure(): Promise<void> {
  let found = 0;
  for await (const _ of oso.queryRule({ acceptExpression: true }, 'measure', new Variable('x'))) found++;
  if (found !== answers) throw new Error(`measure(x) of ${name} has ${found} answers, not ${answers}`);
}

try {
  report(await timePerCall(measure));
} catch (thrown) {
  // Beside other work a query may take longer than the engine lets it: that says nothing of ours.
  if (!(thrown instanceof Error) || !/^Query timeout/.test(thrown.message)) throw thrown;
  reportImpossible(thrown.message.split('.')[0] ?? thrown.message);
}
