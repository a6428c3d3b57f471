/** The page of *Show Roles and Permissions*: the picture of a policy's blocks, and the tables that say the same. */
import {
  around,
  graphAsMarkdown,
  graphAsMermaid,
  graphAsSvg,
  graphOfWire,
  matricesOf,
  type RoleGraph,
  type WireGraph,
} from '@polar-tools/graph';
import { byId, say } from './page.ts';
import { Picture } from './roles-picture.ts';
import { showTables } from './roles-tables.ts';

/** So many blocks are drawn with all their names at first; more begin folded. */
const MOST_UNFOLDED = 30;

const empty: RoleGraph = { blocks: [], links: [] };
let graph = empty;
/** The blocks that a person has folded, or unfolded, where that is not what it began with. */
const turned = new Set<string>();
let beginsFolded = false;
let focus: string | undefined;

const said = byId('said');
const search = byId<HTMLInputElement>('search');
const everything = byId('everything');

const isFolded = (block: string): boolean => turned.has(block) !== beginsFolded;
const shown = (): RoleGraph => (focus === undefined ? graph : around(graph, focus));

const picture = new Picture(byId('picture'), {
  fold: (block) => {
    if (!turned.delete(block)) turned.add(block);
    draw();
  },
  focus: focusOn,
});

function focusOn(block: string | undefined): void {
  focus = block;
  // What one looks at alone is shown whole.
  if (block !== undefined && isFolded(block) && !turned.delete(block)) turned.add(block);
  everything.hidden = block === undefined;
  draw();
  picture.reveal(block);
}

function foldAll(isFoldedNow: boolean): void {
  beginsFolded = isFoldedNow;
  turned.clear();
  draw();
}

const wanted = (): string => search.value.trim().toLowerCase();

function draw(): void {
  const part = shown();
  const folded = new Set(part.blocks.map(({ name }) => name).filter(isFolded));
  picture.draw(part, folded);
  showTables(byId('tables'), matricesOf(part), { isOpen: (block) => !isFolded(block), focus: focusOn });
  find();
}

/** Dims what the search does not find, and counts what it does. */
function find(): void {
  const text = wanted();
  const part = shown();
  const names = part.blocks.flatMap((block) => [
    { id: block.name, name: block.name },
    ...block.names.map(({ id, name }) => ({ id, name })),
  ]);
  const found = text === '' ? [] : names.filter(({ name }) => name.toLowerCase().includes(text)).map(({ id }) => id);
  picture.mark(text === '' ? undefined : new Set(found));
  for (const table of document.querySelectorAll<HTMLElement>('#tables details')) {
    const block = table.dataset.block ?? '';
    table.hidden = text !== '' && !found.some((id) => id === block || id.startsWith(`${block}.`));
  }
  const roles = part.blocks.flatMap(({ names: all }) => all).filter(({ kind }) => kind === 'role').length;
  const permissions = part.blocks.flatMap(({ names: all }) => all).filter(({ kind }) => kind === 'permission').length;
  const counted = `${count(part.blocks.length, 'type')}, ${count(roles, 'role')}, ${count(permissions, 'permission')}`;
  const about = focus === undefined ? counted : `${focus} and what it is linked with: ${counted}`;
  const none = 'The policy has no actor or resource blocks, so there is nothing to draw.';
  said.textContent =
    part.blocks.length === 0
      ? none
      : text === ''
        ? `${about}.`
        : `${about}. Found: ${found.length}. Enter goes to the next.`;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

let next = 0;
search.addEventListener('input', () => {
  next = 0;
  find();
});
search.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    search.value = '';
    find();
    return;
  }
  if (event.key !== 'Enter' || wanted() === '') return;
  const blocks = shown().blocks;
  const all = blocks.flatMap((block) => [block.name, ...block.names.map(({ id }) => id)]);
  const names = new Map(blocks.flatMap((block) => block.names.map(({ id, name }) => [id, name] as const)));
  const found = all.filter((id) => (names.get(id) ?? id).toLowerCase().includes(wanted()));
  const id = found[next++ % Math.max(1, found.length)];
  if (id === undefined) return;
  const block = blocks.find(({ name, names: own }) => name === id || own.some((one) => one.id === id))!;
  if (block.name !== id && isFolded(block.name)) {
    if (!turned.delete(block.name)) turned.add(block.name);
    draw();
  }
  picture.reveal(id, true);
  event.preventDefault();
});

byId('fold').addEventListener('click', () => foldAll(true));
byId('unfold').addEventListener('click', () => foldAll(false));
everything.addEventListener('click', () => focusOn(undefined));
byId('larger').addEventListener('click', () => picture.zoom(1.25));
byId('smaller').addEventListener('click', () => picture.zoom(0.8));
byId('fit').addEventListener('click', () => picture.fit());
const texts = { svg: graphAsSvg, markdown: graphAsMarkdown, mermaid: graphAsMermaid };
for (const format of ['svg', 'markdown', 'mermaid'] as const)
  byId(format).addEventListener('click', () => say({ kind: 'export', format, text: texts[format](shown()) }));

let isFirst = true;
window.addEventListener('message', ({ data }: MessageEvent<{ readonly graph: WireGraph }>) => {
  graph = graphOfWire(data.graph);
  if (isFirst) beginsFolded = graph.blocks.length > MOST_UNFOLDED;
  isFirst = false;
  if (focus !== undefined && !graph.blocks.some(({ name }) => name === focus)) focusOn(undefined);
  else draw();
});
say({ kind: 'ready' });
