/** Operators by how they are written, with the names that constraints have. */
const names: ReadonlyMap<string, string> = new Map([
  ['and', 'And'],
  ['or', 'Or'],
  ['not', 'Not'],
  ['=', 'Unify'],
  [':=', 'Assign'],
  ['==', 'Eq'],
  ['!=', 'Neq'],
  ['>', 'Gt'],
  ['>=', 'Geq'],
  ['<', 'Lt'],
  ['<=', 'Leq'],
  ['.', 'Dot'],
  ['in', 'In'],
  ['matches', 'Isa'],
  ['new', 'New'],
  ['+', 'Add'],
  ['-', 'Sub'],
  ['*', 'Mul'],
  ['/', 'Div'],
  ['mod', 'Mod'],
  ['rem', 'Rem'],
  ['forall', 'ForAll'],
  ['cut', 'Cut'],
  ['print', 'Print'],
  ['debug', 'Debug'],
]);
const written: ReadonlyMap<string, string> = new Map([...names].map(([sign, name]) => [name, sign]));

/** `>` → `Gt` */
export const nameOfOperator = (sign: string): string => names.get(sign) ?? sign;

/** `Gt` → `>`; undefined for what is no operator. */
export const signOfOperator = (name: string): string | undefined => written.get(name);
