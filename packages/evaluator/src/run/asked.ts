/** What an instruction gets that needs a reply that is not there yet: it is executed again when it is. */
export const ASKED: unique symbol = Symbol('asked');
