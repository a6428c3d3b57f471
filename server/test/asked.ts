import { type Configuration, createPolicy, type Policy } from '@polar-tools/policy';
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { Asked, AskedAt, AskedEverywhere } from '../src/feature.ts';
import { createLineIndex } from '../src/line-index.ts';
import type { View } from '../src/view.ts';
import { applyEdits } from './stress/client-text.ts';
import { marked } from './test-client.ts';

export const uriOf = (name: string): string => `file:///w/${name}`;

/** A question about `main.polar` of a policy of these files; the text of one of them may mark the position with `|`. */
export function askAbout(files: Readonly<Record<string, string>> | string, configuration: Configuration = {}): AskedAt {
  const sources = typeof files === 'string' ? { 'main.polar': files } : files;
  let uri = uriOf(Object.keys(sources)[0]!);
  let offset = 0;
  const texts = Object.entries(sources).map(([name, source]) => {
    if (!source.includes('|')) return { uri: uriOf(name), text: source };
    const mark = marked(source);
    uri = uriOf(name);
    offset = mark.offset;
    return { uri: uriOf(name), text: mark.text };
  });
  return ask(createPolicy(texts, configuration), uri, offset);
}

/** The texts of all files after an edit, with `---` between them. */
export function edited(view: View, { changes }: WorkspaceEdit): string {
  return [...view.policy.files.keys()]
    .map((uri) => applyEdits(view.policy.files.get(uri)!.text, changes?.[uri] ?? [], 'utf-16'))
    .join('\n---\n');
}

/** A question about all policies. */
export const askEverywhere = ({ view, client }: AskedAt): AskedEverywhere => ({
  views: [view],
  client,
  version: () => undefined,
});

/** A question about a place of a policy. */
export function ask(policy: Policy, uri: string, offset: number): AskedAt {
  const view: View = {
    policy,
    lines: (file) => {
      const text = policy.files.get(file)?.text;
      return text === undefined ? undefined : createLineIndex(text, 'utf-16');
    },
    uriOf: (clientUri) => clientUri,
    clientUri: (file) => file,
  };
  const files = [...policy.files.keys()];
  const root = { uri: 'file:///w', folder: 'file:///w', configuration: undefined, files, policy };
  const client: Asked['client'] = {
    encoding: 'utf-16',
    createsFiles: true,
    snippets: true,
    coloursSyntax: true,
    takesText: false,
    checkPages: undefined,
    showReferences: undefined,
    renameAt: undefined,
  };
  return { view, root, uri, offset, client, configurationText: undefined };
}

export const QUICKSTART = `actor User {}

resource Repository {
  permissions = ["read", "push", "delete"];
  roles = ["contributor", "maintainer", "admin"];
  relations = { parent: Organization };

  "read" if "contributor";
  "push" if "maintainer";
  "admin" if "owner" on "parent";
}

resource Organization {
  roles = ["owner"];
}

has_role(actor: User, role_name: String, repository: Repository) if
  role in actor.roles and
  role_name = role.name and
  repository = role.repository;

has_relation(organization: Organization, "parent", repository: Repository) if
  organization = repository.organization;

allow(actor, action, resource) if
  has_permission(actor, action, resource);
`;
