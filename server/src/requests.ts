import { factFormatOf } from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import { canonicalUri } from '@polar-tools/project';
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  type Position,
  ResponseError,
} from 'vscode-languageserver';
import type { Application } from './application/application.ts';
import type { ApplicationSources } from './application/application-sources.ts';
import { answersInData } from './data/answers-in-data.ts';
import type { HostDocuments } from './embedded/host-documents.ts';
import { answerInHost } from './embedded/host-features.ts';
import { answersInFacts } from './facts/answers-in-facts.ts';
import {
  type Asked,
  askedAt,
  type ClientAbilities,
  type Feature,
  faultIn,
  isRecord,
  type Patience,
} from './feature.ts';
import { createLineIndex } from './line-index.ts';
import { isOtherVersion } from './other-versions.ts';
import type { Root } from './workspace/loaded-root.ts';
import type { Workspace } from './workspace.ts';

/** Where in its life the server is: LSP allows requests only between `initialize` and `shutdown`. */
export interface Life {
  workspace: Workspace | undefined;
  /** The documents of other languages. */
  hosts: HostDocuments | undefined;
  /** The application's sources; undefined where they are not read. */
  applications: ApplicationSources | undefined;
  client: ClientAbilities;
  shutDown: boolean;
  /** Milliseconds, from any start. */
  readonly now: () => number;
}

/**
 * Lets messages that have already arrived be handled first, so that an edit or a cancellation sent right after a request
 * is seen before work is done for it. Two turns, because the connection handles one message a turn.
 */
export async function breathe(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => (typeof setImmediate === 'function' ? setImmediate(resolve) : setTimeout(resolve)));

const parse = (uri: string): string | undefined => {
  try {
    return canonicalUri(uri);
  } catch {
    return undefined; // Not a URI at all.
  }
};

/** Whether a policy is more than another version of a file. */
const isOfWorkspace = ({ files }: Root): boolean => files.length === 0 || !files.every(isOtherVersion);

