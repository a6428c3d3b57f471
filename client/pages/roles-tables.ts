import { type Matrix, reachedText, rulesText } from '@polar-tools/graph';
import { button, make, say } from './page.ts';

/** What the tables ask the page. */
export interface Tables {
  isOpen(block: string): boolean;
  focus(block: string): void;
}

/** The permissions of each type against what gives them, as tables; each role, permission and cell goes to its source. */
export function showTables(into: HTMLElement, matrices: readonly Matrix[], { isOpen, focus }: Tables): void {
  // What a person has opened or closed stays as it is.
  const turned = new Map(
    [...into.querySelectorAll<HTMLDetailsElement>('details')].map((each) => [each.dataset.block, each.open]),
  );
  const had = into.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.key : undefined;
  into.replaceChildren(
    ...matrices.map((matrix) => {
      const { name } = matrix.block;
      const details = make('details');
      details.dataset.block = name;
      details.open = turned.get(name) ?? isOpen(name);
      const summary = make('summary', name);
      details.append(summary);
      // A table is made as it is opened: of hundreds, few are.
      const fill = (): void => {
        if (details.open && details.children.length === 1) details.append(bar(name, focus), tableOf(matrix));
      };
      fill();
      details.addEventListener('toggle', fill);
      return details;
    }),
  );
  if (had !== undefined) into.querySelector<HTMLElement>(`[data-key="${CSS.escape(had)}"]`)?.focus();
}

function bar(block: string, focus: Tables['focus']): HTMLElement {
  const made = make('p');
  made.append(button('Show Only This', () => focus(block), `Show only ${block} and what it is linked with`));
  return made;
}

function tableOf({ block, columns, rows }: Matrix): HTMLElement {
  const table = make('table');
  table.append(make('caption', `From what the permissions on ${block.name} follow`, 'hidden'));
  const hasRules = rows.some(({ permission }) => permission.rules.length > 0);
  const head = make('tr');
  head.append(make('td'));
  for (const { label, name } of columns) head.append(cell('th', label, { kind: 'name', id: name.id }, 'col'));
  if (hasRules) head.append(make('th', 'other rules'));
  const top = make('thead');
  top.append(head);
  const body = make('tbody');
  for (const { permission, cells } of rows) {
    const row = make('tr');
    row.append(cell('th', permission.name, { kind: 'name', id: permission.id }, 'row'));
    for (const [at, reached] of cells.entries()) {
      if (reached === undefined) {
        row.append(make('td'));
        continue;
      }
      const way = reached.steps.map(({ id }) => id).join(' → ');
      const link = reached.links.at(-1);
      const source = { kind: 'link', from: link?.from.id, to: link?.to.id, via: link?.via };
      const made = cell('td', reachedText(reached), source);
      made.title = way;
      made.className = reached.isConditional ? 'conditional' : 'certain';
      made.firstElementChild?.setAttribute(
        'aria-label',
        `${columns[at]!.label} gives ${permission.name}: ${reachedText(reached)}`,
      );
      row.append(made);
    }
    if (hasRules)
      row.append(
        permission.rules.length === 0
          ? make('td')
          : cell('td', rulesText(permission.rules.length), { kind: 'rule', id: permission.id }),
      );
    body.append(row);
  }
  table.append(top, body);
  const made = make('div', '', 'scrolls');
  made.append(table);
  return made;
}

/** A cell with a button that opens what it speaks of. */
function cell(name: 'td' | 'th', text: string, source: object, scope?: 'row' | 'col'): HTMLTableCellElement {
  const made = make(name);
  if (scope !== undefined) made.scope = scope;
  const open = button(text, () => say({ kind: 'open', source }));
  open.dataset.key = JSON.stringify(source);
  made.append(open);
  return made;
}
