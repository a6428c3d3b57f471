import { type Box, type Drawing, drawnNames, type Label, type Line, type Run, titleOf } from './drawing.ts';
import { LOOP_LABEL } from './inside.ts';
import { drawingOf } from './layout.ts';
import { matricesOf } from './matrix.ts';
import type { GraphBlock, GraphLink, GraphName, RoleGraph } from './role-graph.ts';
import { matrixAsLines } from './words.ts';

/** The picture's own colours, light or dark as the reader's system is. */
const own = `svg { --ground: #ffffff; --line: #c8ccd1; --text: #1f2328; --dim: #59636e; --role: #ddeaff; --role-line: #5b8def; --permission: #dcf5e3; --permission-line: #3a9c5a; --relation: #fff1cf; --relation-line: #b98900; --link: #7d8590 }
@media (prefers-color-scheme: dark) { svg { --ground: #16191d; --line: #3d444d; --text: #e6edf3; --dim: #9198a1; --role: #1b2d4b; --role-line: #5b8def; --permission: #173322; --permission-line: #3fb168; --relation: #3a2e0b; --relation-line: #d3a526; --link: #8b949e } }`;

const shared = `.ground { fill: var(--ground) } text { font: 13px system-ui, "Segoe UI", sans-serif; fill: var(--text) } .title { font-weight: 600 } .key { fill: var(--dim); font-weight: 400 }
.block { fill: none; stroke: var(--line); stroke-width: 1.2 } .role rect { fill: var(--role); stroke: var(--role-line) } .permission rect { fill: var(--permission); stroke: var(--permission-line) } .relation rect { fill: var(--relation); stroke: var(--relation-line); stroke-dasharray: 3 2 }
.link { fill: none; stroke: var(--link); stroke-width: 1.2 } .link.conditional { stroke-dasharray: 5 3 } .link.far { stroke: var(--role-line) } .label { font-size: 11px; fill: var(--dim); paint-order: stroke; stroke: var(--ground); stroke-width: 4px } .rule { font-size: 11px; font-style: italic; fill: var(--dim) }`;

/** The graph as a picture: each type with its roles and permissions, and arrows from what gives to what it gives. It runs nothing and loads nothing. */
export function graphAsSvg(graph: RoleGraph): string {
  const drawing = drawingOf(graph);
  const width = Math.max(drawing.width, 220);
  const height = drawing.height + KEY_HEIGHT;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" aria-labelledby="title described">
<title id="title">Roles and permissions</title>
<desc id="described">${text(matricesOf(graph).flatMap(matrixAsLines).join(' '))}</desc>
<style>${own}
${shared}</style>
<rect class="ground" width="100%" height="100%"/>
${drawingAsSvg(graph, drawing)}
${key(drawing.height)}
</svg>
`;
}

/** What is drawn, without the picture around it: blocks, lines, names, labels, each with a class to be coloured by. */
export function drawingAsSvg(graph: RoleGraph, drawing: Drawing): string {
  const parts = [END];
  for (const block of graph.blocks) parts.push(blockAsSvg(block, drawing.blocks.get(block.name)!));
  for (const [at, line] of drawing.lines.entries()) parts.push(lineAsSvg(line, at));
  for (const names of drawnNames(graph).values())
    for (const name of names) {
      const box = drawing.names.get(name.id);
      if (box !== undefined) parts.push(nameAsSvg(name, box));
    }
  for (const label of drawing.labels) parts.push(labelAsSvg(label));
  return parts.join('\n');
}

const END =
  '<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="context-stroke"/></marker></defs>';

function blockAsSvg(block: GraphBlock, box: Box): string {
  const [keyword, ...rest] = titleOf(block).split(' ');
  const title =
    block.keyword === 'global'
      ? text(keyword!)
      : `<tspan class="key">${text(keyword!)}</tspan> ${text(rest.join(' '))}`;
  return `<g class="of" data-block="${text(block.name)}"><rect class="block" rx="8" ${at(box)}/><text class="title" x="${round(box.x + 14)}" y="${round(box.y + 21)}">${title}</text></g>`;
}

const KEY_HEIGHT = 40;

/** What the colours and lines mean. */
function key(top: number): string {
  const y = round(top + 4);
  const sample = (kind: string, x: number): string =>
    `<g class="${kind}"><rect x="${x}" y="${y}" width="22" height="16" rx="${kind === 'permission' ? 3 : 8}"/></g><text class="label" x="${x + 28}" y="${y + 12}">${kind}</text>`;
  return `<g>${sample('role', 14)}${sample('permission', 84)}${sample('relation', 190)}</g>`;
}

function nameAsSvg({ id, kind, name, rules }: GraphName, box: Box): string {
  const mark = rules.length === 0 ? '' : `<tspan class="rule" dx="6">ƒ</tspan>`;
  const said = rules.length === 0 ? '' : `, also given by ${rules.length === 1 ? 'a rule' : `${rules.length} rules`}`;
  return `<g class="${kind}" data-name="${text(id)}"><title>${kind} ${text(name)}${said}</title><rect rx="${kind === 'permission' ? 4 : 12}" ${at(box)}/><text x="${round(box.x + 11)}" y="${round(box.y + 16.5)}">${text(name)}${mark}</text></g>`;
}

function lineAsSvg({ links, isFar, isConditional, loop, runs }: Line, at: number): string {
  const classes = ['link', ...(isFar ? ['far'] : []), ...(isConditional ? ['conditional'] : [])];
  return `<path class="${classes.join(' ')}" data-line="${at}" marker-end="url(#end)" d="${loop === undefined ? pathOf(runs) : loopOf(loop)}"><title>${links.map(linkText).map(text).join('\n')}</title></path>`;
}

/** A link in words. */
export const linkText = ({ from, to, via, isConditional }: GraphLink): string =>
  `${from.id} gives ${to.id}${via === undefined ? '' : ` on ${via}`}${isConditional ? ', with a further condition' : ''}`;

const labelAsSvg = ({ text: of, x, y }: Label): string =>
  `<text class="label" x="${round(x)}" y="${round(y)}">${text(of)}</text>`;

/** Horizontal pieces with curves from each to the next. */
function pathOf(runs: readonly Run[]): string {
  const parts: string[] = [];
  let [x, y] = [runs[0]!.from, runs[0]!.y];
  parts.push(`M${round(x)} ${round(y)}`);
  for (const { from, to, y: next } of runs) {
    if (from !== x || next !== y) {
      const middle = round((x + from) / 2);
      parts.push(
        next === y
          ? `H${round(from)}`
          : `C${middle} ${round(y)} ${middle} ${round(next)} ${round(from)} ${round(next)}`,
      );
    }
    if (to !== from) parts.push(`H${round(to)}`);
    [x, y] = [to, next];
  }
  return parts.join('');
}

/** From a name to itself, over a relation: below its box, left of its label. */
function loopOf({ x, y, height }: Box): string {
  const [left, right, bottom] = [round(x + 10), round(x + LOOP_LABEL - 6), y + height];
  return `M${left} ${round(bottom)}C${left} ${round(bottom + 18)} ${right} ${round(bottom + 18)} ${right} ${round(bottom)}`;
}

const at = ({ x, y, width, height }: Box): string =>
  `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
const round = (number: number): number => Math.round(number * 10) / 10;

const escapes: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
};
/** A text of a policy in XML; what XML cannot have is left out. */
const text = (of: string): string =>
  of.replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ').replaceAll(/[<>&"']/g, (one) => escapes[one]!);
