import { expect } from 'vitest';
import {
  CancellationTokenSource,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
} from 'vscode-languageserver';
import { POLICY_OF } from '../../src/protocol.ts';
import { expectFixesToFix } from './code-action-property.ts';
import { useCommand } from './commands.ts';
import { Editor, type EditorOptions } from './editor.ts';
import { type Edit, randomEdit, typedWord } from './edits.ts';
import { expectSound } from './expectations.ts';
import { everyQuestion } from './questions.ts';
import { Random } from './random.ts';
import { expectRenamesToKeepMeaning } from './rename-property.ts';
import { CONFIGURATIONS, randomWorkspace } from './sources.ts';

/** RequestFailed with words for a person, RequestCancelled, ContentModified. */
const ALLOWED = new Set([-32803, -32800, -32801]);

async function answerOf(
  editor: Editor,
  method: string,
  params: object,
): Promise<{ answer?: unknown; refused?: number }> {
  try {
    return { answer: await editor.client.request(method, params) };
  } catch (error) {
    const { code, message } = error as { code: number; message: string };
    if (!ALLOWED.has(code)) throw new Error(`${method} ${JSON.stringify(params)} is answered with ${code}: ${message}`);
    return { refused: code };
  }
}

/** An answer as text, to compare: without what differs by design, and lists that the client sorts itself in one order. */
function comparable(method: string, answer: unknown): string {
  const text = (value: unknown): string =>
    JSON.stringify(value, (key, each: unknown) => (key === 'resultId' ? undefined : each)) ?? 'undefined';
  const list = method === 'workspace/symbol' ? answer : (answer as { items?: unknown } | null | undefined)?.items;
  return Array.isArray(list) && method !== 'textDocument/diagnostic' ? list.map(text).sort().join('\n') : text(answer);
}

/** Something that happens to the workspace. */
async function act(editor: Editor, random: Random): Promise<void> {
  const opened = [...editor.open.keys()];
  const kind = random.below(20);
  if (opened.length === 0 || kind === 0) {
    const closed = editor.files.filter((uri) => !editor.open.has(uri));
    if (closed.length > 0) return editor.openFile(random.pick(closed));
    if (editor.files.length === 0) return editor.openFile('untitled:Untitled-1', 'f(x) if g(x);\n');
  }
  const saved = [...editor.client.files.keys()].filter((uri) => uri.endsWith('.polar'));
  if (opened.length === 0) return;
  const uri = random.pick(opened);
  switch (kind) {
    case 1:
      return editor.close(uri);
    case 2:
      // Saved.
      return uri.startsWith('untitled:') ? undefined : editor.write(new Map([[uri, editor.open.get(uri)!]]));
    case 3: {
      // Renamed: the editor closes one document and opens the other.
      if (uri.startsWith('untitled:')) return;
      const text = editor.open.get(uri)!;
      const other = uri.replace(/(\w+)\.polar$/, (_, name: string) => `${name}${random.below(10)}.polar`);
      if (editor.textOf(other) !== undefined) return;
      await editor.close(uri);
      await editor.openFile(other, text);
      return editor.write(
        new Map([
          [uri, undefined],
          [other, text],
        ]),
      );
    }
    case 4:
      if (saved.length === 0) return;
      return editor.write(
        new Map([[random.pick(saved), random.once(2) ? undefined : randomEdit('f(1);\n', random).text]]),
      );
    case 5: {
      const configuration = [...editor.client.files.keys()].find((file) => file.endsWith('polar.config.json'));
      const where = configuration ?? uri.replace(/[^/]*$/, 'polar.config.json');
      if (!where.startsWith('file:')) return;
      return editor.write(new Map([[where, random.once(4) ? undefined : random.pick(CONFIGURATIONS)]]));
    }
    case 6:
      return editor.changeSettings(
        random.pick([{}, { dialect: 'cloud' }, { checks: { 'unused-rule': 'off' } }, { dialect: 5 }]),
      );
    case 7: {
      // Letter by letter, faster than answers come.
      let at = randomEdit(editor.open.get(uri)!, random).start;
      for (const letter of typedWord(random)) {
        await editor.edit(uri, [{ start: at, end: at, text: letter }]);
        at += letter.length;
      }
      return;
    }
    case 8:
    case 9:
    case 10:
      return useCommand(editor, uri, random);
    default: {
      const edits: Edit[] = [];
      let text = editor.open.get(uri)!;
      for (let count = random.once(4) ? 3 : 1; count > 0; count--) {
        const edit = randomEdit(text, random);
        edits.push(edit);
        text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
      }
      return editor.edit(uri, edits, random.once(10));
    }
  }
}

