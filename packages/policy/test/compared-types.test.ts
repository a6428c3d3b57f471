import { Oso } from 'oso';
import { expect, it } from 'vitest';
import { check, createPolicy } from '../src/index.ts';

const values: Readonly<Record<string, string>> = {
  String: '"a"',
  Integer: '1',
  Float: '1.5',
  Boolean: 'true',
  List: '[1]',
  Dictionary: '{a: 1}',
};

/** What the reference does with a comparison of two such values. */
async function outcome(text: string): Promise<string> {
  const oso = new Oso();
  await oso.loadStr(text);
  try {
    for await (const _ of oso.queryRule('allow', 1, 2, 3)) return 'true';
    return 'false';
  } catch (error) {
    return String(error).includes('Not supported') ? 'error' : String(error);
  }
}

it.each(['=', '==', '!=', '<', '<=', '>', '>='])(
  'says of %s that it is an error where the reference ends with one',
  async (operator) => {
    for (const left of Object.values(values))
      for (const right of Object.values(values)) {
        const text = `allow(_, _, _) if ${left} ${operator} ${right};`;
        const said = check(createPolicy([{ uri: 'a', text }], { dialect: 'library' }))
          .get('a')!
          .filter(({ code }) => code === 'type-mismatch')
          .map(({ message }) => message)
          .join();
        const is = await outcome(text);
        expect(said.includes('runtime error'), text).toBe(is === 'error');
        if (said.includes('never true')) expect(is, text).toBe('false');
        expect(said, text).not.toContain('always true');
      }
  },
);
