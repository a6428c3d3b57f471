import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completionSchema } from '../../scripts/completion-schema.mjs';

const strict = JSON.parse(
  readFileSync(new URL('../../packages/policy/polar.config.schema.json', import.meta.url), 'utf8'),
);

/** Every keyword of a schema, wherever it stands; what the names in `properties` are is no keyword. */
function keywords(schema: Record<string, unknown>): string[] {
  return Object.entries(schema).flatMap(([key, value]) => {
    const named = ['properties', 'patternProperties', 'definitions'].includes(key);
    const list = named || Array.isArray(value) ? Object.values(value as object) : [value];
    const schemas = list.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null);
    return key === 'examples' || key === 'default' || key === 'defaultSnippets'
      ? [key]
      : [key, ...schemas.flatMap(keywords)];
  });
}

describe('the schema that the package has of configurations', () => {
  const loose = completionSchema(strict);

  it('checks nothing', () => {
    const checking = ['type', 'enum', 'required', 'minimum', 'maximum', 'pattern', 'propertyNames', 'not', 'oneOf'];
    expect(keywords(strict).filter((key) => checking.includes(key))).not.toEqual([]);
    expect(keywords(loose).filter((key) => checking.includes(key))).toEqual([]);
    expect(JSON.stringify(loose)).not.toContain('"additionalProperties":false');
  });

  it('still describes every setting, and proposes every value', () => {
    expect(Object.keys(loose.properties)).toEqual(Object.keys(strict.properties));
    for (const [key, { description }] of Object.entries<{ description: string }>(strict.properties))
      expect(loose.properties[key].description).toBe(description);
    const { defaultSnippets } = loose.properties.dialect;
    expect(defaultSnippets.map(({ body }: { body: string }) => body)).toEqual(strict.properties.dialect.enum);
    expect(defaultSnippets[1].description).toBe(strict.properties.dialect.enumDescriptions[1]);
    expect(loose.properties.checks.properties['unused-rule'].defaultSnippets).toHaveLength(5);
    expect(loose.properties.classes.additionalProperties.properties.fields.defaultSnippets).toEqual([
      { label: '[]', body: [] },
    ]);
  });
});
