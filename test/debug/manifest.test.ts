import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ATTACH_FIELDS,
  checkConfiguration,
  checkLaunch,
  LAUNCH_FIELDS,
  LIMIT_FIELDS,
} from '@polar-tools/debug-adapter';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ROOT } from './test-host.ts';

interface Contribution {
  readonly type: string;
  readonly languages: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly configurationAttributes: { readonly launch: Schema; readonly attach: Schema };
  readonly initialConfigurations: readonly object[];
  readonly configurationSnippets: readonly {
    readonly label: string;
    readonly description: string;
    readonly body: object;
  }[];
}
interface Schema {
  readonly properties: Readonly<
    Record<
      string,
      { readonly properties?: object; readonly description?: string; readonly markdownDescription?: string }
    >
  >;
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const polar = manifest.contributes.debuggers[0] as Contribution;
const { launch } = polar.configurationAttributes;

/** What a configuration may have beside its own fields: VS Code's, Zed's and a client's in Neovim. */
const EVERY_EDITORS_FIELDS = [
  ...['name', 'type', 'request', 'noDebug', 'presentation', 'preLaunchTask', 'postDebugTask', 'internalConsoleOptions'],
  ...['debugServer', 'serverReadyAction', 'suppressMultipleSessionWarning', 'windows', 'osx', 'linux', 'cwd'],
  ...['label', 'adapter', 'build', 'tcp_connection', '__sessionId', '__configurationTarget'],
];

describe('what the manifest says of debugging', () => {
  it('has the same launch fields as the adapter, each described', () => {
    expect(Object.keys(launch.properties).sort()).toEqual(Object.keys(LAUNCH_FIELDS).sort());
    expect(Object.keys(launch.properties.limits?.properties ?? {}).sort()).toEqual([...LIMIT_FIELDS].sort());
    for (const property of Object.values(launch.properties)) {
      expect(property.description ?? property.markdownDescription).toMatch(/\.$/);
    }
  });

  it('has a schema that accepts what the adapter accepts, and refuses what it refuses', () => {
    const valid = new Ajv({ strict: false }).compile(launch);
    const query = 'f(x)';
    const configurations = [
      { query, policies: ['a', 'b'], data: 'd.json', stopOnEntry: true, limits: { time: 5 }, record: false },
      { query: { file: 'a.polar', line: 3 } },
      { query, stopOnFail: 1 },
      { query, limits: { tiem: 1 } },
      { query, limits: { depth: 0 } },
      { query: { line: 3 } },
      { query, policies: [] },
    ];
    expect(configurations.map((one) => valid(one))).toEqual(configurations.map((one) => 'value' in checkLaunch(one)));
  });

  it('demands no query, as it is asked for where there is none', () => {
    const valid = new Ajv({ strict: false }).compile(launch);
    expect(valid({})).toBe(true);
  });

  it('has the fields of a configuration that attaches, and demands where', () => {
    const { attach } = polar.configurationAttributes;
    const valid = new Ajv({ strict: false }).compile(attach);
    for (const field of Object.keys(ATTACH_FIELDS)) expect(attach.properties).toHaveProperty(field);
    for (const property of Object.values(attach.properties))
      expect(property.description ?? property.markdownDescription).toMatch(/\.$/);
    const applications = [
      { application: '*' },
      { application: 'server.py', stopOnFail: true },
      { application: { port: 4711, token: 'x' } },
      { application: { port: 4711 } },
      { application: { port: 0, token: 'x' } },
      { application: '' },
      { application: 7 },
    ];
    expect(applications.map((one) => valid(one))).toEqual(
      applications.map((one) => 'value' in checkConfiguration({ request: 'attach', ...one })),
    );
    const configurations = [{ port: 4711, token: 'x', query: 'f(x)' }, { port: 0 }, { port: 'x' }, {}];
    expect(configurations.map((one) => valid(one))).toEqual([true, false, false, false]);
    expect(configurations.map((one) => 'value' in checkLaunch({ query: 'f(x)', request: 'attach', ...one }))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it.each(EVERY_EDITORS_FIELDS)('the adapter accepts the field %s of an editor', (field) => {
    const checked = checkLaunch({ query: 'f(x)', [field]: 'anything' });
    expect('problems' in checked ? checked.problems : []).toEqual([]);
  });

  it('writes what a new launch.json begins with once: in the manifest', () => {
    expect(polar.initialConfigurations).toHaveLength(1);
    const provider = readFileSync(join(ROOT, 'client', 'src', 'debug', 'configuration.ts'), 'utf8');
    expect(provider).not.toMatch(/^ {2}provideDebugConfigurations/m);
  });

  it('offers snippets and an initial configuration that are right', () => {
    const bodies = polar.configurationSnippets.map(({ body }) => body);
    expect(bodies.length).toBeGreaterThan(2);
    for (const body of [...polar.initialConfigurations, ...bodies]) {
      // `^"…"` is a snippet's own way to write JSON; what stands in it is typed by a person.
      const written = JSON.parse(
        JSON.stringify(body)
          .replaceAll(/"\^\$\{\d+:(\d+)\}"/g, '$1')
          .replaceAll(/"\^\\"(.*?)\\""/g, '"$1"'),
      );
      const checked = checkConfiguration(written);
      expect('value' in checked ? [] : checked.problems).toEqual([]);
    }
  });

  it('names commands that are contributed', () => {
    const commands = manifest.contributes.commands.map((one: { command: string }) => one.command);
    for (const items of Object.values(manifest.contributes.menus) as { command?: string }[][]) {
      for (const { command } of items) if (command !== undefined) expect(commands).toContain(command);
    }
    expect(commands).toContain(polar.variables.AskForQuery);
  });
});
