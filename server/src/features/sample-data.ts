import { classesOfBlocks, loadData, sampleData } from '@polar-tools/evaluator';
import { configurationFileName, type Policy } from '@polar-tools/policy';
import { errorsOf, uriOf, within } from '@polar-tools/project';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { setInConfiguration } from '../configuration-edit.ts';
import type { Asked, Feature, Patience } from '../feature.ts';
import { createLineIndex } from '../line-index.ts';
import { SAMPLE_DATA, type SampleDataParams, type SampleDataResult } from '../protocol.ts';

/** The name that a data file has by habit. */
const USUAL = 'data.json';

/** Names that are tried for a new data file. */
const NAMES = [USUAL, 'polar-data.json', ...Array.from({ length: 8 }, (_, i) => `polar-data-${i + 2}.json`)];

/**
 * Makes a data file for a policy, and names it in the policy's configuration. Of a policy that has one, or beside which one lies, that is
 * told, unless another one is wanted.
 */
async function sample(asked: Asked, params: unknown, patience: Patience): Promise<SampleDataResult> {
  const { view, root, client } = asked;
  const { policy } = view;
  if (policy.dialect === 'cloud')
    return { problem: 'A policy for Oso Cloud reads facts, not objects of an application.' };
  if (root.folder === undefined || !client.createsFiles) {
    return { problem: 'Save the policy in a folder first: its data file is put beside it.' };
  }
  const named = policy.configuration.data;
  // Nothing is written outside of the policy's folder.
  const isMissing =
    named !== undefined &&
    uriOf(named, root.folder).startsWith(`${within(root.folder, '')}/`) &&
    (await patience.read(uriOf(named, root.folder))) === undefined;
  if ((params as SampleDataParams).another !== true && !isMissing) {
    const found = await present(asked, root.folder, patience);
    if (found !== undefined) return found;
  }
  const [error] = errorsOf(policy);
  if (error !== undefined) return { problem: `The policy has errors. Correct them first: ${error.message}` };
  // What is named and missing is what is wanted.
  const name = isMissing ? named : await freeName(root.folder, patience);
  const configuration = name === undefined ? undefined : isMissing ? [] : configurationText(asked, name);
  if (name === undefined || configuration === undefined) {
    return { problem: `${configurationFileName} could not be changed. Correct it, then try again.` };
  }
  const { text, queries, without } = sampleData(policy);
  const uri = view.clientUri(uriOf(name, root.folder));
  const start = { line: 0, character: 0 };
  const edit: WorkspaceEdit = {
    documentChanges: [
      { kind: 'create', uri },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
      ...configuration,
    ],
  };
  return { edit, uri, queries, without };
}

/** The data file that the configuration names, or one of the usual name that lies beside the policy. */
async function present(asked: Asked, folder: string, { read }: Patience): Promise<SampleDataResult | undefined> {
  const { policy, clientUri } = asked.view;
  const named = policy.configuration.data;
  if (named !== undefined) return { uri: clientUri(uriOf(named, folder)), name: named };
  const text = await read(within(folder, USUAL));
  if (text === undefined || !isData(text, policy)) return undefined;
  const documentChanges = configurationText(asked, USUAL);
  return documentChanges && { uri: clientUri(within(folder, USUAL)), name: USUAL, use: { documentChanges } };
}

/** Whether a file of a usual name holds objects for policies, and not data of something else. */
function isData(text: string, policy: Policy): boolean {
  const { data, errors } = loadData(text, undefined, classesOfBlocks(policy));
  return data.names.length > 0 && !errors.some(({ code }) => code === 'unknown-key');
}

async function freeName(folder: string, { read }: Patience): Promise<string | undefined> {
  for (const name of NAMES) if ((await read(within(folder, name))) === undefined) return name;
  return undefined;
}

/** What names the file in the policy's configuration. A new one includes what has been the policy until now: the files of its folder. */
function configurationText(
  { view, root, client, configurationText: before }: Asked,
  name: string,
): NonNullable<WorkspaceEdit['documentChanges']> | undefined {
  const isNew = root.configuration === undefined || before === undefined;
  const whole = isNew ? setInConfiguration(undefined, ['include'], '*.polar', true) : before;
  const newText = setInConfiguration(whole, ['data'], name);
  if (newText === undefined) return undefined;
  const uri = view.clientUri(isNew ? within(root.folder!, configurationFileName) : root.configuration!);
  const start = { line: 0, character: 0 };
  const end = createLineIndex(before ?? '', client.encoding).rangeOf({ start: 0, end: before?.length ?? 0 }).end;
  return [
    ...(isNew ? [{ kind: 'create' as const, uri }] : []),
    { textDocument: { uri, version: null }, edits: [{ range: { start, end }, newText }] },
  ];
}

export const sampleDataFeature: Feature = {
  method: SAMPLE_DATA,
  capability: {},
  subject: 'document',
  answer: sample,
};
