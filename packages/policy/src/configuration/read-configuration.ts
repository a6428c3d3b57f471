import { parse, type ValueNode } from '@humanwhocodes/momoa';
import { isName } from '@polar-tools/language';
import type { Severity } from '../checking/diagnostic.ts';
import { checks } from '../checks/index.ts';
import { isBuiltInClass } from '../dialect/built-in-classes.ts';
import type { Dialect } from '../model/policy.ts';
import { nearestOf } from '../names/suggestions.ts';
import type { ClassDescription, Configuration, FormatDescription, HostDescription } from './configuration.ts';
import { faultOfFile, faultOfPattern } from './file-references.ts';

/** What is wrong in a `polar.config.json`: UTF-16 offsets into its text. */
export interface ConfigurationProblem {
  /** `malformed-json` and `duplicate-name` are what any reader of JSON finds. */
  readonly code: 'malformed-json' | 'duplicate-name' | 'configuration';
  readonly message: string;
  /** Without one, an error. */
  readonly severity?: 'warning';
  readonly start: number;
  readonly end: number;
}

/** A file that a configuration names, or a pattern of files: where it stands in the text. */
export interface NamedFile {
  readonly setting: 'include' | 'data' | 'facts' | 'host';
  /** As it is written. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The configuration as far as it could be understood, and what could not be. */
export interface ReadConfiguration {
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
  /** The files that it names, which may be there or not. */
  readonly named: readonly NamedFile[];
}

/** Reads the text of a `polar.config.json`: JSON in which comments and trailing commas are allowed. Never throws. */
export function readConfiguration(text: string): ReadConfiguration {
  const reader = new Reader();
  if (text.trim() === '') return { configuration: {}, problems: [], named: [] };
  let body: ValueNode;
  try {
    ({ body } = parse(text, { mode: 'jsonc', ranges: true, allowTrailingCommas: true }));
  } catch (error) {
    return { configuration: {}, problems: [syntaxProblem(error, text)], named: [] };
  }
  return { configuration: reader.configuration(body), problems: reader.problems, named: reader.named };
}

/** The parser throws an error that knows its offset. */
function syntaxProblem(error: unknown, text: string): ConfigurationProblem {
  const { message, offset } = error as { message?: string; offset?: number };
  const found = Math.min(offset ?? text.length, text.length);
  const early = endsTooEarly(text, found, message ?? '');
  const words = early
    ? 'it ends too early'
    : (message ?? 'unexpected text').replace(/\s*\(\d+:\d+\)\s*$/, '').replace(/\.$/, '');
  const start = early ? text.trimEnd().length : found;
  return {
    code: 'malformed-json',
    message: `This is not JSON: ${words}. Correct it here or just before.`,
    start,
    end: Math.min(start + 1, early ? start : text.length),
  };
}

/** Whether something is missing at the end, where the parser names the last token, or the beginning of the text. */
function endsTooEarly(text: string, found: number, message: string): boolean {
  if (message.startsWith('Unexpected end of input')) return true;
  if (!/^(?:"(?:[^"\\]|\\.)*"|[{[,:]|[\w.+-]+)\s*$/.test(text.slice(found))) return false;
  let open = 0;
  for (const [sign] of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[{}[\]]/g))
    open += sign === '{' || sign === '[' ? 1 : -1;
  return open > 0;
}

const severities: readonly (Severity | 'off')[] = ['error', 'warning', 'information', 'hint', 'off'];
const keys = [
  '$schema',
  'dialect',
  'include',
  'classes',
  'constants',
  'data',
  'facts',
  'host',
  'redact',
  'format',
  'checks',
];

/** Strings that name something: files as what, and which of them are refused. */
interface Names {
  readonly setting?: NamedFile['setting'];
  readonly faultOf?: (what: string, name: string) => string | undefined;
}

/** Why no rule can name this, in a sentence; undefined where one can. */
const faultOfName = (what: string, name: string): string | undefined =>
  isName(name)
    ? undefined
    : `${what} has "${name}", which no rule can name. A name has letters, digits and _, begins with no digit, and is no word of the language.`;

const FACTS: Names = { setting: 'facts', faultOf: faultOfFile };

class Reader {
  readonly problems: ConfigurationProblem[] = [];
  readonly named: NamedFile[] = [];

