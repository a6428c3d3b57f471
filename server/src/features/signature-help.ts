import { MarkupKind, type SignatureHelp, type SignatureInformation } from 'vscode-languageserver';
import { memberOf } from '../application/application.ts';
import { heldBefore } from '../application/chains.ts';
import { statementStart } from '../completion/statement-start.ts';
import { type OpenBracket, type Surroundings, surroundingsOf } from '../completion/surroundings.ts';
import { unfinishedRule } from '../completion/unfinished-rule.ts';
import type { AskedAt, Feature } from '../feature.ts';
import type { View } from '../view.ts';
import { builtInShape, constructorShapes, type Shape, shapeOf, shapesOf } from './signatures.ts';

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
  const { shown, active, leftOut } = chosen(shapes, call.commas, constantsIn(around, call));
  const { arity, repeats } = shown[active]!;
  const name = before === 'new' ? `new ${call.name}` : call.name;
  return {
    signatures: shown.map((shape) => signature(name, shape, leftOut)),
    activeSignature: active,
    activeParameter: repeats ? Math.min(call.commas, arity - 1) : call.commas,
  };
}

/** How many signatures are shown: nobody leafs through more, and a policy may have a shape for each of thousands of classes. */
const MOST = 24;

/** Which shapes are shown, and which of them is active: the first that fits what is typed. Of very many, only those that fit are shown. */
function chosen(
  shapes: readonly Shape[],
  commas: number,
  given: readonly (string | undefined)[],
): { readonly shown: readonly Shape[]; readonly active: number; readonly leftOut: number } {
  const isLongEnough = ({ repeats, arity }: Shape) => repeats || arity > commas;
  const agrees = (shape: Shape) => given.every((value, at) => value === undefined || shape.takes(value, at));
  const longEnough = shapes.filter(isLongEnough);
  const agreeing = longEnough.filter(agrees);
  const fitting = [agreeing, longEnough, shapes].find(({ length }) => length > 0)!;
  if (shapes.length <= MOST) return { shown: shapes, active: shapes.indexOf(fitting[0]!), leftOut: 0 };
  return { shown: fitting.slice(0, MOST), active: 0, leftOut: shapes.length - Math.min(fitting.length, MOST) };
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
  return [shapeOf(parameters, comment === undefined ? place : `${comment}\n\n${place}`, repeats)];
}

function signature(name: string, { parameters, says }: Shape, leftOut: number): SignatureInformation {
  const more = leftOut === 0 ? '' : `\n\n${leftOut.toLocaleString('en')} more signatures are left out.`;
  let at = name.length + 1;
  return {
    label: `${name}(${parameters.join(', ')})`,
    documentation: { kind: MarkupKind.PlainText, value: `${says}${more}` },
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

export const signatureHelpFeature: Feature = {
  method: 'textDocument/signatureHelp',
  capability: { signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: [','] } },
  subject: 'position',
  answer: signatureHelp,
};
