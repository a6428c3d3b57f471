import { isBelow, pathBelow } from '@polar-tools/project';
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Asked, Feature } from '../feature.ts';
import { ADD_FACTS, type AddFactsParams } from '../protocol.ts';
import { configurationEdit } from './code-actions.ts';

/** Names a file of facts in the policy's configuration, after those that it names. */
export const addFactsFeature: Feature = {
  method: ADD_FACTS,
  capability: {},
  subject: 'document',
  answer: (asked: Asked, { file }: AddFactsParams): WorkspaceEdit | undefined => {
    const { folder } = asked.root;
    if (folder === undefined || typeof file !== 'string') return undefined;
    const uri = asked.view.uriOf(file);
    if (!isBelow(uri, folder)) return undefined;
    return configurationEdit(asked, ['facts'], pathBelow(folder, uri), true);
  },
};
