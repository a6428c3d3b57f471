/** Pixels that characters take, at 13 pixels of a font for interfaces. */
const NARROW = 4.6;
const COMMON = 7.9;
const WIDE = 12;
/** How much wider bold text is, and how much narrower a label of 11 pixels. */
const BOLD = 1.12;
const SMALL = 0.86;

/** Pixels that a text takes in the picture, rather too many than too few. */
export const widthOf = (text: string): number =>
  Math.ceil(
    [...text].reduce(
      (sum, one) =>
        sum + (/[iljtfr.,:;'|!() ]/.test(one) ? NARROW : /[mwMW@\u1100-\u{1faff}]/u.test(one) ? WIDE : COMMON),
      0,
    ),
  );

export const boldWidthOf = (text: string): number => Math.ceil(widthOf(text) * BOLD);
export const labelWidthOf = (text: string): number => Math.ceil(widthOf(text) * SMALL);
