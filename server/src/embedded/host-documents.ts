import {
  type Configuration,
  check,
  createPolicy,
  type Diagnostic as Finding,
  type Policy,
  updatePolicy,
} from '@polar-tools/policy';
import {
  canonicalUri,
  type EmbeddedPolicy,
  embeddedPolicies,
  type HostLanguage,
  notChecked,
} from '@polar-tools/project';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { changeDocument, type OpenDocument } from '../document.ts';
import { createLineIndex, type LineIndex } from '../line-index.ts';
import { isOtherVersion } from '../other-versions.ts';
import type { PositionEncoding } from '../position-encoding.ts';
import type { View } from '../view.ts';
import type { Root } from '../workspace/loaded-root.ts';

/** A policy in a document of another language, as features see it: its places are the document's. */
export interface HostedPolicy {
  readonly embedded: EmbeddedPolicy;
  readonly view: View;
  readonly root: Root;
}

interface HostDocument {
  readonly document: OpenDocument;
  readonly language: HostLanguage;
  /** What was last read of it, which may be of an older text. */
  read: Read | undefined;
}

interface Read {
  readonly text: string;
  readonly lines: LineIndex;
  readonly settings: string;
  readonly policies: readonly Known[];
}

interface Known {
  readonly embedded: EmbeddedPolicy;
  readonly policy: Policy | undefined;
}

/**
 * The open documents of other languages, and the policies in their strings and fences. Each policy stands alone: an application loads one string. A
 * document without any costs the search for a word in it.
 */
export class HostDocuments {
  readonly #encoding: PositionEncoding;
  readonly #settingsOf: (uri: string) => Configuration;
  readonly #byUri = new Map<string, HostDocument>();

  /** @param settingsOf what counts for a policy in a file of this URI */
  constructor(encoding: PositionEncoding, settingsOf: (uri: string) => Configuration) {
    this.#encoding = encoding;
    this.#settingsOf = settingsOf;
  }

  open(document: OpenDocument, language: HostLanguage): void {
    this.#byUri.set(canonicalUri(document.uri), { document, language, read: undefined });
  }

  /** Answers whether the document is one of these. */
  change(clientUri: string, version: number | undefined, changes: readonly TextDocumentContentChangeEvent[]): boolean {
    const uri = canonicalUri(clientUri);
    const host = this.#byUri.get(uri);
    if (host === undefined) return false;
    const document = changeDocument(host.document, version ?? host.document.version + 1, changes, this.#encoding);
    this.#byUri.set(uri, { ...host, document });
    return true;
  }

  /** Answers whether the document was one of these. */
  close(clientUri: string): boolean {
    return this.#byUri.delete(canonicalUri(clientUri));
  }

  document(clientUri: string): OpenDocument | undefined {
    return this.#byUri.get(canonicalUri(clientUri))?.document;
  }

  /** The URIs of all of them, as the client spells them. */
  get uris(): readonly string[] {
    return [...this.#byUri.values()].map(({ document }) => document.uri);
  }

  /** The policies that can be read in a document. */
  policiesOf(clientUri: string): readonly HostedPolicy[] {
    const uri = canonicalUri(clientUri);
    const host = this.#byUri.get(uri);
    if (host === undefined) return [];
    const read = this.#readOf(uri, host);
    return read.policies.flatMap(({ embedded, policy }) => {
      if (policy === undefined) return [];
      const root: Root = { uri, folder: undefined, configuration: undefined, files: [uri], policy };
      return [{ embedded, root, view: viewOf(uri, host, read, policy) }];
    });
  }

  /** What is wrong in the policies of a document, which of them are not checked, and where that is for the client; undefined for none of these, and for another version of one. */
  findingsIn(clientUri: string): { readonly view: View; readonly findings: readonly Finding[] } | undefined {
    const uri = canonicalUri(clientUri);
    const host = this.#byUri.get(uri);
    if (host === undefined || isOtherVersion(uri)) return undefined;
    const read = this.#readOf(uri, host);
    const wrong = read.policies.flatMap(({ policy }) => (policy === undefined ? [] : (check(policy).get(uri) ?? [])));
    const passedOver = notChecked(
      uri,
      read.policies.map(({ embedded }) => embedded),
    );
    return { view: viewOf(uri, host, read, emptyPolicy()), findings: [...wrong, ...passedOver] };
  }

  /** What the newest text has. Policies are taken over from the text before, as far as they go, so that an edit reads only its statements. */
  #readOf(uri: string, host: HostDocument): Read {
    const { text } = host.document;
    const configuration = this.#settingsOf(uri);
    const settings = JSON.stringify(configuration);
    const before = host.read;
    if (before?.text === text && before.settings === settings) return before;
    const kept = before?.settings === settings ? before.policies : [];
    const policies = embeddedPolicies(text, host.language).map((embedded, at): Known => {
      if (embedded.text === undefined) return { embedded, policy: undefined };
      const change = [{ uri, text: embedded.text }];
      const old = kept[at]?.policy;
      return { embedded, policy: old === undefined ? createPolicy(change, configuration) : updatePolicy(old, change) };
    });
    host.read = { text, settings, policies, lines: createLineIndex(text, this.#encoding) };
    return host.read;
  }
}

function viewOf(uri: string, { document }: HostDocument, { lines }: Read, policy: Policy): View {
  return {
    policy,
    lines: (asked) => (asked === uri ? lines : undefined),
    uriOf: canonicalUri,
    clientUri: (asked) => (asked === uri ? document.uri : asked),
  };
}

let nothing: Policy | undefined;

function emptyPolicy(): Policy {
  nothing ??= createPolicy([]);
  return nothing;
}
