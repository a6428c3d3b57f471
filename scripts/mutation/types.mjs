/** Which mutants the type checker refuses. */
import { join } from 'node:path';
import ts from 'typescript';

/** The sources of the project, of which one at a time is changed. */
class ChangedSources {
  #root;
  #config;
  #changed = { name: '', text: '' };
  #version = 0;

  constructor(root) {
    this.#root = root;
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
    this.#config = ts.parseJsonConfigFileContent(config, ts.sys, root);
  }

  change(name, text) {
    this.#version++;
    this.#changed = { name, text };
  }

  getCompilationSettings = () => this.#config.options;
  getCurrentDirectory = () => this.#root;
  getDefaultLibFileName = ts.getDefaultLibFilePath;
  getScriptFileNames = () => this.#config.fileNames;
  getScriptVersion = (name) => (name === this.#changed.name ? `changed ${this.#version}` : 'as it is');
  getScriptSnapshot = (name) => {
    const text = name === this.#changed.name ? this.#changed.text : ts.sys.readFile(name);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  };
  fileExists = ts.sys.fileExists;
  readFile = ts.sys.readFile;
  readDirectory = ts.sys.readDirectory;
  directoryExists = ts.sys.directoryExists;
  getDirectories = ts.sys.getDirectories;
}

/** Where a place, counted from 1 as in Stryker's reports, is in a text. */
const offsetOf = (text, { line, column }) =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((offset, each) => offset + each.length + 1, column - 1);

/**
 * @returns a function that says whether a file with a mutant in it has errors that it had not. Only the file itself is looked at: what a change of a type means
 * for other files is not seen, so that a mutant may be called sound that is not.
 */
export const typeChecker = (root) => {
  const sources = new ChangedSources(root);
  const service = ts.createLanguageService(sources);
  return (name, text, { location, replacement }) => {
    const path = join(root, name);
    const changed =
      text.slice(0, offsetOf(text, location.start)) + replacement + text.slice(offsetOf(text, location.end));
    sources.change(path, changed);
    return service.getSyntacticDiagnostics(path).length + service.getSemanticDiagnostics(path).length > 0;
  };
};
