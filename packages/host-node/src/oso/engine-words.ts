import type { Diagnostic } from '@polar-tools/policy';

/** A finding in the engine's words, without our advice. */
export function engineWords({ message, code }: Pick<Diagnostic, 'message' | 'code'>): string {
  switch (code) {
    case 'ambiguous-precedence':
      return message.replace(/\nPut parentheses around[\s\S]*$/, '');
    case 'unregistered-class':
    case 'unknown-specializer':
      return message.replace(/\. (?:Register|If|Did) [\s\S]*$/, '');
    case 'undefined-rule-call':
      return /^Call to undefined rule: [\s\S]*?\)(?=\. |$)/.exec(message)?.[0] ?? message;
    case 'singleton-variable':
      return /^Singleton variable \S+ is unused or undefined; try renaming to \S+ or _/.exec(message)?.[0] ?? message;
    case 'resource-block':
      return message.replace(/(?<=' resource block\.|but found nothing\.) (?:Put|Write) [\s\S]*$/, '');
    case 'duplicate-resource-block-declaration':
      return message.replace(/\. (?:Remove|Rename) [\s\S]*$/, '');
    case 'missing-required-rule':
      return message.replace(/\nAdd a rule of this shape:[\s\S]*$/, '');
    case 'invalid-rule':
      return `${message}\n`;
    case 'missing-allow-rule':
      return `${message}\n\n${MORE_ON_ALLOW}`;
    case 'missing-has-permission-rule':
      return `${message}\n\n${MORE_ON_BLOCKS}`;
    default:
      return message;
  }
}

/** The engine sends its readers on; we have pages of our own for that. */
const MORE_ON_ALLOW = `You can also suppress this warning by adding an allow_field or allow_request
rule. For more information about allow rules, see:

  https://docs.osohq.com/reference/polar/builtin_rule_types.html#allow`;

const MORE_ON_BLOCKS =
  'For more information about resource blocks, see https://docs.osohq.com/any/reference/polar/polar-syntax.html#actor-and-resource-blocks';

/** What the engine says of a policy in which nothing stands, of which we say nothing. */
export const NO_ALLOW_RULE = {
  code: 'missing-allow-rule',
  message:
    'Your policy does not contain an allow rule, which usually means\n' +
    'that no actions are allowed. Did you mean to add an allow rule to\n' +
    'the top of your policy?\n\n  allow(actor, action, resource) if ...',
};

/** The engine's passes over a policy, in their order; the first that finds something ends the loading. */
export const Pass = { Statements: 0, Shorthands: 1, Rules: 2, RequiredRules: 3, Calls: 4 } as const;
export type Pass = (typeof Pass)[keyof typeof Pass];

/** The pass in which the engine finds what we found. `isOfBlock`: whether it is about the class that a block is for. */
export function passOf({ code, message }: Pick<Diagnostic, 'message' | 'code'>, isOfBlock: boolean): Pass {
  switch (code) {
    case 'file-loading':
    case 'singleton-variable':
    case 'duplicate-resource-block-declaration':
      return Pass.Statements;
    case 'resource-block':
      return OF_SHORTHANDS.test(message) ? Pass.Shorthands : Pass.Statements;
    case 'unregistered-class':
      return isOfBlock ? Pass.Statements : Pass.Rules;
    case 'missing-required-rule':
      return Pass.RequiredRules;
    case 'undefined-rule-call':
      return Pass.Calls;
    default:
      return Pass.Rules;
  }
}

const OF_SHORTHANDS = /^(?:Undeclared term|[\s\S]*?: Term ")|only a relation can stand after 'on'/;
