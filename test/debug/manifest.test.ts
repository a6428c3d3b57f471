import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLaunch, LAUNCH_FIELDS, LIMIT_FIELDS } from '@polar-tools/debug-adapter';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ROOT } from './test-host.ts';

interface Contribution {
  readonly type: string;
  readonly languages: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly configurationAttributes: { readonly launch: Schema };
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
      {},
    ];
    expect(configurations.map((one) => valid(one))).toEqual(configurations.map((one) => 'value' in checkLaunch(one)));
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
      const checked = checkLaunch(written);
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
