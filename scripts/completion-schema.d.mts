/** A schema of draft 7 without what checks; see completion-schema.mjs. */
// biome-ignore lint/suspicious/noExplicitAny: a JSON schema is whatever JSON it is
export function completionSchema(schema: Readonly<Record<string, any>>): Record<string, any>;
