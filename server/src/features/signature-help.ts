import { MarkupKind, type SignatureHelp, type SignatureInformation } from 'vscode-languageserver';
import { memberOf } from '../application/application.ts';
import { heldBefore } from '../application/chains.ts';
import { statementStart } from '../completion/statement-start.ts';
import { type OpenBracket, type Surroundings, surroundingsOf } from '../completion/surroundings.ts';
import { unfinishedRule } from '../completion/unfinished-rule.ts';
import type { AskedAt, Feature } from '../feature.ts';
import type { View } from '../view.ts';
import { builtInShape, constructorShapes, type Shape, shapesOf } from './signatures.ts';

/** The parameters of the call that is being written: one signature for each shape that its rules have, the one being typed marked. */
export function signatureHelp({ view, uri, offset }: AskedAt): SignatureHelp | undefined {
  const { policy } = view;
  const file = policy.files.get(uri);
  if (file === undefined) return undefined;
  const around = surroundingsOf(file.text, statementStart(file, offset), offset);
  const call = around.writing === 'comment' ? undefined : openCall(around);
  if (call?.name === undefined) return undefined;
  const before = around.tokens[call.at - 2]?.text;
  const builtIn = builtInShape(call.name);
  const shapes =
    before === '.'
      ? methodShapes(view, around, call.at - 3, call.name)
      : before === 'new'
        ? constructorShapes(policy, call.name)
        : builtIn !== undefined && policy.dialect === 'library'
          ? [builtIn]
          : shapesOf(policy, call.name, unfinishedRule(file, offset, around), { uri, offset });
  if (shapes.length === 0) return undefined;
  const given = constantsIn(around, call);
  const fits = shapes.map(({ parameters, repeats }) => repeats === true || parameters.length > call.commas);
  const best = shapes.findIndex((shape, at) => fits[at] && agrees(shape, given));
  const active = best >= 0 ? best : Math.max(fits.indexOf(true), 0);
  const { parameters, repeats } = shapes[active]!;
  return {
    signatures: shapes.map((shape) => signature(before === 'new' ? `new ${call.name}` : call.name!, shape)),
    activeSignature: active,
    activeParameter: repeats === true ? Math.min(call.commas, parameters.length - 1) : call.commas,
  };
}

/** The shape of a method of the application, as far as its sources are read. */
function methodShapes(
  { application, policy }: View,
  around: Surroundings,
  object: number,
  name: string,
): readonly Shape[] {
  if (application === undefined) return [];
  const { itself } = heldBefore({ application, policy, around }, object);
  const found = memberOf(application, itself, name);
  const { parameters, comment } = found?.member ?? {};
  if (found === undefined || parameters === undefined) return [];
  const place = `Method of ${found.owner.declared.name}, ${application.placeText(found.owner.uri, found.member.span)}`;
  const repeats = /^(?:\*(?!\*)\w|\.\.\.)/.test(parameters.at(-1) ?? '');
  return [{ parameters, says: comment === undefined ? place : `${comment}\n\n${place}`, repeats }];
}

function signature(name: string, { parameters, says }: Shape): SignatureInformation {
  let at = name.length + 1;
  return {
    label: `${name}(${parameters.join(', ')})`,
    documentation: { kind: MarkupKind.PlainText, value: says },
    parameters: parameters.map((parameter) => {
      const start = at;
      at += parameter.length + 2;
      return { label: [start, start + parameter.length] as [number, number] };
    }),
  };
}

/** The innermost call that the cursor stands in: parentheses that only group, lists and dictionaries are left aside. */
function openCall({ open }: Surroundings): OpenBracket | undefined {
  return open.findLast(({ sign, name }) => sign === '(' && name !== undefined && !GROUPING.has(name));
}

const GROUPING = new Set(['and', 'or', 'not', 'if', 'in', 'matches', 'iff', 'mod', 'rem']);

/** The strings and types that are given so far, by the number of the argument; undefined where another value is. */
function constantsIn({ tokens }: Surroundings, { at, commas }: OpenBracket): readonly (string | undefined)[] {
  const given: (string | undefined)[] = Array.from({ length: commas }, () => undefined);
  let depth = 0;
  let argument = 0;
  for (const [i, { text, kind }] of tokens.entries()) {
    if (i <= at) continue;
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text)) depth--;
    else if (text === ',' && depth === 0) argument++;
    const isType = kind === 'word' && (tokens[i + 1]?.text === '{' || tokens[i - 1]?.text === ':');
    if (depth === 0 && argument < commas && (kind === 'string' || isType)) given[argument] = text;
  }
  return given;
}

/** Whether a shape takes what is given: a string that it lists, or a type that it names. */
function agrees({ parameters }: Shape, given: readonly (string | undefined)[]): boolean {
  return given.every((value, at) => {
    const parameter = parameters[at];
    if (value === undefined || parameter === undefined) return true;
    if (value.startsWith('"')) return !parameter.includes('"') || parameter.includes(value) || parameter.endsWith('…');
    return !parameter.includes(': ') || parameter.endsWith(`: ${value}`) || /: (?:Actor|Resource)$/.test(parameter);
  });
}

export const signatureHelpFeature: Feature = {
  method: 'textDocument/signatureHelp',
  capability: { signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [','] } },
  subject: 'position',
  answer: signatureHelp,
};
