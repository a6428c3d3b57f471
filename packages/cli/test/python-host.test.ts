import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startApplication } from '../src/application/start-application.ts';
import { folderOf, polar } from './command.ts';
import { python } from './python.ts';

const example = (name: string) =>
  readFileSync(new URL(`../../../examples/quickstart/${name}`, import.meta.url), 'utf8');

const models = `
from abc import ABC
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

class Colour(Enum):
    RED = 1
    GREEN = 2

@dataclass
class Animal:
    name: str

@dataclass
class Dog(Animal):
    tricks: list = field(default_factory=list)

    @property
    def loud(self):
        return self.name.upper()

    def can(self, trick, *others, politely=False):
        return [trick, list(others), politely]

    def endless(self):
        n = 0
        while True:
            yield n
            n += 1

    def broken(self):
        raise ValueError("no " + self.name)

    @property
    def half_broken(self):
        return self.nothing

class Shape(ABC):
    pass

class Square:
    pass

Shape.register(Square)

class Slotted:
    __slots__ = ("a", "_b")
    def __init__(self):
        self.a, self._b = 1, 2

class Cents:
    def __init__(self, count):
        self.count = count
    def __eq__(self, other):
        return isinstance(other, int) and other == self.count
    def __lt__(self, other):
        return self.count < other.count
    def __repr__(self):
        return "%d cents" % self.count

rex = Dog("rex", ["sit", "roll"])
price = Decimal("1.10")
day = date(2024, 2, 29)
day_after = day + timedelta(days=1)
favourite = Colour.RED
large = 2 ** 62
huge = 2 ** 70
half = 0.5
whole = 1.0
words = {"a": 1, "b": [True, None]}
pair = (1, 2)
few = {7}
square = Square()
slotted = Slotted()
cents = Cents(5)
more_cents = Cents(6)
nothing = None
text = "h\\u00e9 \\U0001F600"
lone = "\\ud800"
by_number = {1: "one"}
by_pair = {(1, 2): "one"}
numbers = (n for n in [1, 2, 3])
`;

const application = () => folderOf({ 'models.py': models, 'main.polar': '' });
const asked = (folder: string, query: string, more: readonly string[] = []) =>
  polar(folder, ['query', '--policy', 'main.polar', '--host', 'python:models.py', ...more, query]);

