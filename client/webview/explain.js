/**
 * The page of an explanation: a tree to walk through by keyboard, and the changes that turn the answer around. It is told what to show, and says
 * what a person asks for; texts of policies come in as text alone.
 */
// @ts-check
(() => {
  // @ts-expect-error the editor's own
  const editor = acquireVsCodeApi();
  const title = /** @type {HTMLElement} */ (document.getElementById('title'));
  const tree = /** @type {HTMLElement} */ (document.getElementById('tree'));
  const changes = /** @type {HTMLElement} */ (document.getElementById('changes'));
  const notes = /** @type {HTMLElement} */ (document.getElementById('notes'));

  /** @param {string} name @param {string} [text] @param {string} [className] */
  const make = (name, text = '', className = '') => {
    const node = document.createElement(name);
    node.textContent = text;
    if (className !== '') node.className = className;
    return node;
  };

  const items = () => /** @type {HTMLElement[]} */ ([...tree.querySelectorAll('[role=treeitem]')]);
  const visible = () => items().filter((item) => !item.hidden);
  /** @param {HTMLElement} item */
  const levelOf = (item) => Number(item.getAttribute('aria-level'));

  /** What lies below an item. @param {HTMLElement} item */
  const below = (item) => {
    const all = items();
    const at = all.indexOf(item);
    const end = all.findIndex((other, i) => i > at && levelOf(other) <= levelOf(item));
    return all.slice(at + 1, end === -1 ? undefined : end);
  };

  /** @param {HTMLElement} item @param {boolean} isOpen */
  const fold = (item, isOpen) => {
    if (!item.hasAttribute('aria-expanded')) return;
    item.setAttribute('aria-expanded', String(isOpen));
    const closed = /** @type {number[]} */ ([]);
    for (const each of below(item)) {
      while (closed.length > 0 && levelOf(each) <= /** @type {number} */ (closed.at(-1))) closed.pop();
      each.hidden = !isOpen || closed.length > 0;
      if (each.getAttribute('aria-expanded') === 'false') closed.push(levelOf(each));
    }
  };

  /** @param {HTMLElement | undefined} item */
  const focus = (item) => {
    if (item === undefined) return;
    for (const each of items()) each.tabIndex = each === item ? 0 : -1;
    item.focus();
  };

  /** @param {HTMLElement} item */
  const open = (item) =>
    item.dataset.line !== undefined && editor.postMessage({ kind: 'open', line: Number(item.dataset.line) });

  tree.addEventListener('keydown', (event) => {
    const item = /** @type {HTMLElement} */ (document.activeElement);
    const shown = visible();
    const at = shown.indexOf(item);
    if (at < 0) return;
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
    else return;
    event.preventDefault();
  });
  tree.addEventListener('click', (event) => {
    const item = /** @type {HTMLElement | null} */ (
      /** @type {HTMLElement} */ (event.target).closest('[role=treeitem]')
    );
    if (item === null) return;
    focus(item);
    if (/** @type {HTMLElement} */ (event.target).className === 'twisty')
      fold(item, item.getAttribute('aria-expanded') !== 'true');
    else open(item);
  });
  document.getElementById('debug')?.addEventListener('click', () => editor.postMessage({ kind: 'debug' }));

  window.addEventListener('message', ({ data }) => {
    const { verdict, outcome, lines, changes: possible, problems, notes: left, place } = data;
    title.textContent = verdict;
    title.className = outcome;
    tree.replaceChildren(
      ...lines.map((/** @type {any} */ line, /** @type {number} */ i) => {
        const item = make('div', '', `line ${line.kind}`);
        item.setAttribute('role', 'treeitem');
        item.setAttribute('aria-level', String(line.depth + 1));
        item.tabIndex = i === 0 ? 0 : -1;
        item.style.setProperty('--depth', String(line.depth));
        const hasMore = (lines[i + 1]?.depth ?? 0) > line.depth;
        if (hasMore) item.setAttribute('aria-expanded', 'true');
        if (line.place !== undefined) item.dataset.line = String(i);
        const twisty = make('span', '', hasMore ? 'twisty' : 'leaf');
        twisty.setAttribute('aria-hidden', 'true');
        item.append(twisty, make('span', line.text, 'text'));
        if (line.place !== undefined) item.append(make('span', line.place, 'place'));
        return item;
      }),
    );
    changes.replaceChildren();
    if (possible.length > 0) {
      changes.append(
        make(
          'h2',
          `It would ${outcome === 'holds' ? 'no longer hold' : 'hold'} with any one of these changes of ${place}`,
        ),
      );
      const list = make('ul');
      possible.forEach((/** @type {any} */ change, /** @type {number} */ i) => {
        const item = make('li', `${change.text} `);
        if (change.isEdit) {
          const button = make('button', 'Change the Data File');
          button.setAttribute('aria-label', `Change the data file: ${change.text}`);
          button.addEventListener('click', () => editor.postMessage({ kind: 'apply', change: i }));
          item.append(button);
        }
        list.append(item);
      });
      changes.append(list);
    }
    notes.replaceChildren(...[...problems, ...left].map((/** @type {string} */ text) => make('p', text)));
  });
  editor.postMessage({ kind: 'ready' });
})();
