import type { RecordedQuery, RecordedTests } from '@polar-tools/evaluator';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ExitStatus } from './exit-status.ts';
import type { AnyRecordedOptions } from './recording/with-recording.ts';
import { readingOnce, type Surroundings } from './surroundings.ts';
import { version } from './version.ts';

const exitStatuses = `
Exit status: 0 fine; 1 findings, or no answer; 2 wrong use, or an input that cannot be read.`;

/**
 * The command line of `polar`. Each command's code is loaded when it is called, so that the others do not wait for it.
 *
 * @param finish takes the exit status of the command that ran
 */
export function createProgram(surroundings: Surroundings, finish: (status: ExitStatus) => void): Command {
  const program = new Command('polar')
    .description('Checks, runs and debugs Polar policies. Nothing is sent anywhere.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.output.write(text),
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => surroundings.output.columns ?? 100,
      getOutHasColors: () => surroundings.output.isTerminal && !surroundings.environment.NO_COLOR,
    })
    .addHelpText('after', exitStatuses);

  /** Runs a command that may be recorded, or run on a recording. */
  const recorded = async <Options extends AnyRecordedOptions>(
    words: readonly string[],
    options: Options,
    command: (words: readonly string[], options: Options, surroundings: Surroundings) => Promise<ExitStatus>,
    asked: (words: readonly string[]) => RecordedQuery | RecordedTests,
    opensFiles = false,
  ): Promise<ExitStatus> => {
    const { record, replay, redact = [], policy = [] } = options;
    if (record === undefined && replay === undefined && redact.length === 0 && (!opensFiles || policy.length > 0))
      return command(words, options, surroundings);
    const { withRecording } = await import('./recording/with-recording.ts');
    return withRecording(words, options, surroundings, command, asked, {
      opensFiles,
      run: async (commandLine, inside) => {
        await createProgram(inside, () => {}).parseAsync(commandLine, { from: 'user' });
      },
    });
  };

  program
    .command('check')
    .description('report what is wrong or suspicious in policies')
    .argument('[paths...]', 'files, folders or globs; the current folder where there is none')
    .addOption(
      new Option('--dialect <dialect>', 'which Polar the policies are written in')
        .choices(['auto', 'library', 'cloud'])
        .default('auto'),
    )
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'sarif']).default('text'))
    .option('--together', 'take all the given files as one policy')
    .addHelpText(
      'after',
      `
Which files form one policy:
  A folder with a polar.config.json is a policy: all .polar files in it and below it, or what its "include" names.
  In a folder argument without one, the .polar files of each folder are a policy.
  A file argument (or one that a glob finds) belongs to the policy of the polar.config.json in its folder or above;
  without one it is a policy of its own. Only the files that you name are reported.

Examples:
  polar check
  polar check --format sarif policies > polar.sarif
  polar check --together main.polar roles.polar
${exitStatuses}`,
    )
    .action(async (paths: string[], options) => {
      const { check } = await import('./commands/check.ts');
      finish(await check(paths, options, readingOnce(surroundings)));
    });

  program
    .command('format')
    .description('lay out policies, and the Polar in Markdown')
    .argument('[paths...]', 'files, folders or globs; the current folder where there is none')
    .option('--check', 'change nothing, and exit 1 where something is not formatted')
    .option('--diff', 'show what would change, and change nothing')
    .option('--stdin', 'format the standard input to the standard output; a path says what it is')
    .addHelpText(
      'after',
      `
Tokens, comments and empty lines between groups stay. A statement with a syntax error stays as it is written. Line breaks
are the file's own. Indentation is what .editorconfig says, else two spaces; lines are 100 wide, or "format":
{"lineWidth"} of the policy's polar.config.json.

Examples:
  polar format
  polar format --check policies docs/*.md
  polar format --stdin policies/main.polar < main.polar
${exitStatuses}`,
    )
    .action(async (paths: string[], options) => {
      const { format } = await import('./commands/format.ts');
      finish(await format(paths, options, readingOnce(surroundings)));
    });

  program
    .command('query')
    .description('run a query over policies and data, and print its answers')
    .argument('[query...]', "the query, in quotes: 'allow(larry, action, gmail)'")
    .option('-p, --policy <path>', 'a file, folder or glob of the policy; may be given more than once', collect, [])
    .option('-d, --data <file>', 'the objects that the query may name, as JSON (Library)')
    .addOption(hostOption())
    .addOption(pythonOption())
    .addOption(hostTimeoutOption())
    .addOption(factsOption())
    .addOption(contextFactOption())
    .addOption(nowOption())
    .addOption(new Option('--all', 'print all answers (the default)').conflicts('first'))
    .option('--first', 'stop at the first answer')
    .option('--limit <n>', 'stop after so many answers', positive)
    .option('--timeout <ms>', 'give up after so many milliseconds; 0: never', atLeastZero, 30_000)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'jsonl']).default('text'))
    .addOption(recordOption())
    .addOption(redactOption())
    .addOption(replayOption())
    .addHelpText(
      'after',
      `
All files that are named form one policy, in their order; a folder stands for what its polar.config.json includes, or
without one for the .polar files in it. A polar.config.json beside or above the first one may name its
dialect, classes and data. The names of the data's objects stand for them in the query; every other name is a variable.

Examples:
  polar query 'x in [1, 2, 3] and x > 1'
  polar query --policy main.polar --data data.json 'allow(larry, action, gmail)'
  polar query --policy main.polar --facts facts.json 'allow(User:bob, action, Repository:_)'
  polar query --policy main.polar --facts facts.json allow User:bob _ Repository:_
${exitStatuses}`,
    )
    .action(async (words: string[], options) => {
      const { query } = await import('./commands/query.ts');
      finish(await recorded(words, options, query, theQuery));
    });

  program
    .command('explain')
    .description('say why a query holds, or why not, and what would change that')
    .argument('[query...]', 'the query, in quotes: \'allow(anne, "push", gmail)\'; or a recording')
    .option('-p, --policy <path>', 'a file, folder or glob of the policy; may be given more than once', collect, [])
    .option('-d, --data <file>', 'the objects that the query may name, as JSON (Library)')
    .addOption(hostOption())
    .addOption(pythonOption())
    .addOption(hostTimeoutOption())
    .addOption(factsOption())
    .addOption(contextFactOption())
    .addOption(nowOption())
    .option('--why-not <rule>', 'tell of one rule alone: its name, or its place such as main.polar:12')
    .option('--timeout <ms>', 'give up after so many milliseconds; 0: never', atLeastZero, 30_000)
    .addOption(
      new Option('--format <format>', 'how to print').choices(['text', 'json', 'mermaid', 'html']).default('text'),
    )
    .addOption(recordOption())
    .addOption(redactOption())
    .addOption(replayOption())
    .addHelpText(
      'after',
      `
What holds is proved, down to facts and values. What does not is told by what came nearest. Below it stand the smallest
changes of the data or the facts that would turn the answer around; each was tried.

Examples:
  polar explain --policy main.polar --data data.json 'allow(anne, "push", gmail)'
  polar explain --policy main.polar --facts facts.json 'allow(User:bob, "read", Repository:acme)'
  polar explain --policy main.polar --data data.json --why-not main.polar:12 'allow(anne, "push", gmail)'
  polar explain --policy main.polar --data data.json --format html 'allow(anne, "push", gmail)' > why.html
${exitStatuses}`,
    )
    .action(async (words: string[], options) => {
      const { explain } = await import('./commands/explain.ts');
      finish(await recorded(words, options, explain, theQuery, true));
    });

  program
    .command('blame')
    .description('find the rule, fact or value that makes an answer wrong, by asking what should hold')
    .argument('[query...]', 'the query whose answer is wrong, in quotes: \'allow(anne, "push", gmail)\'')
    .option('-p, --policy <path>', 'a file, folder or glob of the policy; may be given more than once', collect, [])
    .option('-d, --data <file>', 'the objects that the query may name, as JSON (Library)')
    .addOption(hostOption())
    .addOption(pythonOption())
    .addOption(hostTimeoutOption())
    .addOption(factsOption())
    .addOption(contextFactOption())
    .addOption(nowOption())
    .option('--test <name>', 'in place of a query: a test that fails, or an inline query (Library)')
    .addOption(new Option('--should <outcome>', 'what should become of the query').choices(['hold', 'fail']))
    .option('--answers <file>', 'answers to questions, as JSON; what it has is not asked')
    .option('--timeout <ms>', 'give up after so many milliseconds; 0: never', atLeastZero, 30_000)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addOption(recordOption())
    .addOption(redactOption())
    .addOption(replayOption())
    .addHelpText(
      'after',
      `
It asks "Should this hold?" of as few goals as will do, and names what is at fault with its place. What tests say over the
same facts or data is not asked. Replies: y, n, the number of a choice, u (unknown), ? (more), undo, quit. Where the input is
no terminal, it is read line by line. --format json gives the next question, or what is at fault.

Examples:
  polar blame --policy main.polar --data data.json 'allow(anne, "push", gmail)'
  polar blame --policy main.polar --facts facts.json --should fail 'allow(User:bob, "read", Repository:acme)'
  polar blame --policy policies --test 'members read'

Exit status: 0 something at fault was named; 1 a question is left; 2 wrong use, or nothing is wrong.`,
    )
    .action(async (words: string[], options) => {
      const { blame } = await import('./commands/blame.ts');
      finish(
        await recorded(
          words,
          options,
          // A recording of tests has no query.
          (asked, given, inside) => blame(given.test === undefined ? asked : [], given, inside),
          (asked) => (options.test === undefined ? theQuery(asked) : { kind: 'test', name: options.test }),
        ),
      );
    });

  program
    .command('diff')
    .description('say which answers change between two policies: for code review')
    .argument('<old>', 'a file, folder or glob; or a git revision, or a range such as HEAD~1..')
    .argument('[new]', 'the other one; without it, what is there now')
    .option('-p, --policy <path>', 'which policy, where revisions are named; may be given more than once', collect, [])
    .option('-d, --data <file>', 'the objects to compare over, as JSON (Library)')
    .addOption(factsOption())
    .addOption(nowOption())
    .option('--objects <n>', 'how many objects of each type generated worlds have', fewObjects, 2)
    .option('--timeout <ms>', 'how long each part of the search may take', positive, 5_000)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json', 'markdown']).default('text'))
    .addHelpText(
      'after',
      `
Both policies are asked who may do what: over the data or the facts, over the facts of their tests, and over generated
worlds with a few objects of each type. Each difference is shown by the least that makes it. Where there is none, it says
how far it looked.

Examples:
  polar diff old.polar main.polar
  polar diff HEAD~1..
  polar diff main.. --policy policies --format markdown

Exit status: 0 no difference; 1 an answer changes; 2 wrong use, or an input that cannot be read.`,
    )
    .action(async (old: string, changed: string | undefined, options) => {
      const { diff } = await import('./commands/diff.ts');
      finish(await diff(changed === undefined ? [old] : [old, changed], options, surroundings));
    });

  program
    .command('ask')
    .description('ask about a policy: who can ever get what, what nobody gets, which rules never matter')
    .argument('<question...>', 'the question, in quotes: \'who besides "owner" can "delete" Repo\'')
    .option('-p, --policy <path>', 'a file, folder or glob of the policy; may be given more than once', collect, [])
    .option('-d, --data <file>', 'a data file: its objects say what objects look like (Library)')
    .addOption(nowOption())
    .option('--objects <n>', 'how many objects of each type generated worlds have', fewObjects, 2)
    .option('--timeout <ms>', 'how long the search may take', positive, 30_000)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
