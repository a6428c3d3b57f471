import { rangeOf } from '@polar-tools/language';
import type { Site } from '../compiler/code-space.ts';
import type { Failure } from '../run/failure.ts';
import type { RuntimeError, TraceEntry } from '../run/runtime-error.ts';
import { errorOf, GoalsInProgress } from '../run/trace.ts';
import { type Frame, PARENT, RETURN_TO } from './frame.ts';
import type { CompiledMachine } from './machine.ts';

/** The error that a failure is, with the goals in progress, the most recent last. */
export function describeError(machine: CompiledMachine, failure: Failure): RuntimeError {
  const sites = new GoalsInProgress<Site>();
  const { code, stubs } = machine.space;
  const lastStub = Math.max(...Object.values(stubs));
  // Where it is in a clause, and where that was called from when it has no frame to say so.
  const add = (pc: number, returnTo?: number): void => {
    if (pc <= lastStub) return;
    const site = code.siteOf(pc);
    if (site === undefined) return;
    sites.add(site);
    if (returnTo !== undefined && !machine.space.clauses[site.clause]!.framed) add(returnTo - 1);
  };
  add(machine.pc, machine.returnTo);
  let frame: Frame | null = machine.frame;
  while (frame !== null) {
    if (frame[RETURN_TO] === stubs.resume) {
      // Goals that were woken: their parent keeps where the clause that woke them goes on.
      frame = frame[PARENT] as Frame;
      add(frame[5] as number, frame[RETURN_TO] as number);
    } else add((frame[RETURN_TO] as number) - 1);
    frame = frame[PARENT] as Frame | null;
  }
  const { shown, left } = sites.ends;
  const trace = shown.map((site) => entry(machine, site));
  return errorOf(failure, { shown: trace, left }, trace.at(-1));
}

function entry(machine: CompiledMachine, { node, clause }: Site): TraceEntry {
  const of = machine.space.clauses[clause]?.clause;
  if (of === undefined) {
    const { text, uri } = machine.query;
    const range = uri === undefined ? { start: node.$start, end: node.$end } : rangeOf(node);
    return {
      text:
        text?.slice(range.start, range.end) ??
        machine.program.policy.files.get(uri ?? '')?.text.slice(range.start, range.end) ??
        '',
      node,
      uri,
      ...range,
      rule: undefined,
    };
  }
  const range = rangeOf(node);
  const text = machine.program.policy.files.get(of.uri)?.text.slice(range.start, range.end) ?? '';
  return { text, node, uri: of.uri, ...range, rule: of.predicate };
}