describe.skipIf(python === undefined)('an application in Python', () => {
  test('answers the quickstart from its objects, as its data does', async () => {
    const folder = folderOf({
      'main.polar': example('main.polar'),
      'data.json': example('data.json'),
      'app/models.py': example('app/models.py'),
    });
    const allOf = async (more: readonly string[], query: string) =>
      (await polar(folder, ['query', '--policy', 'main.polar', ...more, query])).output;
    for (const user of ['larry', 'anne', 'graham'])
      for (const repository of ['gmail', 'react', 'oso']) {
        const fromData = await allOf(['--data', 'data.json'], `allow(${user}, action, ${repository})`);
        const objects = `users_db.("${user}"), action, repos_db.("${repository}")`;
        expect(await allOf(['--host', 'python:app/models.py'], `allow(${objects})`)).toBe(fromData);
      }
  });

  test.each([
    ['rex.name = x', 'x = "rex"'],
    ['rex.loud = x', 'x = "REX"'],
    ['rex.can("sit") = x', 'x = ["sit", [], false]'],
    ['rex.can("sit", 1, 2, politely: true) = x', 'x = ["sit", [1, 2], true]'],
    ['x in rex.tricks', 'x = "sit"\nx = "roll"'],
    ['x in rex.endless() and x > 3 and cut', 'x = 4'],
    ['x in numbers', 'x = 1\nx = 2\nx = 3'],
    ['x in pair', 'x = 1\nx = 2'],
    ['x in few', 'x = 7'],
    ['x = new Dog("ben", ["run"]) and y = x.tricks', `x = Dog(name='ben', tricks=['run']), y = ["run"]`],
    ['x = new Dog(name: "ben") and y = x.name', `x = Dog(name='ben', tricks=[]), y = "ben"`],
    ['new Dog("rex", ["sit", "roll"]) = rex', 'true'],
    ['new Animal("rex") = rex', 'false'],
    ['rex matches Animal', 'true'],
    ['rex matches Colour', 'false'],
    ['square matches Shape', 'false'],
    ['new Square() matches Shape', 'true'],
    ['rex matches Dog{name: "rex"}', 'true'],
    ['rex matches Dog{no_such: "rex"}', 'false'],
    ['favourite = Colour.RED', 'true'],
    ['favourite = Colour.GREEN', 'false'],
    ['favourite.value = x', 'x = 1'],
    ['x = favourite', 'x = <Colour.RED: 1>'],
    ['day < day_after', 'true'],
    ['day_after <= day', 'false'],
    ['day.year = x', 'x = 2024'],
    ['x = day', 'x = datetime.date(2024, 2, 29)'],
    ['price = x', `x = Decimal('1.10')`],
    ['price > 1', 'true'],
    ['price != price', 'false'],
    ['x = large', 'x = 4611686018427387904'],
    ['x = large.bit_length()', 'x = 63'],
    ['x = half', 'x = 0.5'],
    ['x = [whole, 1].index(whole)', 'x = 0'],
    ['whole = 1', 'true'],
    ['1 matches Float', 'false'],
    ['true matches Integer', 'true'],
    ['words.a = x', 'x = 1'],
    ['words.b = x', 'x = [true, nil]'],
    ['x = words.keys()', `x = dict_keys(['a', 'b'])`],
    ['x in words.keys()', 'x = "a"\nx = "b"'],
    ['nothing = nil', 'true'],
    ['x = text', 'x = "hé 😀"'],
    ['x = text.upper()', 'x = "HÉ 😀"'],
    ['x = lone', 'x = "\uFFFD"'],
    ['x = by_number', 'x = {1: "one"}'],
    ['x = "a b".split()', 'x = ["a", "b"]'],
    ['x = [3, 1].index(1)', 'x = 1'],
    ['cents = 5', 'true'],
    ['cents = 6', 'false'],
    ['cents < more_cents', 'true'],
    ['slotted.a = x', 'x = 1'],
    ['Dog = x', `x = <class 'models.Dog'>`],
    ['x = Dog("a")', undefined],
    ['x = Integer.from_bytes("a".encode(), "big")', 'x = 97'],
  ])('%s', async (query, expected) => {
    const { output, errors, status } = await asked(application(), query);
    if (expected === undefined) expect(status).toBe(2);
    else
      expect({ output: output.trimEnd(), errors: expected === 'false' ? '' : errors }).toEqual({
        output: expected,
        errors: '',
      });
  });

  test.each([
    ['rex.nope = x', "'Dog' object has no attribute 'nope'"],
    ['rex.half_broken = x', "'Dog' object has no attribute 'nothing'"],
    ['rex.half_broken = x', 'in half_broken'],
    ['rex.name() = x', "tried to call 'name' but it is not callable"],
    ['rex.broken() = x', 'ValueError: no rex'],
    ['rex.broken() = x', 'in broken'],
    ['rex.can() = x', 'TypeError'],
    ['rex < 1', `External operation '<class 'models.Dog'> Lt <class 'int'>' failed.`],
    ['x in rex', 'is not iterable'],
    ['x = new Dog()', 'Error constructing instance of Dog: '],
    ['x = new Cat()', 'Unregistered class: Cat'],
    ['x = rex.name.__class__.__mro__.index(1)', 'ValueError'],
    ['x = "a".rjust(99999999999999999999)', 'integer'],
  ])('%s ends with %s', async (query, message) => {
    const { output, errors, status } = await asked(application(), query);
    expect(errors).toContain(message);
    expect(errors).not.toContain('polar_host');
    expect({ output, status }).toEqual({ output: '', status: 2 });
  });
});

