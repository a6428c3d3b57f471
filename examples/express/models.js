/** The application's own classes and objects. */
export class Repository {
  constructor(name, isPublic = false) {
    this.name = name;
    this.isPublic = isPublic;
  }
}

export class User {
  constructor(name, roles = {}) {
    this.name = name;
    this.roles = roles;
  }

  /** Asynchronous, as it would be with a database. */
  async roleIn(repository) {
    return this.roles[repository.name] ?? null;
  }
}

export const repositories = new Map(
  [new Repository('gmail'), new Repository('react', true)].map((one) => [one.name, one]),
);
export const users = new Map(
  [new User('larry', { gmail: 'maintainer' }), new User('anne')].map((one) => [one.name, one]),
);