/** Requests that edits and cancellations overtake: any answer will do that is one. */
async function race(editor: Editor, random: Random): Promise<void> {
  const uri = random.pick([...editor.files, 'file:///w/nobody.polar']);
  const answers = everyQuestion(editor, uri, random).map(async ({ method, params }) => {
    const source = new CancellationTokenSource();
    const answer = editor.client.connection
      .sendRequest(method, params, source.token)
      .catch((error: { code: number }) => {
        if (!ALLOWED.has(error.code)) throw error;
      });
    if (random.once(3)) source.cancel();
    return answer;
  });
  const edited = act(editor, random);
  await Promise.all([edited, ...answers]);
}

/** Asks everything about a document, of this server and of a fresh one; both must say the same. */
async function askAll(editor: Editor, fresh: Editor, uri: string, random: Random): Promise<void> {
  const questions = everyQuestion(editor, uri, random);
  await Promise.all(
    questions.map(async (question) => {
      const [ours, other] = await Promise.all(
        [editor, fresh].map((each) => answerOf(each, question.method, question.params)),
      );
      if (ours!.answer !== undefined) expectSound(editor, uri, question, ours!.answer);
      const incremental = question.method.endsWith('/delta');
      const [said, wanted] = [ours!, other!].map(
        ({ answer, refused }) => `${refused ?? ''}${comparable(question.method, answer)}`,
      );
      if (!incremental && said !== wanted) {
        throw new Error(`${question.method} ${JSON.stringify(question.params)}\n  ${said}\n  fresh: ${wanted}`);
      }
    }),
  );
  await resolveItems(editor, questions.find(({ method }) => method.endsWith('/completion'))!.params);
  await followCalls(editor, questions.find(({ method }) => method.endsWith('/prepareCallHierarchy'))!.params);
}

function expectSameDiagnostics(
  ours: ReadonlyMap<string, readonly Diagnostic[]>,
  fresh: ReadonlyMap<string, readonly Diagnostic[]>,
): void {
  expect([...ours.keys()]).toEqual([...fresh.keys()]);
  for (const [uri, diagnostics] of ours) {
    const [said, wanted] = [diagnostics, fresh.get(uri)!].map((list) => list.map((each) => JSON.stringify(each)));
    if (said!.join('\n') === wanted!.join('\n')) continue;
    const [more, less] = [
      said!.filter((each) => !wanted!.includes(each)),
      wanted!.filter((each) => !said!.includes(each)),
    ];
    throw new Error(`The diagnostics of ${uri} are not those of a fresh server:\n  ${more}\n  fresh: ${less}`);
  }
}

async function resolveItems(editor: Editor, params: object): Promise<void> {
  const list = await editor.client.request<CompletionList | null>('textDocument/completion', params);
  for (const item of (list?.items ?? []).filter((_, at) => at % 7 === 0)) {
    const { documentation, ...rest } = await editor.client.request<CompletionItem>('completionItem/resolve', item);
    expect(rest).toEqual(item);
    if (item.data !== undefined) expect(documentation).toBeDefined();
  }
}

async function followCalls(editor: Editor, params: object): Promise<void> {
  const items = await editor.client.request<{ uri: string }[]>('textDocument/prepareCallHierarchy', params);
  for (const item of items ?? []) {
    for (const method of ['callHierarchy/incomingCalls', 'callHierarchy/outgoingCalls']) {
      const { answer } = await answerOf(editor, method, { item });
      expectSound(editor, item.uri, { method, params: {} }, answer);
    }
  }
}

/** What a client knows of a document's tokens by differences is what it would be told as a whole. */
class TokenClient {
  readonly #known = new Map<string, { resultId: string; data: readonly number[] }>();

