import { sampleData } from '@polar-tools/evaluator';
import { configurationFileName } from '@polar-tools/policy';
import { errorsOf, within } from '@polar-tools/project';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { setInConfiguration } from '../configuration-edit.ts';
import type { Asked, Feature, Patience } from '../feature.ts';
import { createLineIndex } from '../line-index.ts';
import { SAMPLE_DATA, type SampleDataResult } from '../protocol.ts';

/** Names that are tried for a new data file. */
const NAMES = ['data.json', 'polar-data.json', ...Array.from({ length: 8 }, (_, i) => `polar-data-${i + 2}.json`)];

/** Makes a data file for a policy, and names it in the policy's configuration. */
async function sample(asked: Asked, _params: unknown, patience: Patience): Promise<SampleDataResult> {
  const { view, root, client } = asked;
  const { policy } = view;
  if (policy.dialect === 'cloud')
    return { problem: 'A policy for Oso Cloud reads facts, not objects of an application.' };
  if (root.folder === undefined || !client.createsFiles) {
    return { problem: 'Save the policy in a folder first: its data file is put beside it.' };
  }
  const [error] = errorsOf(policy);
  if (error !== undefined) return { problem: `The policy has errors. Correct them first: ${error.message}` };
  const name = await freeName(root.folder, patience);
  const configuration = name === undefined ? undefined : configurationText(asked, name);
  if (name === undefined || configuration === undefined) {
    return { problem: `${configurationFileName} could not be changed. Correct it, then try again.` };
  }
  const { text, queries, without } = sampleData(policy);
  const uri = view.clientUri(within(root.folder, name));
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
