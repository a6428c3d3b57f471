import type { Field, Node, PolarNode } from '@polar-tools/language';
import { unwrap } from '../model/walk.ts';

/**
 * Whether two terms are the same as written, parentheses aside. Numbers compare as the engine compares them (`1` and `1.0` are equal);
 * `variables` says whether a variable of the first stands for one of the second, and is identity of names if left out.
 */
export function sameTerm(a: Node, b: Node, variables: (a: string, b: string) => boolean = (x, y) => x === y): boolean {
  const left = unwrap(a) as PolarNode;
  const right = unwrap(b) as PolarNode;
  const same = (x: Node | undefined, y: Node | undefined): boolean => {
    return x === undefined || y === undefined ? x === y : sameTerm(x, y, variables);
  };
  const all = (xs: readonly Node[], ys: readonly Node[]): boolean => {
    return xs.length === ys.length && xs.every((x, i) => sameTerm(x, ys[i]!, variables));
  };
  const fields = (xs: readonly Field[] | undefined, ys: readonly Field[] | undefined): boolean => {
    if (xs === undefined || ys === undefined) return (xs?.length ?? 0) === (ys?.length ?? 0);
    return (
      xs.length === ys.length &&
      xs.every((x) => {
        const y = ys.find(({ key }) => key.text === x.key.text);
        if (y === undefined) return false;
        if (x.value !== undefined && y.value !== undefined) return sameTerm(x.value, y.value, variables);
        const name = ({ key, value }: Field) =>
          value === undefined ? key.text : value.$type === 'Variable' ? value.name : '';
        return name(x) !== '' && name(y) !== '' && variables(name(x), name(y));
      })
    );
  };
  if (isNumber(left) && isNumber(right)) {
    return (
      left.value === right.value ||
      (typeof left.value !== typeof right.value && Number(left.value) === Number(right.value))
    );
  }
  if (left.$type !== right.$type) return false;
  switch (left.$type) {
    case 'Variable':
      return variables(left.name, (right as typeof left).name);
    case 'StringLiteral':
    case 'BooleanLiteral':
      return left.value === (right as typeof left).value;
    case 'List':
    case 'ListPattern':
      return all(left.elements, (right as typeof left).elements) && same(left.rest, (right as typeof left).rest);
    case 'Dictionary':
    case 'DictionaryPattern':
      return fields(left.fields, (right as typeof left).fields);
    case 'InstancePattern':
      return left.name.text === (right as typeof left).name.text && fields(left.fields, (right as typeof left).fields);
    case 'ObjectLiteral':
      return left.name.text === (right as typeof left).name.text && same(left.id, (right as typeof left).id);
    case 'Call':
    case 'New': {
      const other = right as typeof left;
      return (
        left.name.text === other.name.text &&
        all(left.arguments, other.arguments) &&
        fields(left.keywords, other.keywords)
      );
    }
    case 'MethodCall': {
      const other = right as typeof left;
      return (
        left.name.text === other.name.text &&
        same(left.object, other.object) &&
        all(left.arguments, other.arguments) &&
        fields(left.keywords, other.keywords)
      );
    }
    case 'Lookup': {
      const other = right as typeof left;
      const key = (lookup: typeof left) =>
        lookup.name?.text ?? (lookup.key?.$type === 'StringLiteral' ? lookup.key.value : undefined);
      if (!same(left.object, other.object)) return false;
      return key(left) === undefined || key(other) === undefined ? same(left.key, other.key) : key(left) === key(other);
    }
    case 'Binary':
      return (
        left.operator === (right as typeof left).operator &&
        same(left.left, (right as typeof left).left) &&
        same(left.right, (right as typeof left).right)
      );
    case 'Matches':
      return (
        left.exact === (right as typeof left).exact &&
        same(left.left, (right as typeof left).left) &&
        same(left.pattern, (right as typeof left).pattern)
      );
    case 'And':
    case 'Or':
      return all(left.operands, (right as typeof left).operands);
    case 'Not':
      return same(left.operand, (right as typeof left).operand);
    case 'Forall':
      return same(left.condition, (right as typeof left).condition) && same(left.action, (right as typeof left).action);
    case 'Print':
      return left.operator === (right as typeof left).operator && all(left.arguments, (right as typeof left).arguments);
    case 'Cut':
    case 'CurrentTime':
      return true;
    default:
      return false;
  }
}

function isNumber(node: PolarNode): node is Extract<PolarNode, { $type: 'IntegerLiteral' | 'FloatLiteral' }> {
  return node.$type === 'IntegerLiteral' || node.$type === 'FloatLiteral';
}