  async expectSame(editor: Editor, uri: string): Promise<void> {
    const known = this.#known.get(uri);
    const textDocument = { uri };
    type Tokens = { resultId: string; data: number[] };
    type Delta = {
      resultId: string;
      edits?: { start: number; deleteCount: number; data?: number[] }[];
      data?: number[];
    };
    let now: { resultId: string; data: readonly number[] };
    if (known === undefined) {
      now = await editor.client.request<Tokens>('textDocument/semanticTokens/full', { textDocument });
    } else {
      const delta = await editor.client.request<Delta>('textDocument/semanticTokens/full/delta', {
        textDocument,
        previousResultId: known.resultId,
      });
      const data = [...known.data];
      for (const edit of (delta.edits ?? []).toSorted((one, other) => other.start - one.start)) {
        data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
      }
      now = { resultId: delta.resultId, data: delta.data ?? data };
    }
    const whole = await editor.client.request<Tokens>('textDocument/semanticTokens/full', { textDocument });
    expect(now.data).toEqual(whole.data);
    this.#known.set(uri, whole);
  }
}

/** Whether both servers take each file's policy for the same dialect. */
async function agreeOnDialects(editor: Editor, fresh: Editor): Promise<boolean> {
  for (const uri of editor.files) {
    const [ours, theirs] = await Promise.all(
      [editor, fresh].map((each) =>
        each.client.request<{ dialect: string } | null>(POLICY_OF, { textDocument: { uri } }),
      ),
    );
    if (ours?.dialect !== theirs?.dialect) return false;
  }
  return true;
}

const STEPS = Number(process.env.POLAR_STRESS_STEPS ?? 25);
/** After how many steps the server is compared with a fresh one. */
const EVERY = Number(process.env.POLAR_STRESS_EVERY ?? 1);

/** What was done in a session: the edits of documents, and the states in which everything was asked. */
export interface Done {
  readonly edits: number;
  readonly asked: number;
}

/**
 * One editor in which a hasty person works, who formats, renames and mends as well; gives how much was done. Rejects with what went wrong, and
 * how to see it again.
 */
export async function session(seed: number, options: EditorOptions): Promise<Done> {
  const random = new Random(seed);
  const editor = await Editor.start({ disk: randomWorkspace(random), open: new Map(), settings: {} }, options);
  const tokens = new TokenClient();
  let asked = 0;
  try {
    for (let step = 0; step < STEPS; step++) {
      try {
        if (random.once(3)) await race(editor, random);
        else await act(editor, random);
        if (step % EVERY !== EVERY - 1) continue;
        const fresh = await Editor.start(editor.texts, options);
        try {
          const diagnostics = await editor.diagnostics();
          // The one trace that an edit leaves: a policy keeps its dialect while a file has a syntax error.
          if (!(await agreeOnDialects(editor, fresh))) continue;
          expectSameDiagnostics(diagnostics, await fresh.diagnostics());
          const uri = random.pick([...editor.files, 'file:///w/nobody.polar']);
          await askAll(editor, fresh, uri, random);
          if (editor.open.has(uri)) await tokens.expectSame(editor, uri);
          for (const file of editor.files) {
            if (options.pulls && editor.open.has(file)) continue;
            await expect.poll(() => editor.published(file), { timeout: 5000 }).toEqual(diagnostics.get(file));
          }
          asked += 1;
        } finally {
          fresh.dispose();
        }
        if (step % 5 === 0) await expectRenamesToKeepMeaning(editor, random);
        if (step % 5 === 2) await expectFixesToFix(editor, random);
        expect(editor.client.logged.filter((line) => !/which is not open/.test(line))).toEqual([]);
      } catch (error) {
        const texts = JSON.stringify({
          disk: [...editor.texts.disk],
          open: [...editor.texts.open],
          settings: editor.settings,
        });
        throw new Error(
          `Seed ${seed} (${JSON.stringify(options)}), step ${step}: ${(error as Error).message}\n${texts}`,
          {
            cause: error,
          },
        );
      }
    }
  } finally {
    editor.dispose();
  }
  return { asked, edits: editor.edits };
}
