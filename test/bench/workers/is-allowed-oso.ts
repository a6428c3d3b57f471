import { quickstartPolicy, requests } from '../quickstart.ts';
import { argument, report, timePerCall } from '../worker.ts';

/** Microseconds of one `isAllowed` of the quickstart, its objects being those of the application: by npm's `oso`, or by `host-node`, which stands in for it. */
const { Oso } = argument() === 'host-node' ? await import('@polar-tools/host-node') : await import('oso');

class User {
  readonly name: string;
  readonly roles: Role[] = [];
  constructor(name: string) {
    this.name = name;
  }
}
class Repository {
  readonly name: string;
  readonly is_public: boolean;
  constructor(name: string, isPublic: boolean) {
    this.name = name;
    this.is_public = isPublic;
  }
}
class Role {
  readonly name: string;
  readonly repository: Repository;
  constructor(name: string, repository: Repository) {
    this.name = name;
    this.repository = repository;
  }
}

const repositories = {
  gmail: new Repository('gmail', false),
  react: new Repository('react', true),
  oso: new Repository('oso', false),
};
const users = { larry: new User('larry'), anne: new User('anne'), graham: new User('graham') };
users.larry.roles.push(new Role('admin', repositories.gmail));
users.anne.roles.push(new Role('maintainer', repositories.react));
users.graham.roles.push(new Role('contributor', repositories.oso));

const oso = new Oso();
for (const registered of [User, Repository, Role]) oso.registerClass(registered);
await oso.loadStr(quickstartPolicy());

let turn = 0;
report(
  await timePerCall(async () => {
    const request = requests[turn++ % requests.length]!;
    const allowed = await oso.isAllowed(users[request.user], request.action, repositories[request.repository]);
    if (allowed !== request.allowed) throw new Error(`${JSON.stringify(request)} was answered ${allowed}`);
  }),
);
