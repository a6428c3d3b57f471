import { printable } from '@polar-tools/language';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text of a person's as the text of a page, in an element or an attribute. */
export const escaped = (text: string): string => printable(text).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]!);