The answer is searched in generated worlds with a few objects of each type, and says how far it looked. What is found
comes with the least that shows it, for "polar query". Without --policy it is about the policy of the current folder.

Questions (a name may stand in quotes):
  can ROLE ever PERMISSION TYPE       also of a type of actor in place of a role
  which permissions can nobody get
  which rules never matter
  who besides ROLE can PERMISSION TYPE

Examples:
  polar ask 'can "contributor" ever "delete" Repository'
  polar ask --policy policies --objects 3 'which rules never matter'

Exit status: 0 yes, or something was found; 1 no, or nothing; 2 wrong use, or an input that cannot be read.`,
    )
    .action(async (words: string[], options) => {
      const { ask } = await import('./commands/ask.ts');
      finish(await ask(words, options, surroundings));
    });

  program
    .command('graph')
    .description('draw the roles and permissions of a policy: who implies what, across types and relations')
    .argument('[paths...]', 'files, folders or globs of one policy; the current folder where there is none')
    .option('-p, --policy <path>', 'the same; may be given more than once', collect, [])
    .addOption(
      new Option('--format <format>', 'a picture (svg, mermaid), tables (markdown), or all of it (json)')
        .choices(['svg', 'mermaid', 'markdown', 'json'])
        .default('markdown'),
    )
    .addHelpText(
      'after',
      `
