import * as vscode from 'vscode';
import type { Location, Position } from 'vscode-languageclient';

const SHOW_REFERENCES = 'polar.showReferences';

/** The command that the lenses which count references carry; undefined where the user does not want them. */
export const referencesCommand = (): string | undefined =>
  vscode.workspace.getConfiguration('polar').get<boolean>('referencesCodeLens') === true ? SHOW_REFERENCES : undefined;

/** Shows the references that a lens counted: the editor's own command takes objects that messages cannot carry. */
export function registerReferenceLenses(): vscode.Disposable {
  const positionOf = ({ line, character }: Position) => new vscode.Position(line, character);
  return vscode.commands.registerCommand(
    SHOW_REFERENCES,
    (uri: string, position: Position, locations: readonly Location[]) =>
      vscode.commands.executeCommand(
        'editor.action.showReferences',
        vscode.Uri.parse(uri),
        positionOf(position),
        locations.map(
          ({ uri, range }) =>
            new vscode.Location(
              vscode.Uri.parse(uri),
              new vscode.Range(positionOf(range.start), positionOf(range.end)),
            ),
        ),
      ),
  );
}