/** Writes faults of ours to the client's log. */
export const reportTo =
  (connection: Connection) =>
  (doing: string, error: unknown): void => {
    connection.console.error(`${doing}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  };

/**
 * Answers a feature's requests. A document that is unknown is answered with `null`, bad parameters with `InvalidParams`, a
 * request that an edit overtook with `ContentModified`; a fault of ours is logged, and answered as such.
 */
export function serve(connection: Connection, life: Life, feature: Feature): void {
  connection.onRequest(feature.method, async (params: unknown, token: CancellationToken): Promise<unknown> => {
    const { workspace } = life;
    if (workspace === undefined) {
      return new ResponseError(ErrorCodes.ServerNotInitialized, 'Send initialize first.');
    }
    if (life.shutDown) return new ResponseError(ErrorCodes.InvalidRequest, 'The server is shut down.');
    const fault = faultIn(feature.method, feature.subject, params);
    if (fault !== undefined) return new ResponseError(ErrorCodes.InvalidParams, fault);
    try {
      const clientUri = uriOf(params);
      const uri = clientUri === undefined ? undefined : parse(clientUri);
      const documentOf = (each: string) => life.hosts?.document(each) ?? workspace.document(each);
      const version = uri === undefined ? undefined : documentOf(uri)?.version;
      await breathe();
      const hosted = uri !== undefined && life.hosts?.document(uri) !== undefined;
      const root = uri === undefined || hosted ? undefined : await workspace.rootOf(uri);
      if (feature.subject === 'workspace') await workspace.settled();
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
      if (uri !== undefined && documentOf(uri)?.version !== version) {
        return new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed since.');
      }
      if (uri !== undefined && life.hosts?.document(uri) !== undefined) {
        const answer = answerInHost({ hosts: life.hosts, uri, client: life.client }, feature, params);
        return answer ?? feature.nothing ?? null;
      }
      if (feature.subject === 'workspace') {
        return (
          feature.answer(
            {
              views: workspace.roots().flatMap((each) => (isOfWorkspace(each) ? [workspace.view(each)] : [])),
              client: life.client,
              version: (file) => workspace.document(file)?.version,
            },
            params as never,
          ) ?? null
        );
      }
      const patienceWith = (policy: Policy, rootUri: string): Patience => ({
        goOn: async () => {
          await breathe();
          // Offsets of an older policy are not valid: an answer about it would be of no use.
          return !token.isCancellationRequested && workspace.root(rootUri)?.policy === policy;
        },
        now: life.now,
        read: (file) => workspace.read(file),
        readFile: (file) => workspace.readFile(file),
      });
      const askedIn = (root: Root, uri: string): Asked => ({
        view: workspace.view(root),
        root,
        uri: workspace.uriOf(uri),
        client: life.client,
        configurationText: workspace.configuration(root.configuration ?? '')?.text,
      });
      const data = uri === undefined || root !== undefined ? undefined : await workspace.dataAt(uri);
      const inData = answersInData.get(feature.method);
      if (uri !== undefined && data !== undefined && inData !== undefined) {
        const { position } = params as { position: Position };
        const offset = createLineIndex(data.text, life.client.encoding).offsetAt(position);
        const asked = { ...askedIn(data.root, uri), text: data.text, offset };
        const patience = patienceWith(asked.view.policy, data.root.uri);
        return (await inData(asked, params as never, patience)) ?? null;
      }
      const inFacts = answersInFacts.get(feature.method);
      // A file of facts in Polar is a policy by its name.
      const mayBeFacts = uri !== undefined && (root === undefined || workspace.isFacts(workspace.uriOf(uri)));
      const facts = mayBeFacts && inFacts !== undefined ? await workspace.factsAt(uri) : undefined;
      if (uri !== undefined && inFacts !== undefined && facts !== undefined) {
        const { position } = params as { position: Position };
        const offset = createLineIndex(facts.text, life.client.encoding).offsetAt(position);
        const format = factFormatOf(uri)!;
        const asked = { ...askedIn(facts.root, uri), text: facts.text, format, offset };
        return (
          (await inFacts(asked, params as never, patienceWith(asked.view.policy, facts.root.uri))) ??
          feature.nothing ??
          null
        );
      }
      if (uri === undefined || root === undefined) {
        // What cannot be resolved further stays as it is.
        return feature.method.endsWith('/resolve') ? params : (feature.nothing ?? null);
      }
      const application = READS_APPLICATION.has(feature.method) ? await applicationOf(life, root) : undefined;
      // It may have changed while sources were read.
      if (documentOf(uri)?.version !== version) {
        return new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed since.');
      }
      const current = workspace.root(root.uri) ?? root;
      const found = askedIn(current, uri);
      const asked = application === undefined ? found : { ...found, view: { ...found.view, application } };
      const patience = patienceWith(asked.view.policy, root.uri);
      if (feature.subject === 'document') return (await feature.answer(asked, params as never, patience)) ?? null;
      if (feature.subject !== 'position') return feature.answer(asked, params as never) ?? null;
      const at = askedAt(asked, (params as { position: { line: number; character: number } }).position);
      return at === undefined ? null : ((await feature.answer(at, params as never, patience)) ?? null);
    } catch (error) {
      reportTo(connection)(feature.method, error);
      return new ResponseError(
        ErrorCodes.InternalError,
        `${feature.method} failed inside the Polar language server. Its log says where; please report it.`,
      );
    }
  });
}

/** The requests whose answers know the application's classes. */
const READS_APPLICATION: ReadonlySet<string> = new Set(
  ['completion', 'hover', 'definition', 'typeDefinition', 'signatureHelp'].map((name) => `textDocument/${name}`),
);
/** Milliseconds that an answer waits for sources to be read: whoever asks again has them. */
const LONGEST_READING = 1500;

/** What the application's sources say of its classes, if they are read in time. */
async function applicationOf({ applications }: Life, root: Root): Promise<Application | undefined> {
  if (applications === undefined) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), LONGEST_READING);
  });
  return Promise.race([applications.of(root), enough]).finally(() => clearTimeout(timer));
}

function uriOf(params: unknown): string | undefined {
  if (!isRecord(params)) return undefined;
  for (const holder of [params.textDocument, params.item, params.data, params]) {
    if (isRecord(holder) && typeof holder.uri === 'string') return holder.uri;
    if (isRecord(holder) && isRecord(holder.data) && typeof holder.data.uri === 'string') {
      return holder.data.uri;
    }
  }
  return undefined;
}
