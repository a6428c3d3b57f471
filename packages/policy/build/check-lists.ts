/**
 * What is written from the table of checks: the list in `docs/checks/README.md`, the codes in `polar.config.schema.json`, and the setting
 * `polar.checks` in the extension's manifest. The second half of `npm run generate`; a test fails where they are not what this would write.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Check } from '../src/checks/definition.ts';
import { checks } from '../src/checks/index.ts';

const root = new URL('../../../', import.meta.url);
export const SCHEMA = new URL('packages/policy/polar.config.schema.json', root);
export const MANIFEST = new URL('package.json', root);
export const LIST = new URL('docs/checks/README.md', root);

const SEVERITIES = ['error', 'warning', 'information', 'hint', 'off'];

/** The parts of the two JSON files that this looks into. */
interface Schema {
  readonly properties: { readonly checks: { properties: unknown } };
}
interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: { readonly 'polar.checks': { properties: unknown } } };
  };
}

/** As the page of a check and the list say it. */
export function dialectsOf({ dialects }: Check): string {
  return dialects.length === 2 ? 'Library and Cloud' : dialects[0] === 'cloud' ? 'Cloud' : 'Library';
}

export function severityOf({ severity, severityInCloud }: Check): string {
  return severityInCloud === undefined ? severity : `${severity} (${severityInCloud} in Cloud)`;
}

/** Each takes a file's text and gives the one that it should have; of JSON the values count, not the layout. */
export function schemaWith(text: string): string {
  const schema = JSON.parse(text) as Schema;
  schema.properties.checks.properties = Object.fromEntries(
    checks.map(({ code, summary }) => [code, { description: summary, enum: SEVERITIES }]),
  );
  return JSON.stringify(schema, undefined, 2);
}

export function manifestWith(text: string): string {
  const manifest = JSON.parse(text) as Manifest;
  manifest.contributes.configuration.properties['polar.checks'].properties = Object.fromEntries(
    checks.map(({ code, severity, summary }) => [
      code,
      // The settings' page shows plain text.
      { type: 'string', enum: SEVERITIES, default: severity, description: summary.replaceAll('`', '') },
    ]),
  );
  return JSON.stringify(manifest, undefined, 2);
}

export function listWith(text: string): string {
  const rows = checks.map(
    (check) =>
      `| [${check.code}](${check.code}.md) | ${severityOf(check)} | ${dialectsOf(check)} | ${check.summary} |\n`,
  );
  return text.replace(/^(\| check .*\n\|[-|]+\n)(?:\|.*\n)*/m, (_, head: string) => head + rows.join(''));
}

/** Writes all three, in the project's layout. */
export function writeLists(): void {
  for (const [file, make] of [
    [SCHEMA, schemaWith],
    [MANIFEST, manifestWith],
    [LIST, listWith],
  ] as const) {
    const before = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    const after = make(before);
    // What is right already keeps its layout.
    if (file === LIST ? after !== before : after !== JSON.stringify(JSON.parse(before), undefined, 2))
      writeFileSync(file, file === LIST ? after : `${after}\n`);
  }
  const biome = fileURLToPath(new URL('node_modules/@biomejs/biome/bin/biome', root));
  execFileSync(process.execPath, [biome, 'format', '--write', fileURLToPath(SCHEMA), fileURLToPath(MANIFEST)], {
    cwd: fileURLToPath(root),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
