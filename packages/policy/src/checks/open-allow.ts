import { both, type Check } from './definition.ts';
import { isUnconditional, takesEverything } from './unconditional.ts';

const names = new Set(['allow', 'allow_field', 'allow_request']);

/** An allow rule that lets everybody do everything. */
export const openAllow: Check = {
  code: 'open-allow',
  severity: 'warning',
  dialects: both,
  summary: 'An allow rule that is open to everyone.',
  nodes: {
    Rule(rule, { report }) {
      const { name, parameters } = rule;
      if (!names.has(name.text) || parameters.length < 2) return;
      if (!isUnconditional(rule) || !takesEverything(parameters)) return;
      report(rule, 'This rule allows everyone everything. Add a condition, or a class to a parameter.');
    },
  },
};
