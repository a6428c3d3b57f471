import { valueClassNames } from '@polar-tools/policy';
import { builtinAttribute, builtinCall, isBuiltinClass } from '../host/builtin-methods.ts';
import { compareValues, equalValues } from '../host/compare.ts';
import { didYouMean } from '../host/did-you-mean.ts';
import {
  type BuiltinClasses,
  builtinClassObject,
  type CallQuestion,
  type ConstructQuestion,
  type Host,
  HostError,
  HostObject,
  type HostValue,
  isMoreSpecificFor,
  isSubclass,
  type Keywords,
  nodeBuiltinClasses,
  type Question,
  type Reply,
} from '../host/host.ts';
import { unregisteredClass } from '../host/unregistered-class.ts';
import { type Answer, type DataClass, dataOf, fieldsOf, type MethodTables } from './data-object.ts';
import { describeValue } from './describe.ts';
import { withWholeNumbers } from './whole-numbers.ts';

const application = (code: string, message: string): HostError => new HostError('application', code, message);
const exception = (code: string, message: string): HostError => new HostError('exception', code, message);

const noKeywords: Keywords = new Map();
const noMethods: MethodTables = new Map();

function answers(row: Answer, args: readonly HostValue[], keywords: Keywords): boolean {
  const expected = row.keywords ?? noKeywords;
  if (row.args === undefined && row.keywords === undefined) return true;
  const wanted = row.args ?? [];
  if (wanted.length !== args.length || expected.size !== keywords.size) return false;
  for (const [key, value] of expected) {
    const given = keywords.get(key);
    if (given === undefined || !equalValues(value, given, fieldsOf)) return false;
  }
  return wanted.every((value, index) => {
    const given = args[index];
    return given !== undefined && equalValues(value, given, fieldsOf);
  });
}

/**
 * Answers a policy's questions from a data file: objects with fields, methods that are tables of answers, classes that
 * inherit. It has no code of its own and asks nobody, so the same questions always get the same answers.
 */
export class DataHost implements Host {
  readonly classes: ReadonlyMap<string, DataClass>;
  readonly builtinClasses: BuiltinClasses = nodeBuiltinClasses;
  readonly howToRegister = "Add it to 'classes' in the data file.";
  readonly constants: ReadonlyMap<string, HostValue>;
  /** By their names, which stand for them in queries only: in a rule such a name is a variable, as it is in the application. */
  readonly objects: ReadonlyMap<string, HostObject>;
  readonly queryNames: readonly string[];
  readonly inlineQueriesName = true;
  readonly #classObjects: ReadonlyMap<string, HostObject>;