Examples:
  polar graph policies
  polar graph policies --format svg > roles.svg
${exitStatuses}`,
    )
    .action(async (paths: string[], options) => {
      const { graph } = await import('./commands/graph.ts');
      finish(await graph(paths, options, surroundings));
    });

  const question = (name: string, words: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .arguments(words)
      .option('-p, --policy <path>', 'a file, folder or glob of the policy; may be given more than once', collect, [])
      .addOption(factsOption())
      .addOption(contextFactOption())
      .addOption(nowOption())
      .option('--timeout <ms>', 'give up after so many milliseconds; 0: never', atLeastZero, 20_000)
      .addOption(recordOption())
      .addOption(redactOption())
      .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'));

  question('authorize', '<actor> <action> <resource>', 'ask whether an actor may do something (Cloud)')
    .addHelpText(
      'after',
      `\nExample:\n  polar authorize User:bob read Repository:acme --policy main.polar --facts facts.json\n${exitStatuses}`,
    )
    .action(async (actor: string, action: string, resource: string, options) => {
      const { authorize } = await import('./commands/authorize.ts');
      finish(await recorded([actor, action, resource], options, authorize, () => asWords([actor, action, resource])));
    });

  question('list', '<actor> <action> <type>', 'list the resources on which an actor may do something (Cloud)')
    .addHelpText(
      'after',
      `\nExample:\n  polar list User:bob read Repository --policy main.polar --facts facts.json\n${exitStatuses}`,
    )
    .action(async (actor: string, action: string, type: string, options) => {
      const { list } = await import('./commands/authorize.ts');
      finish(await recorded([actor, action, type], options, list, () => asWords([actor, action, `${type}:_`])));
    });

  question('actions', '<actor> <resource>', 'list what an actor may do on a resource (Cloud)')
    .addHelpText(
      'after',
      `\nExample:\n  polar actions User:bob Repository:acme --policy main.polar --facts facts.json\n${exitStatuses}`,
    )
    .action(async (actor: string, resource: string, options) => {
      const { actions } = await import('./commands/authorize.ts');
      finish(await recorded([actor, resource], options, actions, () => asWords([actor, '_', resource])));
    });

  program
    .command('test')
    .description('run the tests of policies, and the inline queries of those for the Oso library')
    .argument('[paths...]', 'files, folders or globs; the current folder where there is none')
    .option('--filter <regex>', 'run only the tests whose names match')
    .addOption(new Option('--format <format>', 'how to report').choices(['text', 'json', 'junit']).default('text'))
    .addOption(
      new Option('--coverage <format>', 'tell which rules and goals the tests reach').choices([
        'text',
        'lcov',
        'json',
        'html',
      ]),
    )
    .option('--coverage-output <file>', 'write the coverage there (html: coverage/index.html where this is left out)')
    .option('--coverage-minimum <percent>', 'fail where fewer of the goals hold in some test', percentage)
    .option('--watch', 'run them again whenever a file changes, until Ctrl-C')
    .option('--together', 'take all the given files as one policy')
    .addOption(nowOption())
    .addOption(hostOption())
    .addOption(pythonOption())
    .addOption(hostTimeoutOption())
    .option('--timeout <ms>', 'give up a query after so many milliseconds; 0: never', atLeastZero, 20_000)
    .addOption(recordOption())
    .addOption(redactOption())
    .addOption(replayOption())
    .addHelpText(
      'after',
      `
