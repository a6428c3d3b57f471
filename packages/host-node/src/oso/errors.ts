import { inspect } from 'node:util';

/** What may be thrown; classes, messages and names as in the reference (npm `oso` 0.27.3). */

/** An application's class. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments of an application's constructor are its own business.
export type Class<T = unknown> = new (...args: any[]) => T;

/** Of every error but those that the engine or the application itself raises. */
export class OsoError extends Error {}

/** A decision against a request. */
export class AuthorizationError extends OsoError {}

/** The actor may not even read the resource. */
export class NotFoundError extends AuthorizationError {
  constructor() {
    super(
      'Oso NotFoundError -- The current user does not have permission to read the given resource. You should handle this error by returning a 404 error to the client.',
    );
  }
}

/** The actor may not do this. */
export class ForbiddenError extends AuthorizationError {
  constructor() {
    super(
      'Oso ForbiddenError -- The requested action was not allowed for the given resource. You should handle this error by returning a 403 error to the client.',
    );
  }
}

/** A policy or a registration is wrong. */
export class PolarError extends OsoError {}

export class DuplicateClassAliasError extends PolarError {
  constructor({ name, cls, existing }: { readonly name: string; readonly cls: Class; readonly existing: Class }) {
    super(`Attempted to alias ${cls.name} as '${name}', but ${existing.name} already has that alias.`);
  }
}

/** Of the reference's engine; nothing here throws it, but an application may name it. */
export class DuplicateInstanceRegistrationError extends PolarError {
  constructor(id: number) {
    super(`Attempted to register instance ${id}, but an instance with that ID already exists.`);
  }
}

/** Of the reference's engine; nothing here throws it, but an application may name it. */
export class UnregisteredInstanceError extends PolarError {
  constructor(id: number) {
    super(`Unregistered instance: ${id}.`);
  }
}

/** Of the reference's engine; nothing here throws it, but an application may name it. */
export class InvalidQueryEventError extends PolarError {
  constructor(event: string) {
    super(`Invalid query event: ${event}`);
  }
}

/** Of the reference's engine, which tells a policy's own error instead; nothing here throws it, either. */
export class InvalidAttributeError extends PolarError {
  constructor(instance: unknown, field: string) {
    super(`${field} not found on ${inspect(instance)}.`);
  }
}

/** Of the reference's engine, which tells a policy's own error instead; nothing here throws it, either. */
export class InvalidCallError extends PolarError {
  constructor(instance: unknown, field: string) {
    super(`${inspect(instance)}.${field} is not a function`);
  }
}

/** @param source the query, with its place */
export class InlineQueryFailedError extends PolarError {
  constructor(source: string) {
    super(`Inline query failed: ${source}`);
  }
}

/** @param shown the value, as a person reads it */
export class InvalidIteratorError extends PolarError {
  constructor(shown: string) {
    super(`${shown} is not iterable`);
  }
}

/** @param shown the value, as a person reads it */
export class InvalidConstructorError extends PolarError {
  constructor(shown: string) {
    super(`${shown} is not a constructor`);
  }
}

export class KwargsError extends PolarError {
  constructor() {
    super('JavaScript does not support keyword arguments');
  }
}

export class PolarFileExtensionError extends PolarError {
  constructor(file: string) {
    super(`Polar files must have .polar extension. Offending file: ${file}`);
  }
}

export class PolarFileNotFoundError extends PolarError {
  constructor(file: string) {
    super(`Could not find file: ${file}`);
  }
}

export class UnregisteredClassError extends PolarError {
  constructor(name: string) {
    super(`Unregistered class: ${name}.`);
  }
}

export class DataFilteringConfigurationError extends PolarError {
  constructor() {
    super("Missing 'adapter' implementation. Did you forget to call `Oso.setDataFilteringAdapter()`?");
  }
}

/** An answer is left with a constraint, and whoever asked takes values only. */
export class UnexpectedExpressionError extends PolarError {
  constructor() {
    super(`Received Expression from Polar VM. The Expression type is only supported when
  using data filtering features. Did you perform an
  operation over an unbound variable in your policy?

  To silence this error and receive an Expression result, pass the
  \`{ acceptExpression: true }\` option to \`Oso.query()\` or \`Oso.queryRule()\`.`);
  }
}