describe.skipIf(python === undefined)('what an application may do wrong', () => {
  const of = (text: string, query: string, more: readonly string[] = []) =>
    asked(folderOf({ 'models.py': text, 'main.polar': '' }), query, more);

  test.each([
    [
      'a module that raises',
      'def f():\n    raise OSError("no database")\nf()',
      'models.py could not be imported: OSError: no database.',
      'line 2, in f',
    ],
    [
      'a module that imports what is not there',
      'import nothing_of_this_name',
      "No module named 'nothing_of_this_name'",
      'line 1',
    ],
    ['a module with a syntax error', 'def f(:', 'SyntaxError', 'def f(:'],
    [
      'a module that ends the interpreter',
      'raise SystemExit(3)',
      'models.py could not be imported: SystemExit: 3.',
      'line 1',
    ],
    [
      'a module that ends the process',
      'import os\nos._exit(3)',
      'ended with exit status 3 while it imported models.py',
      '',
    ],
    [
      'a module that kills the process',
      'import os\nos.kill(os.getpid(), 9)',
      'ended with signal SIGKILL while it imported',
      '',
    ],
    [
      'a module that writes rubbish',
      'import os\nos.write(4, b"hello\\n")',
      'The application wrote what is no answer: "hello"',
      '',
    ],
  ])('%s', async (_, text, message, place) => {
    const { output, errors, status } = await of(text, 'x = 1');
    expect(errors).toContain(message);
    expect(errors).toContain(place);
    expect(errors).not.toContain('polar_host');
    expect({ output, status }).toEqual({ output: '', status: 2 });
  });

  test.each([
    [
      'a cycle',
      'a = []\na.append(a)\nclass B:\n    c = a\nb = B()',
      'x = b.c',
      'RecursionError: a list or dictionary that contains itself',
    ],
    ['a recursion of its own', 'class B:\n    @property\n    def c(self): return self.c\nb = B()', 'x = b.c', 'in c'],
    ['a cycle that a query names', 'a = []\na.append(a)', 'x = a', ''],
    ['an integer too large', 'class A:\n    b = 2 ** 70\na = A()', 'x = a.b', 'at most 64 bits'],
    [
      'keys that are no text',
      'class A:\n    b = {(1, 2): 3}\na = A()',
      'x = a.b',
      'keys must be str, int, float, bool or None, not tuple',
    ],
    [
      'a getter that ends the process',
      'import os\nclass A:\n    b = property(lambda self: os._exit(1))\na = A()',
      'x = a.b',
      'The application ended while it was asked',
    ],
    [
      'a getter that raises what is no Exception',
      'class Stop(BaseException): pass\nclass A:\n    @property\n    def b(self): raise Stop("here")\na = A()',
      'a.b = x',
      'Stop: here',
    ],
    [
      'a getter that raises SystemExit',
      'import sys\nclass A:\n    b = property(lambda self: sys.exit(1))\na = A()',
      'x = a.b',
      'SystemExit: 1',
    ],
    [
      'a getter that writes rubbish',
      'import os\nclass A:\n    b = property(lambda self: os.write(4, b"{]\\n"))\na = A()',
      'x = a.b',
      'what is no answer: "{]"',
    ],
    [
      'a getter that closes the pipes',
      'import os\nclass A:\n    b = property(lambda self: os.closerange(3, 9))\na = A()',
      'x = a.b',
      'The application ended while it was asked',
    ],
    ['a representation that raises', 'class A:\n    def __repr__(self): raise ValueError("shy")\na = A()', 'x = a', ''],
    [
      'a comparison that raises',
      'class A:\n    def __eq__(self, other): raise ValueError("odd")\na = A()',
      'a = 1',
      'ValueError: odd',
    ],
    [
      'a generator that raises',
      'def g():\n    yield 1\n    raise ValueError("over")\na = g()',
      'x in a',
      'ValueError: over',
    ],
  ])('%s', async (_, text, query, message) => {
    const { output, errors, status } = await of(text, query);
    if (message === '')
      expect(output).toMatch(/^x = (<A object, whose __repr__ raised ValueError: shy>|\[\[...\]\])$/m);
    else {
      expect(errors).toContain(message);
      expect(status).toBe(2);
    }
  });

  test('an object whose representation has lines is shown on one', async () => {
    const app =
      'class User:\n    name = "ann"\n    def __repr__(self):\n        return "User(\\n    name=ann,\\n)"\nann = User()\n';
    const folder = folderOf({ 'app.py': app, 'main.polar': 'allow(u: User, 1, _) if u.name = "bob"; same(x, x);\n' });
    const run = async (...words: string[]) =>
      (await polar(folder, [words[0]!, '--policy', 'main.polar', '--host', 'python:app.py', ...words.slice(1)])).output;
    expect(await run('query', 'same(ann, x)')).toBe('x = User( name=ann, )\n');
    expect(await run('explain', 'allow(ann, 1, 2)')).toContain('  allow(User( name=ann, ), 1, 2) fails\n');
  });

  test('what extends a built-in class is an instance of that, too', async () => {
    const app = `
import enum
class Role(str, enum.Enum):
    ADMIN = "admin"
class Prio(enum.IntEnum):
    LOW = 1
class Pairs(dict):
    pass
values = [Role.ADMIN, Prio.LOW, Pairs(a=1)]
`;
    const names = ['Role', 'String', 'Prio', 'Integer', 'Pairs', 'Dictionary', 'List'];
    const policy = names.map((name) => `kind(_: ${name}, "${name}");\n`).join('');
    const folder = folderOf({ 'app.py': app, 'main.polar': policy });
    const query = ['query', '--policy', 'main.polar', '--host', 'python:app.py'];
    const { output } = await polar(folder, [...query, 'x in values and kind(x, k)']);
    expect(output.match(/(?<=k = ")\w+/g)).toEqual(names.slice(0, -1));
    // A variable's classes are compared before it has a value.
    const both = await polar(folder, [...query, 'x matches Role and x matches String and x in values']);
    expect(both.output.trim()).toMatch(/^x = <Role.ADMIN: 'admin'>$/);
    const neither = await polar(folder, [...query, 'x matches Role and x matches List and x in values']);
    expect(neither.output.trim()).toBe('false');
  });

  test('a getter that hangs is interrupted, and its place is told', async () => {
    const text = 'import time\nclass A:\n    @property\n    def b(self):\n        time.sleep(60)\na = A()';
    const { errors, status } = await of(text, 'x = a.b', ['--host-timeout', '500']);
    expect(errors).toContain('the attribute b took longer than 0.5 s. Where it was:');
    expect(errors).toContain('line 5, in b');
    expect(status).toBe(2);
  });

  test.each([['"x" in a.endless()'], ['x in a.endless() and x = "x"'], ['forall(x in a.endless(), x = 1)']])(
    "members without end are ended by the query's limit: %s",
    async (query) => {
      const text = 'class A:\n    def endless(self):\n        while True:\n            yield 1\na = A()';
      const { errors, status } = await of(text, query, ['--timeout', '300']);
      expect(errors).toContain('Query timeout: Query running for');
      expect(status).toBe(2);
    },
  );

  test('one that does not let itself be interrupted ends the application', async () => {
    const text =
      'import time\nclass A:\n    @property\n    def b(self):\n        while True:\n            try:\n                time.sleep(60)\n            except BaseException:\n                pass\na = A()';
    const { errors, status } = await of(text, 'x = a.b', ['--host-timeout', '300']);
    expect(errors).toContain('The application ended while it was asked');
    expect(status).toBe(2);
  });

  test('one that holds the interpreter is ended too', async () => {
    const text =
      'import re\nclass A:\n    @property\n    def b(self):\n        return re.match("(a|aa)+$", "a" * 60 + "b")\na = A()';
    const { errors, status } = await of(text, 'x = a.b', ['--host-timeout', '300']);
    expect(errors).toMatch(/The application ended while it was asked|took longer/);
    expect(status).toBe(2);
  });

  test('what it prints is no answer', async () => {
    const folder = folderOf({
      'models.py':
        'import os\nprint("importing")\nclass A:\n    def b(self):\n        print("asked")\n        os.system("echo below")\n        return 1\na = A()',
      'main.polar': '',
    });
    const printed = openSync(join(folder, 'printed'), 'w');
    const { output } = await polar(
      folder,
      ['query', '--policy', 'main.polar', '--host', 'python:models.py', 'x = a.b()'],
      { printed },
    );
    closeSync(printed);
    expect(output).toBe('x = 1\n');
    expect(readFileSync(join(folder, 'printed'), 'utf8')).toBe('importing\nasked\nbelow\n');
  });

  test.each([
    [['--host', 'models.py'], '--host names the application as KIND:MODULE'],
    [['--host', 'ruby:models.rb'], 'The kind is python or node.'],
    [['--host', 'python:nowhere.py'], 'There is no file'],
    [['--host', 'python:nowhere'], "No module named 'nowhere'"],
    [['--host', 'python:models.py', '--python', 'no-such-python'], 'There is no program "no-such-python".'],
    [['--host', 'python:models.py', '--python', './models.py'], 'models.py" may not be executed.'],
    [['--host', 'python:models.py', '--data', 'data.json'], 'Leave one of them out'],
    [['--python', 'python3'], 'name that with --host'],
  ])('%s', async (more, message) => {
    const folder = folderOf({ 'models.py': '', 'main.polar': '' });
    const { errors, status } = await polar(folder, ['query', '--policy', 'main.polar', ...more, 'x = 1']);
    expect(errors).toContain(message);
    expect(status).toBe(2);
  });

  /** A program in place of the interpreter. */
  const instead = (script: string, mode = 0o755) => {
    const folder = folderOf({ 'models.py': '', 'main.polar': '', 'a folder/here': '' });
    writeFileSync(join(folder, 'instead'), script, { mode });
    return folder;
  };

  test.each([
    ['that ends at once', '#!/bin/sh\nexit 0\n', 'ended with exit status 0 before it ran anything.'],
    [
      'that complains',
      '#!/bin/sh\necho "SyntaxError: invalid syntax" >&2\nexit 1\n',
      'ended with exit status 1 before it',
    ],
    ['that is killed', '#!/bin/sh\nkill -9 $$\n', 'ended with signal SIGKILL before it ran anything.'],
    [
      'that closes its pipes and goes on',
      '#!/bin/sh\ntrap "" TERM\nexec 3<&- 4>&-\nwhile :; do sleep 0.1; done\n',
      'before it ran anything.',
    ],
    [
      'that writes rubbish',
      '#!/bin/sh\nwhile :; do echo rubbish >&4 || exit; done\n',
      'wrote what is no answer: "rubbish".',
    ],
    ['that writes a line without end', '#!/bin/sh\ncat /dev/zero >&4\n', 'wrote what is no answer: "'],
    ['whose first line names nothing', '#!/no/such/program\n', 'the program that its first line names is missing.'],
  ])('a program %s is no interpreter', async (_, script, message) => {
    const words = ['query', '--policy', 'main.polar', '--host', 'python:models.py', '--python', './instead', 'x = 1'];
    const { output, errors, status } = await polar(instead(script), words);
    expect(errors).toContain(message);
    expect(errors).toContain("Name the application's interpreter, Python 3.8 or later, with --python PATH.");
    expect({ output, status }).toEqual({ output: '', status: 2 });
  });

  test.each([
    ['.', 'is a folder, and no virtual environment.'],
    ['a folder', 'There is no program "a folder".'],
    ['./a folder', 'a folder" is a folder, and no virtual environment.'],
    ['./instead', 'instead" may not be executed.'],
    ['./nothing', 'There is no program "'],
  ])('%j is no interpreter: %s', async (named, message) => {
    const words = ['query', '--policy', 'main.polar', '--host', 'python:models.py', '--python', named, 'x = 1'];
    const { errors, status } = await polar(instead('', 0o644), words);
    expect(errors).toContain(message);
    expect(status).toBe(2);
  });

  test.each([
    ['sleeps', '#!/bin/sh\nexec sleep 100\n'],
    ['writes a long line', '#!/bin/sh\nwhile :; do printf x >&4 || exit; done\n'],
  ])('a program that %s and does not begin is ended', async (_, script) => {
    const folder = instead(script);
    const [interpreter, program] = [join(folder, 'instead'), join(folder, 'polar_host')];
    const starting = startApplication(
      { module: 'models.py', interpreter, folder, patience: 1, longestBeginning: 300 },
      program,
      2,
    );
    await expect(starting).rejects.toThrow(/has not begun for 0 s, and was ended,|wrote what is no answer: "x/);
  });

  test('an interpreter that is too old says so', async () => {
    const folder = folderOf({ 'models.py': '', 'main.polar': '' });
    const old = join(folder, 'old-python');
    // It reads the same file as any other; this one has the version of an old one.
    writeFileSync(
      old,
      `#!/bin/sh\nexec ${python} -c 'import sys, runpy; sys.version_info = (3, 7, 9); sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0] + "/__main__.py", run_name="__main__")' "$@"\n`,
      { mode: 0o755 },
    );
    const { errors, status } = await polar(folder, [
      'query',
      '--policy',
      'main.polar',
      '--host',
      'python:models.py',
      '--python',
      old,
      'x = 1',
    ]);
    expect(errors).toContain('Python 3.7.9 is too old: 3.8 or later is needed.');
    expect(status).toBe(2);
  });
});

describe.skipIf(python === undefined)('which application', () => {
  test.each([
    ['python:app.models', {}],
    ['python:app/models.py', {}],
    [undefined, { host: { kind: 'python', module: 'app.models' } }],
    [undefined, { host: { kind: 'python', module: 'app/models.py' } }],
  ])('%s, configured %j', async (host, configuration) => {
    const folder = folderOf({
      'app/__init__.py': '',
      'app/base.py': 'class User:\n    name = "ann"\n',
      'app/models.py': 'from .base import User\nann = User()\n',
      'main.polar': '',
      'polar.config.json': JSON.stringify(configuration),
    });
    const more = host === undefined ? [] : ['--host', host];
    const { output } = await polar(folder, [
      'query',
      '--policy',
      'main.polar',
      ...more,
      'ann matches User and x = ann.name',
    ]);
    expect(output).toBe('x = "ann"\n');
  });

  test('data on the command line goes before a configured application', async () => {
    const folder = folderOf({
      'main.polar': '',
      'data.json': '{"classes": {}, "objects": {}, "constants": {"a": 1}}',
      'models.py': 'a = 2',
      'polar.config.json': '{"host": {"kind": "python", "module": "models.py"}}',
    });
    const { output } = await polar(folder, ['query', '--policy', 'main.polar', '--data', 'data.json', 'x = a']);
    expect(output).toBe('x = 1\n');
  });

  test('its virtual environment has the interpreter', async () => {
    const folder = folderOf({ 'app/models.py': 'import os\nwhere = os.environ.get("MADE_BY")', 'main.polar': '' });
    mkdirSync(join(folder, '.venv', 'bin'), { recursive: true });
    writeFileSync(join(folder, '.venv', 'bin', 'python'), `#!/bin/sh\nMADE_BY=venv exec ${python} "$@"\n`, {
      mode: 0o755,
    });
    const command = ['query', '--policy', 'main.polar', '--host', 'python:app/models.py', 'x = where'];
    expect((await polar(folder, command)).output).toBe('x = "venv"\n');
    const by = async (named: string) => (await polar(folder, [...command, '--python', named])).output;
    expect(await by(python ?? '')).toBe('x = nil\n');
    expect(await by('.venv')).toBe('x = "venv"\n');
    expect(await by('')).toBe('x = "venv"\n');
  });

  const setUp = `
from oso import Oso
class Person: pass
class Hidden: pass
limit = 5
ann = Person()
oso = Oso()
oso.register_class(Person, name="User")
oso.register_constant(limit, "LIMIT")
`;

  test.each([
    ['ann matches User', 'true'],
    ['ann matches Hidden', undefined],
    ['x = LIMIT', 'x = 5'],
    ['p(x)', 'x = 5'],
    ['q(x)', 'x = _limit_1'],
  ])('what it registers with Oso counts: %s', async (query, expected) => {
    const folder = folderOf({ 'models.py': setUp, 'main.polar': 'p(x) if x = LIMIT;\nq(limit) if limit = limit;' });
    const { output, errors } = await asked(folder, query);
    if (expected === undefined) expect(errors).toContain('Unregistered class: Hidden');
    else if (query !== 'q(x)') expect(output.trimEnd()).toBe(expected);
    // A global of the module is no constant of the policy.
    else expect(output).not.toContain('5');
  });

  const ownPackage = `
class Oso:
    def register_class(self, cls, name=None): pass
    def register_constant(self, value, name): pass
    def load_files(self, filenames): raise ValueError("no such rule")
    def repl(self): input()
`;

  test.each([
    ['is not installed', {}],
    ['is installed, and refuses it', { 'oso.py': ownPackage }],
  ])('an application that loads its policy and ends in a prompt, where oso %s', async (_, files) => {
    const folder = folderOf({
      ...files,
      'models.py': `${setUp}oso.load_files(["other.polar"])\noso.repl()\n`,
      'main.polar': 'p(x) if x = LIMIT;',
    });
    expect((await asked(folder, 'p(x)')).output).toBe('x = 5\n');
  });

  test.each([
    'from oso import Oso',
    'from oso import *',
    'from oso.oso import Oso\nfrom oso.exceptions import NotFoundError, OsoError\nassert issubclass(NotFoundError, OsoError)',
    'import oso as package\nOso = package.Oso\nassert issubclass(package.exceptions.ForbiddenError, package.OsoError)',
    'from polar import Polar as Oso, Predicate, Expression, Pattern, Variable\nfrom polar.exceptions import ParserError, InvalidCallError',
    'from oso import Oso, Relation\nfrom polar.data.adapter.sqlalchemy_adapter import SqlAlchemyAdapter\nOso().set_data_filtering_adapter(SqlAlchemyAdapter("session"))',
    'import polar.data.filter\nfrom polar.data import DataFilter\nfrom oso import Oso',
  ])('its set-up runs where oso is not installed: %s', async (imports) => {
    const folder = folderOf({
      'models.py': setUp.replace('from oso import Oso', imports),
      'main.polar': 'p(_: User) if LIMIT = 5;',
    });
    const { output, errors } = await asked(folder, 'p(ann)');
    expect({ output, errors }).toEqual({ output: 'true\n', errors: '' });
  });

  test.each([
    ['oso.authorize(ann, "read", ann)', 'The package oso is not installed here: Oso.authorize decides nothing.'],
    ['import oso_elsewhere', "No module named 'oso_elsewhere'"],
  ])('%s says why it cannot, where oso is not installed', async (line, message) => {
    const folder = folderOf({ 'models.py': `${setUp}${line}\n`, 'main.polar': '' });
    expect((await asked(folder, 'x = 1')).errors).toContain(message);
  });

  test.each([
    ['models.py:main', 'def main():\n'],
    ['models.py:main()', 'def main():\n'],
    ['models:main', 'async def main():\n'],
  ])('a function that sets it up is called, which nobody does that imports it: %s', async (module, head) => {
    const [imports, ...rest] = setUp.trim().split('\noso = ');
    const body = `oso = ${rest.join('')}`.replaceAll(/^/gm, '    ');
    const text = `import argparse\n${imports}\n${head}    argparse.ArgumentParser().parse_args()\n${body}\nif __name__ == "__main__":\n    main()\n`;
    const folder = folderOf({ 'models.py': text, 'main.polar': 'p(_: User) if LIMIT = 5;' });
    const { output, errors } = await polar(folder, [
      'query',
      '--policy',
      'main.polar',
      '--host',
      `python:${module}`,
      'p(ann)',
    ]);
    expect({ output, errors }).toEqual({ output: 'true\n', errors: '' });
  });

  test.each([
    ['models.py:nothing', 'The module has no function nothing.'],
    ['models.py:limit', 'The module has no function limit.'],
    ['models.py:fails', 'ValueError: not now'],
  ])('%s says why it cannot: %s', async (module, message) => {
    const folder = folderOf({
      'models.py': 'limit = 1\ndef fails():\n    raise ValueError("not now")\n',
      'main.polar': '',
    });
    const { errors, status } = await polar(folder, [
      'query',
      '--policy',
      'main.polar',
      '--host',
      `python:${module}`,
      'x = 1',
    ]);
    expect(errors).toContain(message);
    expect(status).toBe(2);
  });

  test('inline queries are tested over it', async () => {
    const folder = folderOf({
      'models.py': 'class User:\n    def __init__(self, name): self.name = name\n',
      'main.polar': 'p(u: User) if u.name = "ann";\n?= p(new User("ann"));\n?= p(new User("bob"));\n',
    });
    const { output, status } = await polar(folder, ['test', '--host', 'python:models.py']);
    expect(output).toContain('1 passed, 1 failed');
    expect(status).toBe(1);
  });

  test('a conversation and an explanation ask it', async () => {
    const folder = application();
    const told = await polar(folder, ['repl', '--host', 'python:models.py', 'main.polar'], {
      input: 'rex.name = x\nrex.broken()\nx = day.year\n',
    });
    expect(told.output).toContain('x = "rex"');
    expect(told.errors).toContain('ValueError: no rex');
    expect(told.output).toContain('x = 2024');
    const explained = await polar(folder, [
      'explain',
      '--policy',
      'main.polar',
      '--host',
      'python:models.py',
      'rex.name = "ben"',
    ]);
    expect(explained.output).toContain('"rex" is not "ben"');
  });
});
