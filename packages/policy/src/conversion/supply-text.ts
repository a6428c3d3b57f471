import type { Supply } from './conversion.ts';

/** What the application must tell, for a person: one line, without a full stop. */
export function supplyText(supply: Supply): string {
  if (supply.kind === 'rule') return `the fact ${supply.form}: all that the rule for it gave`;
  if (supply.kind === 'field') {
    const { field, predicate } = supply;
    switch (supply.shape) {
      case 'truth':
        return `the fact ${predicate}(object): where the field ${field} is true`;
      case 'members':
        return `the fact ${predicate}(object, member): for each member of the list ${field}`;
      case 'value':
        return `the fact ${predicate}(object, value): what the field ${field} holds, false included`;
    }
  }
  const values = {
    truth: 'true or false',
    members: 'a list of the other arguments',
    lists: 'a list of lists of the other arguments',
  };
  return `the field ${supply.field} of ${supply.class}: ${values[supply.shape]}, for what the facts ${supply.form} told`;
}
