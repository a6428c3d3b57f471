import { expect, it } from 'vitest';
import { likeliest, MOST_ITEMS } from './likeliest.ts';

const items = (count: number, name: string) =>
  Array.from({ length: count }, (_, at) => ({ label: `${name}_${String(at).padStart(4, '0')}` }));

it('few items are left as they are, whatever is written', () => {
  const few = items(MOST_ITEMS, 'rule');
  expect(likeliest(few, 'xyz')).toEqual({ items: few, isCut: false });
});

it('of many, those that begin with what is written come first, then those that have its letters in their order', () => {
  const many = [
    ...items(MOST_ITEMS, 'may'),
    { label: 'other', sortText: '0other' },
    { label: 'Archive_all' },
    { label: 'my_arch' },
  ];
  const { items: found, isCut } = likeliest(many, 'arch');
  expect(isCut).toBe(true);
  expect(found.map(({ label }) => label)).toEqual(['Archive_all', 'my_arch']);
});

it('what is left out can be had by writing on', () => {
  const many = items(3 * MOST_ITEMS, 'rule');
  expect(likeliest(many, '').items).toEqual(many.slice(0, MOST_ITEMS));
  expect(likeliest(many, 'RULE_0700').items).toEqual([{ label: 'rule_0700' }]);
});
