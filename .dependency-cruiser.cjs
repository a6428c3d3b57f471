// Who may import what (ARCHITECTURE.md, "Layers"). Run by `npm test`.
const packages = [
  'app-classes',
  'language',
  'policy',
  'evaluator',
  'project',
  'debug-adapter',
  'host-node',
  'host-python',
  'graph',
  'serve',
  'cli',
  'server',
  'client',
];
const folder = (name) => (name === 'server' || name === 'client' ? `^${name}/` : `^packages/${name}/`);
const may = {
  'app-classes': [],
  language: [],
  policy: ['language'],
  evaluator: ['language', 'policy'],
  project: ['language', 'policy'],
  'debug-adapter': ['language', 'policy', 'evaluator', 'project'],
  'host-node': ['language', 'policy', 'evaluator', 'host-python'],
  'host-python': ['evaluator'],
  serve: ['language', 'policy', 'evaluator', 'project'],
  server: ['app-classes', 'language', 'policy', 'evaluator', 'project', 'graph'],
  client: [
    'app-classes',
    'language',
    'policy',
    'evaluator',
    'project',
    'graph',
    'debug-adapter',
    'host-python',
    'server',
  ],
  cli: [
    'app-classes',
    'language',
    'policy',
    'evaluator',
    'project',
    'graph',
    'debug-adapter',
    'host-python',
    'serve',
    'server',
  ],
  graph: ['language', 'policy'],
};
/** The rooms of the evaluator, and which of the others each may look into (packages/evaluator/README.md). Others come as they are filled. */
const rooms = {
  terms: [],
  host: ['terms'],
  data: ['terms', 'host'],
  compiler: ['terms', 'host'],
  run: ['terms', 'host', 'compiler'],
  compiled: ['terms', 'host', 'compiler', 'run'],
  exact: ['terms', 'host', 'compiler', 'run'],
  debug: ['terms', 'host', 'compiler', 'run', 'compiled', 'exact', 'query-run.ts'],
  proof: ['terms', 'host', 'compiler', 'debug'],
};
const evaluator = '^packages/evaluator/src/';
const inRoom = (name) => `${evaluator}${name.includes('.') ? name : `${name}/`}`;
const allRooms = [...Object.keys(rooms), 'query-run.ts', 'solve.ts', 'index.ts'];
const ships = '^(packages/[^/]+|server|client)/src/';
const tests = '\\.test\\.ts$';

module.exports = {
  forbidden: [
    ...packages.map((name) => ({
      name: `${name}-imports-only-what-it-may`,
      comment: `${name} may import: ${may[name].join(', ') || 'no other package'}`,
      severity: 'error',
      from: { path: folder(name), pathNot: tests },
      to: {
        path: packages.filter((other) => other !== name && !may[name].includes(other)).map(folder),
      },
    })),
    ...Object.entries(rooms).map(([name, others]) => ({
      name: `evaluator-${name}-looks-only-where-it-may`,
      comment: `${name} may import: ${others.join(', ') || 'no other room of the evaluator'}`,
      severity: 'error',
      from: { path: inRoom(name), pathNot: tests },
      to: { path: allRooms.filter((other) => other !== name && !others.includes(other)).map(inRoom) },
    })),
    {
      name: 'only-the-client-knows-vscode',
      severity: 'error',
      from: { pathNot: '^(client|test/vscode)/|^scripts/vscode-web/activation.cjs$' },
      to: { path: '^vscode$' },
    },
    {
      name: 'no-input-or-output-below-the-doors',
      comment:
        'language, policy, evaluator, project, serve and debug-adapter run in a browser: files, clocks and processes are passed in',
      severity: 'error',
      from: {
        path: '^packages/(app-classes|language|policy|evaluator|project|serve|debug-adapter|host-python)/src/',
        pathNot: [tests, '^packages/host-python/src/node/'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'files-are-read-through-project',
      comment:
        "A door passes `Files` in (server/src/node-files.ts, the client's editor-files.ts); which files are a policy is project's to say",
      severity: 'error',
      from: {
        path: '^(packages/cli|server|client)/src/',
        pathNot: [
          tests,
          '^server/src/node-(files|check-pages)\\.ts$',
          // Streams of facts, saving what was formatted, the history of the conversation.
          '^packages/cli/src/(main|format/save-text|commands/repl)\\.ts$',
          // What editors find a running server by.
          '^packages/cli/src/serve/server-note\\.ts$',
          // Starting an application: its interpreter, and pipes to it.
          '^packages/cli/src/application/',
        ],
      },
      to: { path: '^(node:)?fs(/|$)', dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-doors-know-a-protocol',
      severity: 'error',
      from: { path: '^packages/(language|policy|evaluator|project)/src/', pathNot: tests },
      to: { path: 'node_modules/(vscode-languageserver|vscode-languageclient|@vscode/debug)' },
    },
    {
      name: 'nothing-that-ships-imports-a-dev-dependency',
      severity: 'error',
      from: { path: ships, pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: { path: ships },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    // `vscode` is the editor's own, `sarif` is types alone (@types/sarif).
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(vscode|sarif)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'browser', 'default'],
    },
  },
};
