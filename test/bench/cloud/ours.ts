import {
  CloudDebuggee,
  type CloudDebugSetup,
  type CloudProgram,
  CloudRun,
  type CloudValue,
  cloudCall,
  cloudFlips,
  compileCloud,
  debuggedQuery,
  explainCloudQuery,
  type Fact,
  FactStore,
} from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { type Graph, policyText } from './graph.ts';

const object = (type: string, id: number): CloudValue => ({ type, id: `${type.charAt(0).toLowerCase()}${id}` });
const string = (id: string): CloudValue => ({ type: 'String', id });

/** The graph's facts, as Cloud's client libraries name them. */
export function* factsOf({ members, subgroups, parents, homes, grants }: Graph): Generator<Fact> {
  const relation = (of: CloudValue, name: string, to: CloudValue): Fact => ({
    predicate: 'has_relation',
    arguments: [of, string(name), to],
  });
  const role = (who: CloudValue, name: string, what: CloudValue): Fact => ({
    predicate: 'has_role',
    arguments: [who, string(name), what],
  });
  for (const [user, group] of members) yield role(object('User', user), 'member', object('Group', group));
  for (const [group, within] of subgroups) yield relation(object('Group', group), 'subgroup', object('Group', within));
  for (let folder = 0; folder < parents.length; folder++)
    if (parents[folder]! >= 0) yield relation(object('Folder', folder), 'parent', object('Folder', parents[folder]!));
  for (let document = 0; document < homes.length; document++)
    yield relation(object('Document', document), 'folder', object('Folder', homes[document]!));
  for (const { to, who, role: name, on, what } of grants) yield role(object(to, who), name, object(on, what));
}

/** The policy and the facts in the evaluator. */
export class Ours {
  readonly facts = new FactStore();
  readonly program: CloudProgram;
  readonly #debugged: { readonly setup: CloudDebugSetup };

  constructor(graph: Graph) {
    for (const fact of factsOf(graph)) this.facts.add(fact);
    const policy = createPolicy([{ uri: 'main.polar', text: policyText }], { dialect: 'cloud' });
    this.program = compileCloud(policy, this.facts.values);
    const prepared = debuggedQuery(this.program, 'allow(a, b, c)', this.facts);
    if ('errors' in prepared) throw new Error(prepared.errors[0]?.message);
    this.#debugged = prepared;
  }

  mayRead(user: number, document: number): boolean {
    const query = cloudCall(this.program, 'allow', [
      object('User', user),
      string('read'),
      object('Document', document),
    ]);
    return new CloudRun(query, { facts: this.facts }).run().kind === 'answer';
  }

  /** The same under a debugger that records, to the end. */
  mayReadDebugged(user: number, document: number): boolean {
    const query = cloudCall(this.program, 'allow', [
      object('User', user),
      string('read'),
      object('Document', document),
    ]);
    const { setup } = this.#debugged;
    const run = new CloudDebuggee({ ...setup, asked: [{ ...setup.asked[0]!, query }] });
    let answers = 0;
    for (;;) {
      const { kind } = run.forward();
      if (kind === 'answer') answers++;
      else if (kind === 'done') return answers > 0;
      else if (kind === 'error') throw new Error(run.error?.message);
    }
  }

  /** Explains why a user may not read a document, and finds changes of facts with which the user may; false for who may. */
  explainsDenial(user: number, document: number): boolean {
    const query = cloudCall(this.program, 'allow', [
      object('User', user),
      string('read'),
      object('Document', document),
    ]);
    const options = { facts: this.facts, clock: () => performance.now() };
    if (explainCloudQuery(query, options)?.outcome !== 'fails') return false;
    if (cloudFlips(query, false, options).found.length === 0) throw new Error('nothing would change it');
    return true;
  }

  /** How many documents a user may read. Each answer is read. */
  readable(user: number, order: 'sorted' | 'found' = 'found'): number {
    const query = cloudCall(this.program, 'allow', [object('User', user), string('read'), { type: 'Document' }]);
    const run = new CloudRun(query, { facts: this.facts, order });
    let count = 0;
    for (let outcome = run.run(); outcome.kind === 'answer'; outcome = run.run())
      if (outcome.answer.argument(2)!.id !== undefined) count++;
    return count;
  }
}
