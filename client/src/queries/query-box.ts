import { compileCloud, prepareCloud } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { readQuery } from '@polar-tools/project';
import { COMPLETE_QUERY, type CompleteQueryParams, type CompleteQueryResult } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { addFacts, factFilesBeside } from '../offer-facts.ts';
import type { Question } from './asked-queries.ts';

interface Entry extends vscode.QuickPickItem {
  /** The query as it would be with this; undefined: run it as it stands. */
  readonly completed?: string;
  /** A file beside the policy, to be named as its facts. */
  readonly facts?: string;
}

const TITLE = 'Polar query';

/** How many boxes there have been. */
let boxes = 0;

/**
 * Asks for a query of a policy: below the box stand what was asked before, the predicates, and the objects, ids, wildcards and names of each argument, as
 * one types. Choosing one writes it; Enter runs the query when it is one.
 *
 * @param document whose policy is asked
 * @returns undefined when the person gave up
 */
export function askForQuery(
  client: BaseLanguageClient,
  document: vscode.Uri,
  isCloud: boolean,
  { suggestion, earlier, forget, clear }: Question,
): Promise<string | undefined> {
  const noPolicy = compileCloud(createPolicy([], { dialect: 'cloud' }));
  const faultIn = (query: string): string | undefined =>
    isCloud ? prepareCloud(noPolicy, query).errors[0]?.message : readQuery(query).problems[0]?.message;
  const box = vscode.window.createQuickPick<Entry>();
  box.title = TITLE;
  box.placeholder = isCloud ? 'allow(User:bob, action, Repository:_)' : 'allow(larry, "read", gmail)';
  box.ignoreFocusOut = true;
  box.keepScrollPosition = true;
  const clearAll: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('clear-all'),
    tooltip: 'Forget all queries of this workspace',
  };
  const forgetOne: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('close'),
    tooltip: 'Forget this query',
  };
  // What is asked there begins so; its arguments are what is offered.
  const first = earlier()[0] ?? suggestion.slice(0, suggestion.indexOf('(') + 1);
  const buttons = (): vscode.QuickInputButton[] => (earlier().length === 0 ? [] : [clearAll]);
  box.buttons = buttons();
  const uri = client.code2ProtocolConverter.asUri(document);
  const number = ++boxes;
  let files: readonly string[] = [];
  let isOpen = true;
  let asked: vscode.CancellationTokenSource | undefined;

  const show = (completions: CompleteQueryResult): void => {
    if (completions.items.length > 0) box.title = completions.withoutFacts ? `${TITLE}, over no facts` : TITLE;
    const query = box.value;
    const fault = query.trim() === '' ? undefined : faultIn(query);
    const problem = completions.problem ?? fault;
    const run: Entry = { label: `$(play) ${query}`, description: 'Run', alwaysShow: true };
    const wrong: Entry = { label: `$(error) ${problem}`, alwaysShow: true, completed: query };
    const offered = completions.items.map(
      ({ label, detail, query: completed }): Entry => ({ label, description: detail, completed, alwaysShow: true }),
    );
    const isUntouched = query === '' || query === first;
    const remembered = !isUntouched
      ? []
      : earlier()
          .filter((one) => one !== query)
          .map(
            (one): Entry => ({
              label: one,
              description: 'Asked before',
              completed: one,
              alwaysShow: true,
              buttons: [forgetOne],
            }),
          );
    // What changes a file stands at the end, so that Enter takes it only where somebody went there.
    const named = files.map(
      (facts): Entry => ({
        label: `$(file) Use the facts of ${facts}`,
        alwaysShow: true,
        facts,
        detail: 'No file of facts is named for this policy. This names one, in its polar.config.json.',
      }),
    );
    // A word alone is the beginning of one.
    const isWhole = fault === undefined && /\W/u.test(query.trim());
    box.items = [
      ...(isWhole ? [run] : []),
      ...(isWhole && problem !== undefined ? [wrong] : []),
      ...remembered,
      ...offered,
      // What is not finished goes on with what is offered: that it is not finished is no news then, and the list would put it first.
      ...(!isWhole && problem !== undefined && offered.length === 0 ? [wrong] : []),
      ...(completions.withoutFacts ? named : []),
    ];
  };
  const complete = async (): Promise<void> => {
    if (!isOpen) return;
    asked?.cancel();
    asked = new vscode.CancellationTokenSource();
    const { token } = asked;
    const query = box.value;
    show({ items: [] });
    try {
      const params: CompleteQueryParams = { textDocument: { uri }, query, box: number };
      const found = await client.sendRequest<CompleteQueryResult | null>(COMPLETE_QUERY, params, token);
      if (!token.isCancellationRequested && found !== null && box.value === query) show(found);
    } catch {
      // It was asked anew, or the server is being stopped: the query can be run all the same.
    }
  };

  return new Promise((resolve) => {
    box.onDidChangeValue(complete);
    box.onDidTriggerItemButton(async ({ item }) => {
      if (item.completed !== undefined) await forget(item.completed);
      box.buttons = buttons();
      await complete();
    });
    box.onDidTriggerButton(async () => {
      await clear();
      box.buttons = [];
      await complete();
    });
    box.onDidAccept(() => {
      // Who types and presses Enter at once has seen no newer list: what was chosen of the one before counts where it is still there.
      const [active] = box.activeItems;
      const isActive = ({ label, completed }: Entry) => label === active?.label && completed === active.completed;
      const chosen = box.items.find(isActive) ?? box.items.find(({ facts }) => facts === undefined);
      if (chosen?.facts !== undefined) {
        void addFacts(client, document, chosen.facts).then(complete);
        return;
      }
      if (chosen?.completed !== undefined) {
        box.value = chosen.completed;
        void complete();
        return;
      }
      if (chosen === undefined) return;
      resolve(box.value);
      box.hide();
    });
    box.onDidHide(() => {
      isOpen = false;
      asked?.cancel();
      resolve(undefined);
      box.dispose();
    });
    box.value = first;
    box.show();
    void complete();
    if (!isCloud) return;
    void factFilesBeside(document).then((found) => {
      files = found;
      if (found.length > 0) void complete();
    });
  });
}
