import type { InstancePattern } from '@polar-tools/language';
import { nearestOf } from '../suggestions.ts';
import { type Check, libraryOnly } from './check.ts';
import { singletonsOf } from './singletons.ts';

/** What people call the built-in classes in other languages. */
const misspellings: Readonly<Record<string, string>> = {
  integer: 'Integer',
  int: 'Integer',
  i32: 'Integer',
  i64: 'Integer',
  u32: 'Integer',
  u64: 'Integer',
  usize: 'Integer',
  size_t: 'Integer',
  float: 'Float',
  f32: 'Float',
  f64: 'Float',
  double: 'Float',
  char: 'String',
  str: 'String',
  string: 'String',
  list: 'List',
  array: 'List',
  Array: 'List',
  dict: 'Dictionary',
  Dict: 'Dictionary',
  dictionary: 'Dictionary',
  hash: 'Dictionary',
  Hash: 'Dictionary',
  map: 'Dictionary',
  Map: 'Dictionary',
  HashMap: 'Dictionary',
  hashmap: 'Dictionary',
  hash_map: 'Dictionary',
};

/** A specializer that names no class: nothing will ever match it. */
export const unknownSpecializer: Check = {
  code: 'unknown-specializer',
  severity: 'warning',
  dialects: libraryOnly,
  summary: 'A specializer that names no known class.',
  nodes: {
    Rule(rule, { classes, policy, report }) {
      for (const { name, as, node } of singletonsOf(rule)) {
        if (as !== 'class' || classes.isRegistered(name)) continue;
        const meant = misspellings[name];
        const isLowerCase = name === name.toLowerCase();
        // A capitalised name may be a class of the application that nobody has named.
        if (!classes.complete && (meant === undefined || !isLowerCase || policy.blocks.has(name))) continue;
        const suggestion =
          meant ?? nearestOf(name, policy.configuration.classes ? Object.keys(policy.configuration.classes) : []);
        const target = (node as InstancePattern).name;
        const advice = suggestion
          ? `, did you mean ${suggestion}?`
          : '. If it is a class of the application, name it under "classes" in polar.config.json.';
        report(target, `Unknown specializer ${name}${advice}`, {
          ...(suggestion && {
            fixes: [
              {
                title: `Change to ${suggestion}`,
                preferred: true,
                edits: [{ node: target, at: 'instead', newText: suggestion }],
              },
            ],
          }),
        });
      }
    },
  },
};
