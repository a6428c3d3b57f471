declare module 'lodash.isequal' {
  /** Whether two values look alike: by what they are made of, objects in circles too. */
  export default function isEqual(left: unknown, right: unknown): boolean;
}
