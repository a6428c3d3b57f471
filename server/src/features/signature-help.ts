import type { SignatureHelp } from 'vscode-languageserver';
import { statementStart } from '../completion/statement-start.ts';
import { enclosingCall, surroundingsOf } from '../completion/surroundings.ts';
import { unfinishedRule } from '../completion/unfinished-rule.ts';
import type { AskedAt, Feature } from '../feature.ts';
import { signaturesOf } from './clause-text.ts';

/** The parameters of the call that is being written: of each arity that has rules, the one being typed marked. */
export function signatureHelp({ view, uri, offset }: AskedAt): SignatureHelp | undefined {
  const { policy } = view;
  const file = policy.files.get(uri);
  if (file === undefined) return undefined;
  const around = surroundingsOf(file.text, statementStart(file, offset), offset);
  const call = around.writing === 'comment' ? undefined : enclosingCall(around);
  if (call?.name === undefined) return undefined;
  const before = around.tokens[call.at - 2]?.text;
  // Methods and constructors belong to the application: nothing is known of their parameters.
  if (before === '.' || before === 'new') return undefined;
  const signatures = signaturesOf(policy, call.name, unfinishedRule(file, offset, around));
  if (signatures.length === 0) return undefined;
  const fitting = signatures.findIndex(({ parameters }) => parameters.length > call.commas);
  return {
    signatures: signatures.map(({ parameters, count }) => {
      const label = `${call.name}(${parameters.join(', ')})`;
      let at = call.name!.length + 1;
      return {
        label,
        documentation: count === 1 ? '1 rule' : `${count} rules`,
        parameters: parameters.map((parameter) => {
          const start = at;
          at += parameter.length + 2;
          return { label: [start, start + parameter.length] as [number, number] };
        }),
      };
    }),
    activeSignature: Math.max(fitting, 0),
    activeParameter: call.commas,
  };
}

export const signatureHelpFeature: Feature = {
  method: 'textDocument/signatureHelp',
  capability: { signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [','] } },
  subject: 'position',
  answer: signatureHelp,
};
