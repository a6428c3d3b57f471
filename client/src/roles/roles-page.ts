import type { WebPage } from '../web-page.ts';

export const ROLES_PAGE: WebPage = {
  title: 'Roles and Permissions',
  style: 'client/webview/roles.css',
  script: 'dist/pages/roles.js',
  body: `<div id="bar" role="toolbar" aria-label="Picture">
<input id="search" type="search" placeholder="Find a type, role or permission" aria-label="Find a type, role or permission">
<button id="everything" type="button" hidden>Show All Types</button>
<button id="fold" type="button">Fold All</button>
<button id="unfold" type="button">Unfold All</button>
<button id="smaller" type="button" aria-label="Smaller">−</button>
<button id="larger" type="button" aria-label="Larger">+</button>
<button id="fit" type="button">Fit</button>
<button id="svg" type="button" aria-label="Export as SVG">SVG</button>
<button id="markdown" type="button" aria-label="Export as Markdown">Markdown</button>
<button id="mermaid" type="button" aria-label="Export as Mermaid">Mermaid</button>
</div>
<p id="said" role="status"></p>
<div id="picture" title="Enter opens the source, Space folds, f shows one type and its neighbours"></div>
<div id="tables"></div>`,
};
