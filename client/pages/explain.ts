/**
 * The page of an explanation: a tree to walk through by keyboard, and the changes that turn the answer around. It is told what to show, and says
 * what a person asks for; texts of policies come in as text alone.
 */
import { button, byId, make, say } from './page.ts';

/** A line of the tree. */
interface Line {
  readonly depth: number;
  readonly kind: string;
  readonly text: string;
  readonly place?: string;
  readonly bindings?: string;
}

/** What the page is told. */
interface Told {
  readonly verdict: string;
  readonly outcome: string;
  /** It is not of the policy as it is now: nothing can be asked of it. */
  readonly isPast: boolean;
  readonly lines: readonly Line[];
  readonly changes: readonly {
    readonly text: string;
    readonly beside?: string;
    readonly button?: string;
    readonly byHand?: string;
  }[];
  readonly place: string;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  readonly blame?: Blame;
}

/** What is asked of who says that the answer is wrong, or what is at fault. */
interface Blame {
  readonly kind: 'question' | 'verdict';
  readonly text: string;
  readonly place?: string;
  readonly asked: number;
  readonly choices: readonly { readonly text: string; readonly place?: string }[];
  readonly replies: readonly { readonly reply: unknown; readonly text: string }[];
}

const title = byId('title');
const tree = byId('tree');
const changes = byId('changes');
const notes = byId('notes');
const bindings = byId('bindings');
const here = byId<HTMLButtonElement>('here');
let lines: readonly Line[] = [];

const items = (): HTMLElement[] => [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')];
const visible = (): HTMLElement[] => items().filter((item) => !item.hidden);
const levelOf = (item: HTMLElement): number => Number(item.getAttribute('aria-level'));

/** What lies below an item. */
function below(item: HTMLElement): HTMLElement[] {
  const all = items();
  const at = all.indexOf(item);
  const end = all.findIndex((other, i) => i > at && levelOf(other) <= levelOf(item));
  return all.slice(at + 1, end === -1 ? undefined : end);
}

function fold(item: HTMLElement, isOpen: boolean): void {
  if (!item.hasAttribute('aria-expanded')) return;
  item.setAttribute('aria-expanded', String(isOpen));
  const closed: number[] = [];
  for (const each of below(item)) {
    while (closed.length > 0 && levelOf(each) <= (closed.at(-1) ?? 0)) closed.pop();
    each.hidden = !isOpen || closed.length > 0;
    if (each.getAttribute('aria-expanded') === 'false') closed.push(levelOf(each));
  }
}

/** The line that is chosen: its bindings are told, and a session can begin there. */
function choose(item: HTMLElement | undefined): void {
  for (const each of items()) {
    each.tabIndex = each === item ? 0 : -1;
    each.setAttribute('aria-selected', String(each === item));
  }
  const line = item === undefined ? undefined : lines[Number(item.dataset.line)];
  bindings.textContent = line?.bindings === undefined || line.bindings === '' ? '' : `With ${line.bindings}`;
  here.disabled = line?.place === undefined;
}

function focus(item: HTMLElement | undefined): void {
  if (item === undefined) return;
  choose(item);
  item.focus();
}

const chosen = (): number => Number(items().find(({ tabIndex }) => tabIndex === 0)?.dataset.line);
const open = (item: HTMLElement): void => {
  if (lines[Number(item.dataset.line)]?.place !== undefined) say({ kind: 'open', line: Number(item.dataset.line) });
};

tree.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement) choose(target);
});
tree.addEventListener('keydown', (event) => {
  const shown = visible();
  const at = shown.indexOf(document.activeElement as HTMLElement);
  const item = shown[at];
  if (item === undefined) return;
  const isOpen = item.getAttribute('aria-expanded');
  if (event.key === 'ArrowDown') focus(shown[at + 1]);
  else if (event.key === 'ArrowUp') focus(shown[at - 1]);
  else if (event.key === 'Home') focus(shown[0]);
  else if (event.key === 'End') focus(shown.at(-1));
  else if (event.key === 'ArrowRight') isOpen === 'false' ? fold(item, true) : focus(shown[at + 1]);
  else if (event.key === 'ArrowLeft')
    isOpen === 'true'
      ? fold(item, false)
      : focus(shown.slice(0, at).findLast((other) => levelOf(other) < levelOf(item)));
  else if (event.key === 'Enter' || event.key === ' ') open(item);
  else if (event.key === 'd') say({ kind: 'debug', line: chosen() });
  else return;
  event.preventDefault();
});
tree.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return;
  const item = target.closest<HTMLElement>('[role=treeitem]');
  if (item === null) return;
  focus(item);
  if (target.className === 'twisty') fold(item, item.getAttribute('aria-expanded') !== 'true');
  else open(item);
});
byId('debug').addEventListener('click', () => say({ kind: 'debug' }));
here.addEventListener('click', () => say({ kind: 'debug', line: chosen() }));

