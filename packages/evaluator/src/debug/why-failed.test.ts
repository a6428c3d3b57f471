import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { compile, Debuggee, prepare } from '../index.ts';

/** What is said of a call at its first failure. */
function reasonOf(text: string, query: string): string | undefined {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'library' });
  const of = new Debuggee(prepare(compile(policy), query).query!, {});
  for (;;) {
    const { kind } = of.forward(({ port, goal }) => port === 'fail' && goal?.node.$type === 'Call');
    if (kind === 'done' || kind === 'error') return undefined;
    const why = of.whyFailed();
    if (why?.predicate === 'f') return why.reason;
  }
}

it.each([
  ['f(1);', 'f(1, 2)', 'No rule f has 2 parameters.'],
  ['f(1, 2);', 'f(1)', 'No rule f has 1 parameter.'],
  ['f(1);', 'f(2)', 'The only rule f does not fit these arguments.'],
  ['f(1); f(3); f("a");', 'f(2)', 'None of the 3 rules f fits these arguments.'],
  ['f(x) if x > 5;', 'f(2)', 'The only rule f fits these arguments, but its body has no solution, or no further one.'],
  [
    'f(1) if 1 > 2; f(3);',
    'f(1)',
    'One of the 2 rules f fits these arguments, but its body has no solution, or no further one.',
  ],
  [
    'f(x) if x > 5; f(x) if x > 6; f("a");',
    'f(2)',
    '2 of the 3 rules f fit these arguments, but no body has a solution, or a further one.',
  ],
  [
    'f(x) if x > 5; f(x) if x > 6;',
    'f(2)',
    '2 of the 2 rules f fit these arguments, but no body has a solution, or a further one.',
  ],
  // Where a run stands alone does not tell what a cut dropped, nor what a constraint rules out.
  [
    'f(x) if x = 1 and cut and false; f(x) if x = 1;',
    'f(1)',
    '2 of the 2 rules f fit these arguments. None of those that were tried has a solution, or a further one; a cut may have kept others from being tried.',
  ],
  [
    'b(x) if x > 3 and f(x); f(1); f(2);',
    'b(_)',
    'No rule f has a solution, or a further one, with what is known of these arguments.',
  ],
])('over %s the call %s fails since: %s', (text, query, reason) => {
  expect(reasonOf(text, query)).toBe(reason);
});
