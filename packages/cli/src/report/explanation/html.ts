import { createHash } from 'node:crypto';
import { boundTexts, explanationLines, type TreeLine } from '@polar-tools/evaluator';
import { escaped } from '../html.ts';
import { flipsTitle, flipText, shortPlace, type ToldExplanation, verdictText, type Where } from './told.ts';

/**
 * One page that a browser shows from disk: the tree, to be folded, and the changes. It runs nothing and loads nothing, which its content
 * security policy says as well, and whatever a policy or data has in it is text.
 */
export function explanationAsHtml(told: ToldExplanation): string {
  const { explanation, flips, where } = told;
  const title = flipsTitle(told);
  const notes = [...boundTexts(explanation.bounds)];
  if (told.flipsBounded) notes.push('Not all changes were tried: there may be smaller ones.');
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'"/>
<meta name="viewport" content="width=device-width"/>
<title>${escaped(verdictText(explanation))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(verdictText(explanation))}</h1>
${tree(explanationLines(explanation), where)}
${title === undefined ? '' : `<h2>${escaped(title)}</h2>`}
${flips.length === 0 ? '' : `<ol>${flips.map((flip) => `<li>${escaped(flipText(flip))}</li>`).join('')}</ol>`}
${notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('\n')}
</body>
</html>
`;
}

/** Lines as details within details; what has nothing below it is a line alone. */
function tree(lines: readonly TreeLine[], where: Where): string {
  const written: string[] = [];
  const open: number[] = [];
  const closeTo = (depth: number): void => {
    while (open.length > 0 && open.at(-1)! >= depth) {
      written.push('</details>');
      open.pop();
    }
  };
  for (const [i, line] of lines.entries()) {
    closeTo(line.depth);
    const place = shortPlace(where(line.place));
    const at = place === undefined ? '' : ` <small>${escaped(place)}</small>`;
    const text = `<span class="${line.kind}">${SIGNS[line.kind]} ${escaped(line.text)}</span>${at}`;
    if ((lines[i + 1]?.depth ?? 0) > line.depth) {
      written.push(`<details open><summary>${text}</summary>`);
      open.push(line.depth);
    } else written.push(`<div>${text}</div>`);
  }
  closeTo(0);
  return written.join('\n');
}

/** Colours are not for everybody. */
const SIGNS: Readonly<Record<TreeLine['kind'], string>> = { held: '✓', fact: '✓', failed: '✗', rule: '›', note: '…' };

const STYLE = `
:root { color-scheme: light dark; --held: #1a7f37; --failed: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --held: #57ab5a; --failed: #f47067; } }
body { font: 15px/1.6 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; }
details, div { margin-left: 1.2rem; } summary { margin-left: -1.2rem; }
.held, .fact { color: var(--held); } .failed { color: var(--failed); } .note, small { opacity: .7; }
`;
