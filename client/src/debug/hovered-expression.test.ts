import { expect, it } from 'vitest';
import { hoveredExpression } from './hovered-expression.ts';

const at = (marked: string): string | undefined => {
  const character = marked.indexOf('|');
  const line = marked.replace('|', '');
  const found = hoveredExpression(line, character);
  return found && line.slice(found.start, found.end);
};

it.each([
  ['  rol|e in actor.roles and', 'role'],
  ['  role in act|or.roles and', 'actor'],
  ['  role in actor.ro|les and', 'actor.roles'],
  ['  x = a.b|.c.d', 'a.b'],
  ['  has_ro|le(actor, "admin", r)', undefined],
  ['  f("ac|tor", x)', undefined],
  ['  x # act|or', undefined],
  ['  "a" = na|me', 'name'],
])('%s', (marked, expression) => {
  expect(at(marked)).toBe(expression);
});