  constructor(
    classes: ReadonlyMap<string, DataClass>,
    constants: ReadonlyMap<string, HostValue>,
    objects: ReadonlyMap<string, HostObject>,
  ) {
    this.classes = classes;
    this.constants = constants;
    this.objects = objects;
    this.queryNames = [...objects.keys()];
    this.#classObjects = new Map(
      [...classes].map(([name, dataClass]) => [name, new HostObject({ ...dataClass, isOfClass: true }, dataClass)]),
    );
  }

  /** An object or a constant. */
  named(name: string): HostValue | undefined {
    return this.objects.get(name) ?? this.constants.get(name);
  }

  queryConstant(name: string): HostObject | undefined {
    return this.objects.get(name);
  }

  classObject(name: string): HostObject | undefined {
    return this.#classObjects.get(name) ?? builtinClassObject(name);
  }

  describe(object: HostObject): string {
    return describeValue(object);
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    return fieldsOf(object);
  }

  answer(question: Question): Reply {
    switch (question.kind) {
      case 'attribute':
        return this.#attribute(question.object, question.name);
      case 'call':
        return this.#call(question);
      case 'construct':
        return this.#construct(question);
      case 'compare':
        return compareValues(question.operator, question.left, question.right, fieldsOf);
      case 'next':
        return exception('not-iterable', `${describeValue(question.object)} is not a list: 'in' cannot go through it.`);
      case 'is-instance':
        return this.#withClasses(
          [question.class],
          ([of]) => question.object.class !== undefined && isSubclass(question.object.class, of),
        );
      case 'is-more-specific':
        return this.#withClasses([question.left, question.right], ([left, right]) => {
          return question.object.class !== undefined && isMoreSpecificFor(question.object.class, left, right);
        });
      case 'is-subclass':
        // None of them extends a built-in class.
        if (valueClassNames.has(question.right)) return false;
        return this.#withClasses([question.left, question.right], ([left, right]) => isSubclass(left, right));
    }
  }

  #withClasses<Names extends readonly string[]>(
    names: readonly [...Names],
    ask: (classes: { [Index in keyof Names]: DataClass }) => boolean,
  ): Reply {
    const found: DataClass[] = [];
    for (const name of names) {
      const dataClass = this.classes.get(name);
      if (dataClass === undefined) {
        return exception('unknown-class', unregisteredClass(name, this));
      }
      found.push(dataClass);
    }
    return ask(found as { [Index in keyof Names]: DataClass });
  }

  #attribute(object: HostValue, name: string): Reply {
    if (!(object instanceof HostObject) || isBuiltinClass(object)) return builtinAttribute(object, name, describeValue);
    if (object.class?.isOfClass === true && name === 'name') return object.class.name;
    const fields = fieldsOf(object);
    const value = fields?.get(name);
    if (value !== undefined) return value;
    const hint = this.#tables(object).some((tables) => tables.has(name))
      ? `It is a method: call it, ${name}(…).`
      : didYouMean(name, fields?.keys() ?? [], '');
    return application('missing-attribute', `${name} not found on ${describeValue(object)}. ${hint}`.trimEnd());
  }

  /** Where a method's answers are looked for: the object's own tables, then those of its class and of each supertype. */
  #tables(object: HostObject): readonly MethodTables[] {
    const ofClasses = object.class === undefined ? [] : (this.classes.get(object.class.name)?.ancestry ?? []);
    return [dataOf(object)?.methods ?? noMethods, ...ofClasses.map((dataClass) => dataClass.methods)];
  }

  #call({ object, name, args, keywords = noKeywords }: CallQuestion): Reply {
    if (!(object instanceof HostObject) || isBuiltinClass(object))
      return builtinCall(object, name, args, describeValue, fieldsOf);
    const data = dataOf(object);
    const tables = data === undefined ? [] : this.#tables(object);
    let found = false;
    for (const rows of tables.map((table) => table.get(name))) {
      if (rows === undefined) continue;
      found = true;
      const row = rows.find((candidate) => answers(candidate, args, keywords));
      if (row !== undefined) return row.gives;
    }
    const call = `${describeValue(object)}.${name}`;
    if (found) {
      const given = [
        ...args.map((arg) => describeValue(arg)),
        ...[...keywords].map(([key, value]) => `${key}: ${describeValue(value)}`),
      ];
      return application(
        'no-answer',
        `${call}(${given.join(', ')}) has no answer. Add a row for these arguments to the method's table.`,
      );
    }
    const hint = data?.fields.has(name)
      ? `It is a field: read it without parentheses.`
      : didYouMean(
          name,
          new Set(tables.flatMap((table) => [...table.keys()])),
          "Add its answers to 'methods' in the data file.",
        );
    return application('not-a-method', `${call} is not a function. ${hint}`);
  }

  #construct({ class: name, args, keywords = noKeywords }: ConstructQuestion): Reply {
    const dataClass = this.classes.get(name);
    if (dataClass === undefined) {
      return exception('unknown-class', unregisteredClass(name, this));
    }
    const names = [...dataClass.fields.keys()];
    if (args.length > names.length) {
      const has =
        names.length === 0
          ? "declares no 'fields'"
          : `has ${names.length} field${names.length === 1 ? '' : 's'} (${names.join(', ')})`;
      return exception('construct', `new ${name} was given ${args.length} values, but ${name} ${has}.`);
    }
    const fields = new Map<string, HostValue>();
    for (const [index, value] of args.entries()) fields.set(names[index] ?? '', withWholeNumbers(value));
    for (const [key, value] of keywords) {
      if (fields.has(key))
        return exception('construct', `new ${name} was given '${key}' twice: by position and by name.`);
      if (dataClass.closed && !dataClass.fields.has(key)) {
        return exception(
          'construct',
          `${name} has no field '${key}'. ${didYouMean(key, names, `It has: ${names.join(', ')}.`)}`,
        );
      }
      fields.set(key, withWholeNumbers(value));
    }
    return new HostObject(dataClass, { name: undefined, fields, methods: noMethods });
  }
}