Files form policies as for polar check. A test has the facts of its own setup and those of the policy.

Examples:
  polar test
  polar test --filter 'admin' policies
  polar test --together policy.polar policy.test.polar
  polar test --format junit > results.xml
  polar test --coverage html

Exit status: 0 all passed; 1 one failed; 2 wrong use, or a policy that does not load.`,
    )
    .action(async (paths: string[], options) => {
      const { test } = await import('./commands/test.ts');
      finish(await recorded(paths, options, test, theTests));
    });

  program
    .command('init')
    .description('begin a policy from a template, with tests')
    .argument('[template]', 'which one; without it, they are listed')
    .option('--directory <dir>', 'where to put it', '.')
    .addHelpText(
      'after',
      `
It writes main.polar and polar.config.json, and nothing over a file that is there.

Examples:
  polar init
  polar init organizations --directory policies
${exitStatuses}`,
    )
    .action(async (template: string | undefined, options: { directory: string }) => {
      const { init } = await import('./commands/init.ts');
      finish(await init(template, options.directory, surroundings));
    });

  program
    .command('data')
    .description(
      'make a data file for a policy: its classes with the fields that it reads, and objects that it allows something',
    )
    .argument('[paths...]', 'files, folders or globs of one policy; the current folder where there is none')
    .option('-p, --policy <path>', 'the same; may be given more than once', collect, [])
    .addHelpText(
      'after',
      `
