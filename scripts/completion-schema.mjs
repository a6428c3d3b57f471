/**
 * A JSON schema as the extension's package has it: all of it is completed and shown on hover, and nothing is checked. What is wrong in such a file the
 * language server says to every editor, in better words; VS Code would list each fault a second time.
 */

/** What one is told, and what leads to other schemas. */
const kept = ['$schema', '$ref', 'title', 'description', 'default', 'examples', 'allowTrailingCommas'];
const inside = {
  properties: 'named',
  patternProperties: 'named',
  definitions: 'named',
  additionalProperties: 'one',
  items: 'one',
  anyOf: 'list',
  oneOf: 'list',
  allOf: 'list',
};
const empty = { object: {}, array: [], string: '$1' };

/** The values of an `enum`, or an empty value of a type, as proposals of VS Code's JSON: they bind nothing. */
const proposals = ({ enum: values, enumDescriptions = [], type, default: byDefault, examples }) => {
  if (values !== undefined)
    return values.map((body, at) => ({ label: JSON.stringify(body), body, description: enumDescriptions[at] }));
  if (byDefault !== undefined || examples !== undefined || !(type in empty)) return undefined;
  return [{ label: JSON.stringify(empty[type]).replace('$1', ''), body: empty[type] }];
};

/** @param {Readonly<Record<string, any>>} schema of draft 7 */
export const completionSchema = (schema) => {
  const result = Object.fromEntries(kept.filter((key) => key in schema).map((key) => [key, schema[key]]));
  for (const [key, kind] of Object.entries(inside)) {
    const value = schema[key];
    if (typeof value !== 'object') continue;
    if (kind === 'one') result[key] = completionSchema(value);
    else if (kind === 'list') result[key === 'oneOf' ? 'anyOf' : key] = value.map(completionSchema);
    else result[key] = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, completionSchema(each)]));
  }
  const defaultSnippets = proposals(schema);
  return defaultSnippets === undefined ? result : { ...result, defaultSnippets };
};
