import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Asked, Feature } from '../feature.ts';
import { SET_DIALECT, type SetDialectParams } from '../protocol.ts';
import { configurationEdit } from './code-actions.ts';

export const setDialectFeature: Feature = {
  method: SET_DIALECT,
  capability: {},
  subject: 'document',
  answer: (asked: Asked, { dialect }: SetDialectParams): WorkspaceEdit | undefined =>
    configurationEdit(asked, ['dialect'], dialect === 'auto' ? undefined : dialect),
};