The file is printed, and on the standard error the queries that were tried over it and have an answer. It is a start, to
be changed: put in the objects that you want to ask about.

Example:
  polar data --policy authorization.polar > data.json
${exitStatuses}`,
    )
    .action(async (paths: string[], options: { policy: string[] }) => {
      const { data } = await import('./commands/data.ts');
      finish(await data([...options.policy, ...paths], surroundings));
    });

  program
    .command('metadata')
    .description('print what the blocks of a policy declare, as JSON in the shape of the client libraries of Oso Cloud')
    .argument('[paths...]', 'files, folders or globs of one policy; the current folder where there is none')
    .action(async (paths: string[]) => {
      const { metadata } = await import('./commands/metadata.ts');
      finish(await metadata(paths, surroundings));
    });

  program
    .command('convert')
    .description('say a policy in the other dialect, and list what a person must decide')
    .argument('[paths...]', 'files, folders or globs of one policy; the current folder where there is none')
    .addOption(
      new Option('--to <dialect>', 'the dialect; the other one where it is left out').choices(['library', 'cloud']),
    )
    .option('--diff', 'show what would change')
    .option('--write', 'change the files')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
What cannot surely be said in the other dialect stays as a comment, with "Decide:" and the reason, so that the new policy
allows nothing that the old one does not. Fields become facts, and facts fields: which ones is listed.

Examples:
  polar convert --to cloud
  polar convert --to cloud --diff policies
  polar convert --to library --write main.polar

Exit status: 0 nothing to decide; 1 something is to decide; 2 wrong use, or a policy that does not load.`,
    )
    .action(async (paths: string[], options) => {
      const { convert } = await import('./commands/convert.ts');
      finish(await convert(paths, options, surroundings));
    });

  program
    .command('repl')
    .description('talk with a policy: queries, answers one at a time')
    .argument('[files...]', 'files, folders or globs of the policy; .json, .jsonl and .csv files are its data or facts')
    .option('-p, --policy <path>', 'the same; may be given more than once', collect, [])
    .option('-d, --data <file>', 'the objects that queries may name, as JSON')
    .addOption(factsOption())
    .addOption(hostOption())
    .addOption(pythonOption())
    .addOption(hostTimeoutOption())
    .option('--timeout <ms>', 'give up a query after so many milliseconds; 0: never', atLeastZero, 30_000)
    .addHelpText(
      'after',
      `
Inside, :help lists what there is. Earlier inputs are kept in the file that POLAR_HISTORY names (empty: nowhere), else in
~/.local/state/polar/history.
${exitStatuses}`,
    )
    .action(async (files: string[], options) => {
      const { repl } = await import('./commands/repl.ts');
      finish(await repl(files, options, surroundings));
    });

  program
    .command('serve')
    .description("answer Oso Cloud's client libraries on this machine, for development (Cloud)")
    .argument('[paths...]', 'files, folders or globs of one policy; without them, it waits for one to be uploaded')
    .option('-p, --policy <path>', 'the same; may be given more than once', collect, [])
    .addOption(factsOption())
    .option('--port <port>', 'listen on this port of 127.0.0.1; 0: any that is free', port, 8080)
    .option('--store <file>', 'keep facts, and a policy that is uploaded, in this SQLite file (Node 22.13 or later)')
    .option('--watch', 'load the policy again whenever a file of it changes')
    .option('--log', 'tell of each request')
    .option('--token <key>', 'take this API key alone; without it, any will do')
    .addOption(nowOption())
    .option('--timeout <ms>', 'give up a question after so many milliseconds; 0: never', atLeastZero, 20_000)
    .addHelpText(
      'after',
      `
Programs use it as they use Oso Cloud: new Oso("http://127.0.0.1:8080", "any key"). It answers this machine alone, keeps nothing
secret from its programs, and is not for production.

Example:
  polar serve policies --facts facts.json --port 8081

Exit status: 0 ended by Ctrl-C; 2 wrong use, or an input that cannot be read.`,
    )
    .action(async (paths: string[], options) => {
      const { serve } = await import('./commands/serve.ts');
      finish(await serve(paths, options, surroundings));
    });

  program
    .command('lsp')
    .description('start the language server, for an editor')
    .option('--stdio', 'speak over standard input and output (the only way, and the default)')
    .addOption(new Option('--clientProcessId <id>', 'what some clients add; the protocol says it too').hideHelp())
    .action(async () => {
      const { lsp } = await import('./commands/lsp.ts');
      finish(await lsp(surroundings));
    });

  program
    .command('dap')
    .description('start the debug adapter, for an editor')
    .option('--port <port>', 'listen on this port of 127.0.0.1 (0: any that is free) instead of standard streams', port)
    .option(
      '--token [token]',
      'serve only configurations that have this as "token"; without a value, one is made and printed',
    )
    .action(async (options) => {
      const { dap } = await import('./commands/dap.ts');
      finish(await dap(options, surroundings));
    });

  return program;
}