function showBlame(blame: Blame | undefined): void {
  const into = byId('question');
  const ask = byId('blame');
  const hadFocus = into.contains(document.activeElement) || document.activeElement === ask;
  ask.hidden = blame !== undefined || title.className === 'unknown';
  if (blame === undefined) {
    into.replaceChildren();
    if (hadFocus) ask.focus();
    return;
  }
  const { kind, text, place, asked, choices, replies } = blame;
  const opening = (at: number, shown: string): HTMLElement => button(shown, () => say({ kind: 'choice', choice: at }));
  const heading = make('h2', kind === 'verdict' ? 'At fault' : `Question ${asked + 1}`);
  const sentence = make('p', `${text} `);
  if (place !== undefined) sentence.append(opening(0, place));
  const list = make('ol');
  for (const [at, choice] of choices.entries()) {
    const item = make('li', `${choice.text} `);
    if (choice.place !== undefined) item.append(opening(at, choice.place));
    list.append(item);
  }
  const answers = make('p');
  for (const { reply, text: word } of replies)
    answers.append(
      button(word, () => say({ kind: 'reply', reply })),
      ' ',
    );
  if (asked > 0)
    answers.append(
      button('Take Back', () => say({ kind: 'undo' })),
      ' ',
    );
  answers.append(button('Stop', () => say({ kind: 'stop' })));
  into.replaceChildren(heading, sentence, ...(choices.length > 0 ? [list] : []), answers);
  if (hadFocus) answers.querySelector('button')?.focus();
}
byId('blame').addEventListener('click', () => say({ kind: 'blame' }));

function itemOf(line: Line, at: number): HTMLElement {
  const item = make('div', '', `line ${line.kind}`);
  item.setAttribute('role', 'treeitem');
  item.setAttribute('aria-level', String(line.depth + 1));
  item.tabIndex = at === 0 ? 0 : -1;
  item.style.setProperty('--depth', String(line.depth));
  const hasMore = (lines[at + 1]?.depth ?? 0) > line.depth;
  if (hasMore) item.setAttribute('aria-expanded', 'true');
  item.dataset.line = String(at);
  const twisty = make('span', '', hasMore ? 'twisty' : 'leaf');
  twisty.setAttribute('aria-hidden', 'true');
  item.append(twisty, make('span', line.text, 'text'));
  if (line.kind === 'rule' && line.bindings) item.append(make('span', line.bindings, 'bound'));
  if (line.bindings) item.title = line.bindings;
  if (line.place !== undefined) item.append(make('span', line.place, 'place'));
  return item;
}

window.addEventListener('message', ({ data }: MessageEvent<Told>) => {
  const { verdict, outcome, changes: possible, problems, notes: left, place } = data;
  const was = tree.contains(document.activeElement) ? chosen() : undefined;
  lines = data.lines;
  title.textContent = verdict;
  title.className = outcome;
  tree.replaceChildren(...lines.map(itemOf));
  choose(undefined);
  const first = items()[was ?? 0] ?? items()[0];
  if (first !== undefined) first.tabIndex = 0;
  if (was !== undefined) focus(first);
  changes.replaceChildren();
  if (possible.length > 0) {
    const would = outcome === 'holds' ? 'no longer hold' : 'hold';
    changes.append(make('h2', `It would ${would} with any one of these changes of ${place}`));
    const list = make('ul');
    for (const [at, change] of possible.entries()) {
      const item = make('li', `${change.text}${change.beside === undefined ? '' : ` (${change.beside})`} `);
      if (change.button !== undefined)
        item.append(
          button(change.button, () => say({ kind: 'apply', change: at }), `${change.button}: ${change.text}`),
        );
      if (change.byHand !== undefined) item.append(make('span', `By hand: ${change.byHand}`, 'place'));
      list.append(item);
    }
    changes.append(list);
  }
  here.hidden = data.isPast;
  showBlame(data.blame);
  if (data.isPast) byId('blame').hidden = true;
  notes.replaceChildren(...[...problems, ...left].map((text) => make('p', text)));
});
say({ kind: 'ready' });
