import type { SourceMember } from '../model.ts';

/** The members of a class as they are met: each name once, and what is known of it put together. */
export class Members {
  readonly #found = new Map<string, SourceMember>();

  /** What was said first counts, but for what it leaves open; a method or property counts before a field. */
  add(member: SourceMember): void {
    const known = this.#found.get(member.name);
    if (known === undefined) {
      this.#found.set(member.name, member);
      return;
    }
    const isStronger = known.kind === 'field' && member.kind !== 'field';
    const [first, then] = isStronger ? [member, known] : [known, member];
    const type = first.type ?? then.type;
    const comment = first.comment ?? then.comment;
    this.#found.set(member.name, {
      ...first,
      ...(type !== undefined && { type }),
      ...(comment !== undefined && { comment }),
    });
  }

  get(name: string): SourceMember | undefined {
    return this.#found.get(name);
  }

  all(): readonly SourceMember[] {
    return [...this.#found.values()];
  }
}