const theQuery = (words: readonly string[]): RecordedQuery => ({ kind: 'query', query: words.join(' ') });
const theTests = (): RecordedTests => ({ kind: 'test' });
const asWords = (words: readonly string[]): RecordedQuery => ({ kind: 'query', query: ['allow', ...words].join(' ') });

const recordOption = (): Option =>
  new Option('--record <file>', 'keep what is asked and all that it is asked of in a file, which opens elsewhere');

const redactOption = (): Option =>
  new Option(
    '--redact <name>',
    'put placeholders for the values of this field or predicate; may be given more than once',
  )
    .argParser(collect)
    .default([], 'those that polar.config.json names');

const replayOption = (): Option =>
  new Option('--replay <file>', 'ask a recording, in place of files; no application is started');

const factsOption = (): Option =>
  new Option(
    '-f, --facts <file>',
    'a file of facts: .polar, .json, .jsonl or .csv; may be given more than once (Cloud)',
  )
    .argParser(collect)
    .default([], 'those that polar.config.json names');

const contextFactOption = (): Option =>
  new Option(
    '-c, --context-fact <fact>',
    "a fact for this question alone: 'has_role(User:bob, admin, Org:acme)' (Cloud)",
  )
    .argParser(collect)
    .default([], 'none');

const nowOption = (): Option =>
  new Option('--now <seconds>', 'what @current_unix_time is: seconds since 1970 (Cloud)').argParser(atLeastZero);

const hostOption = (): Option =>
  new Option(
    '--host <kind:module>',
    'the application that answers for its own objects: python:app/models.py or node:app/models.mjs, or the name of a module (Library)',
  );

const pythonOption = (): Option =>
  new Option('--python <path>', "the application's interpreter; else that of its virtual environment, or python3");

const hostTimeoutOption = (): Option =>
  new Option('--host-timeout <ms>', 'how long the application may take for one answer; 0: any time')
    .argParser(atLeastZero)
    .default(10_000);

function collect(value: string, values: readonly string[]): string[] {
  return [...values, value];
}

function positive(value: string): number {
  if (!/^\d{1,15}$/.test(value) || Number(value) === 0)
    throw new InvalidArgumentError('Give a whole number of at least 1.');
  return Number(value);
}

function fewObjects(value: string): number {
  const number = positive(value);
  if (number > 4) throw new InvalidArgumentError('Give 1 to 4: with more, there are too many worlds.');
  return number;
}

function port(value: string): number {
  const number = atLeastZero(value);
  if (number > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return number;
}

function percentage(value: string): number {
  const number = Number(value);
  if (!/^\d{1,3}(\.\d+)?$/.test(value) || number > 100) throw new InvalidArgumentError('Give a number from 0 to 100.');
  return number;
}

function atLeastZero(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('Give a whole number, 0 or more.');
  return Number(value);
}
