import type { Host, HostObject, HostValue, Question, Reply } from './host.ts';

/** Passes a policy's questions on to another host: for whoever notes something of them. */
export abstract class PassingHost implements Host {
  protected readonly host: Host;

  constructor(host: Host) {
    this.host = host;
  }

  get classes(): Host['classes'] {
    return this.host.classes;
  }

  get builtinClasses(): Host['builtinClasses'] {
    return this.host.builtinClasses;
  }

  get constants(): Host['constants'] {
    return this.host.constants;
  }

  get failsOnMissing(): boolean {
    return this.host.failsOnMissing === true;
  }

  get queryNames(): readonly string[] {
    return this.host.queryNames ?? [];
  }

  get inlineQueriesName(): boolean {
    return this.host.inlineQueriesName === true;
  }

  queryConstant(name: string): HostValue | undefined {
    return this.host.queryConstant?.(name);
  }

  classObject(name: string): HostObject | undefined {
    return this.host.classObject(name);
  }

  describe(object: HostObject): string {
    return this.host.describe(object);
  }

  inspect(object: HostObject): ReadonlyMap<string, HostValue> | undefined {
    return this.host.inspect(object);
  }

  abstract answer(question: Question): Reply;
}