  configuration(node: ValueNode): Configuration {
    let dialect: Dialect | undefined;
    let include: readonly string[] | undefined;
    let classes: Record<string, ClassDescription> | undefined;
    let constants: readonly string[] | undefined;
    let data: string | undefined;
    let facts: readonly string[] | undefined;
    let host: HostDescription | undefined;
    let redact: readonly string[] | undefined;
    let format: FormatDescription | undefined;
    let settings: Record<string, Severity | 'off'> | undefined;
    for (const { key, value, keyNode } of this.#members(node, 'The configuration', '{"dialect": "library"}')) {
      switch (key) {
        case '$schema':
          break;
        case 'dialect':
          dialect = this.#oneOf(value, '"dialect"', ['library', 'cloud'], 'auto');
          break;
        case 'include':
          include = this.#strings(value, '"include"', '["policies/**/*.polar"]', {
            setting: 'include',
            faultOf: faultOfPattern,
          });
          break;
        case 'classes':
          classes = this.#classes(value);
          break;
        case 'constants':
          constants = this.#strings(value, '"constants"', '["nil", "MAX_SIZE"]', { faultOf: faultOfName });
          break;
        case 'data':
          data = this.#string(value, '"data"', '"data.json"', { setting: 'data', faultOf: faultOfFile });
          break;
        case 'facts':
          facts =
            value.type === 'String'
              ? [this.#string(value, '"facts"', '"facts.json"', FACTS)].filter((name) => name !== undefined)
              : this.#strings(value, '"facts"', '["facts.json"]', FACTS);
          break;
        case 'host':
          host = this.#host(value);
          break;
        case 'redact':
          redact = this.#strings(value, '"redact"', '["email", "is_suspended"]');
          break;
        case 'format':
          format = this.#format(value);
          break;
        case 'checks':
          settings = this.#checks(value);
          break;
        default:
          this.#unknownKey(keyNode, key, 'a setting', keys);
      }
    }
    return {
      ...(dialect && { dialect }),
      ...(include && { include }),
      ...(classes && { classes }),
      ...(constants && { constants }),
      ...(data !== undefined && { data }),
      ...(facts && { facts }),
      ...(host && { host }),
      ...(redact && { redact }),
      ...(format && { format }),
      ...(settings && { checks: settings }),
    };
  }

  #classes(node: ValueNode): Record<string, ClassDescription> {
    // Without a prototype: a class may be called `constructor`, and a stranger's `__proto__`.
    const classes: Record<string, ClassDescription> = Object.create(null);
    const extended: ValueNode[] = [];
    for (const { key, keyNode, value } of this.#members(node, '"classes"', '{"User": {"fields": ["name"]}}')) {
      const fault = faultOfName('"classes"', key);
      if (fault !== undefined) this.#report(keyNode, fault);
      let fields: readonly string[] = [];
      let supertypes: readonly string[] = [];
      for (const member of this.#members(value, `The class "${key}"`, '{"fields": ["name"], "extends": ["Person"]}')) {
        if (member.key === 'fields') fields = this.#strings(member.value, '"fields"', '["name", "roles"]') ?? [];
        else if (member.key === 'extends') {
          supertypes = this.#strings(member.value, '"extends"', '["Person"]') ?? [];
          if (member.value.type === 'Array') extended.push(...member.value.elements.map((element) => element.value));
        } else this.#unknownKey(member.keyNode, member.key, 'known of a class', ['fields', 'extends']);
      }
      classes[key] = { fields, extends: supertypes };
    }
    for (const node of extended) {
      if (node.type !== 'String' || Object.hasOwn(classes, node.value) || isBuiltInClass(node.value)) continue;
      const meant = nearestOf(node.value, Object.keys(classes));
      const advice = meant === undefined ? 'Name it too' : `Did you mean "${meant}"?`;
      this.#report(
        node,
        `No class "${node.value}" is named under "classes". ${advice}${meant === undefined ? ', without fields if you like: {}.' : ''}`,
      );
    }
    return classes;
  }

  #host(node: ValueNode): HostDescription | undefined {
    let kind: HostDescription['kind'] | undefined;
    let module: string | undefined;
    let interpreter: string | undefined;
    for (const { key, value, keyNode } of this.#members(
      node,
      '"host"',
      '{"kind": "python", "module": "app.authorization"}',
    )) {
      if (key === 'kind') kind = this.#oneOf(value, '"kind"', ['python', 'node']);
      else if (key === 'module') module = this.#string(value, '"module"', '"app.authorization"', { setting: 'host' });
      else if (key === 'interpreter') interpreter = this.#string(value, '"interpreter"', '".venv/bin/python"');
      else this.#unknownKey(keyNode, key, 'known of a host', ['kind', 'module', 'interpreter']);
    }
    if (node.type === 'Object' && (kind === undefined || module === undefined)) {
      const missing = [kind === undefined ? '"kind"' : '', module === undefined ? '"module"' : '']
        .filter(Boolean)
        .join(' and ');
      this.#report(node, `"host" needs ${missing}. Write {"kind": "python", "module": "app.authorization"}.`);
      return undefined;
    }
    if (kind === undefined || module === undefined) return undefined;
    return { kind, module, ...(interpreter !== undefined && { interpreter }) };
  }

  #format(node: ValueNode): FormatDescription {
    let lineWidth: number | undefined;
    for (const { key, value, keyNode } of this.#members(node, '"format"', '{"lineWidth": 100}')) {
      if (key === 'lineWidth') lineWidth = this.#lineWidth(value);
      else this.#unknownKey(keyNode, key, 'known of "format"', ['lineWidth']);
    }
    return lineWidth === undefined ? {} : { lineWidth };
  }

  #lineWidth(node: ValueNode): number | undefined {
    if (node.type === 'Number' && Number.isInteger(node.value) && node.value >= 20 && node.value <= 1000)
      return node.value;
    this.#report(node, '"lineWidth" must be a whole number from 20 to 1000, as in {"lineWidth": 100}.');
    return undefined;
  }

  #checks(node: ValueNode): Record<string, Severity | 'off'> {
    const settings: Record<string, Severity | 'off'> = {};
    const codes = checks.map(({ code }) => code);
    for (const { key, value, keyNode } of this.#members(node, '"checks"', '{"unused-rule": "off"}')) {
      if (!codes.includes(key)) this.#unknownKey(keyNode, key, 'a check', codes);
      const severity = this.#oneOf(value, `"${key}"`, severities);
      if (severity !== undefined) settings[key] = severity;
    }
    return settings;
  }

  *#members(
    node: ValueNode,
    what: string,
    example: string,
  ): Generator<{ key: string; keyNode: Ranged; value: ValueNode }> {
    if (node.type !== 'Object') {
      this.#report(node, `${what} must be an object, as in ${example}.`);
      return;
    }
    const seen = new Set<string>();
    for (const { name, value } of node.members) {
      const key = name.type === 'String' ? name.value : name.name;
      if (seen.has(key))
        this.#report(name, `"${key}" stands here twice, and only the last counts. Remove one.`, 'duplicate-name');
      seen.add(key);
      yield { key, keyNode: name, value };
    }
  }

  #strings(node: ValueNode, what: string, example: string, names?: Names): readonly string[] | undefined {
    if (node.type !== 'Array') {
      this.#report(node, `${what} must be a list of strings, as in ${example}.`);
      return undefined;
    }
    const strings: string[] = [];
    for (const { value } of node.elements) {
      const fault = value.type === 'String' ? names?.faultOf?.(what, value.value) : undefined;
      if (fault !== undefined) this.#report(value, fault);
      else if (value.type === 'String') {
        strings.push(value.value);
        this.#name(value, value.value, names);
      } else this.#report(value, `${what} must hold strings only, as in ${example}.`);
    }
    return strings;
  }

  #string(node: ValueNode, what: string, example: string, names?: Names): string | undefined {
    if (node.type === 'String') {
      const fault = names?.faultOf?.(what, node.value);
      if (fault === undefined) {
        this.#name(node, node.value, names);
        return node.value;
      }
      this.#report(node, fault);
      return undefined;
    }
    this.#report(node, `${what} must be a string, as in ${example}.`);
    return undefined;
  }

  /** `none` is the word for leaving the setting out. */
  #oneOf<T extends string>(node: ValueNode, what: string, allowed: readonly T[], none?: string): T | undefined {
    if (node.type === 'String') {
      const found = allowed.find((one) => one === node.value);
      if (found !== undefined || (none !== undefined && node.value === none)) return found;
    }
    const words = [...allowed, ...(none === undefined ? [] : [none])].map((one) => `"${one}"`);
    this.#report(node, `${what} must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`);
    return undefined;
  }

  #unknownKey(node: Ranged, key: string, what: string, known: readonly string[]): void {
    const meant = nearestOf(key, known);
    const advice = meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean "${meant}"?`;
    this.#report(node, `"${key}" is not ${what}. ${advice}`);
  }

  #name({ range: [start = 0, end = start] = [] }: Ranged, name: string, names: Names | undefined): void {
    if (names?.setting !== undefined) this.named.push({ setting: names.setting, name, start, end });
  }

  #report(node: Ranged, message: string, code: ConfigurationProblem['code'] = 'configuration'): void {
    const [start = 0, end = start] = node.range ?? [];
    this.problems.push({ code, message, start, end });
  }
}

interface Ranged {
  readonly range?: readonly number[] | undefined;
}
