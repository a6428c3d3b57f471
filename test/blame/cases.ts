/** Policies with what they are asked: the examples, and generated ones of both dialects. */
import { readdirSync, readFileSync } from 'node:fs';
import { assertionQuery, compileCloud, type Fact, factOf, Values, writeFact } from '@polar-tools/evaluator';
import { createPolicy, type Dialect, type SourceText } from '@polar-tools/policy';
import { generate, Random } from '../cloud/generate.ts';
import { policyText, queryText } from '../cloud/text.ts';
import { application } from '../why/applications.ts';
import { cloudWorld, libraryWorld, type World } from './worlds.ts';

export interface Case {
  readonly name: string;
  readonly dialect: Dialect;
  readonly sources: readonly SourceText[];
  readonly asked: readonly { readonly world: World; readonly query: string }[];
}

const examples = new URL('../../examples/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, examples), 'utf8');
const polarFiles = (folder: string): readonly SourceText[] =>
  readdirSync(new URL(folder, examples))
    .filter((name) => name.endsWith('.polar'))
    .map((name) => ({ uri: name, text: read(folder + name) }));

/** A Cloud policy over the facts of its own tests: what these assert is asked. */
function tested(name: string, sources: readonly SourceText[]): Case {
  const policy = createPolicy(sources, { dialect: 'cloud' });
  const program = compileCloud(policy, new Values());
  const asked = policy.tests.flatMap((test) => {
    const facts = test.facts.flatMap(({ fact }) => factOf(fact) ?? []);
    const world = cloudWorld(facts, 1_700_000_000);
    return test.assertions.flatMap((assertion) => {
      const call = assertionQuery(program, assertion, test.uri).asked;
      return call === undefined ? [] : [{ world, query: writeFact(call) }];
    });
  });
  return { name, dialect: 'cloud', sources, asked };
}

function overData(name: string, sources: readonly SourceText[], data: string, queries: readonly string[]): Case {
  const world = libraryWorld(data);
  return { name, dialect: 'library', sources, asked: queries.map((query) => ({ world, query })) };
}

function allowQueries(
  actors: readonly string[],
  actions: readonly string[],
  resources: readonly string[],
): readonly string[] {
  return actors.flatMap((actor) =>
    actions.flatMap((action) => resources.map((resource) => `allow(${actor}, "${action}", ${resource})`)),
  );
}

export function exampleCases(): readonly Case[] {
  const quickstart = JSON.parse(read('quickstart/data.json')) as { readonly objects: Readonly<Record<string, object>> };
  const gitclub = JSON.parse(read('gitclub/data.json')) as { readonly objects: Readonly<Record<string, object>> };
  const all = (objects: object): readonly string[] => Object.keys(objects);
  return [
    tested('examples/cloud', polarFiles('cloud/')),
    tested('examples/cloud-app', polarFiles('cloud-app/')),
    overData(
      'examples/quickstart',
      polarFiles('quickstart/'),
      read('quickstart/data.json'),
      allowQueries(all(quickstart.objects), ['read', 'push', 'delete'], all(quickstart.objects)),
    ),
    overData(
      'examples/gitclub',
      polarFiles('gitclub/'),
      read('gitclub/data.json'),
      allowQueries(
        all(gitclub.objects),
        ['read', 'push', 'create_repos', 'invite', 'list_repos'],
        all(gitclub.objects),
      ),
    ),
  ];
}

export function* generatedCases(seed: number, count: number): Generator<Case> {
  const random = new Random(seed);
  for (let at = 0; at < count; at++) {
    const { policy, data, queries } = application(random, 8);
    yield overData(`library ${at}`, [{ uri: 'p.polar', text: policy }], JSON.stringify(data), queries);
    const { program, queries: asked } = generate(random, 8);
    const facts = program.facts as readonly Fact[];
    const world = cloudWorld(facts);
    yield {
      name: `cloud ${at}`,
      dialect: 'cloud',
      sources: [{ uri: 'p.polar', text: policyText(program) }],
      asked: asked.map((query) => ({ world, query: queryText(query) })),
    };
  }
}
