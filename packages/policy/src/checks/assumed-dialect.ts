import { hasMisspeltGlobal } from '../blocks/blocks.ts';
import { both, type Check } from './definition.ts';

/** A policy without any construct that only its dialect has. */
export const assumedDialect: Check = {
  code: 'assumed-dialect',
  severity: 'information',
  dialects: both,
  summary: 'A policy whose dialect only follows from what it has and what it lacks.',
  policy({ policy, dialect, report }) {
    const { assumed } = policy.dialectChoice;
    if (assumed === undefined || (dialect === 'cloud' && hasMisspeltGlobal(policy.blocks))) return;
    const { uri, node, what } = assumed;
    const [reads, other] = dialect === 'cloud' ? ['Oso Cloud', 'the Oso library'] : ['the Oso library', 'Oso Cloud'];
    const clause = dialect === 'cloud' ? `as there is ${what}` : `though there is ${what}`;
    const advice =
      dialect === 'cloud' && what.startsWith('no rule for')
        ? `In a policy for ${other} that rule is missing: add it, or set the dialect.`
        : `If it is one for ${other}, set the dialect.`;
    report(uri, node, `This reads as a policy for ${reads}, ${clause}, and nothing else tells. ${advice}`, {
      fixes: (['cloud', 'library'] as const).map((value) => ({
        title: `Set the policy's dialect to ${value}`,
        ...(value === dialect && { preferred: true }),
        set: ['dialect'],
        value,
      })),
    });
  },
};
