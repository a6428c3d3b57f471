/**
 * The instructions. One `Int32Array` holds them with their operands.
 *
 * register: a number; slot: an index in the frame; operand: a register, a slot (as its complement) or a constant (above
 * CONSTANTS); address: where in the code; name, keys, constant: an index in the table of constants.
 *
 * The numbers also stand in the machine's loop, because only there do they become a jump table; a test compares the two.
 */
export const CONSTANTS = 1 << 24;

/** return from a clause without a frame */
export const PROCEED = 0;
/** predicate */
export const CALL = 1;
/** predicate; last call of a clause without a frame */
export const EXECUTE = 2;
/** size, count, registers…: makes a frame, its first slots from the registers */
export const ALLOCATE = 3;
/** leaves a clause with a frame */
export const RETURN = 4;
/** predicate; last call of a clause with a frame */
export const DEALLOCATE_EXECUTE = 5;
/** register, constant */
export const GET_CONSTANT = 6;
/** register, head, tail: both registers are first occurrences */
export const GET_LIST_VAR_VAR = 7;
/** register, operand of the head, tail register */
export const GET_LIST_VALUE_VAR = 8;
/** register, head, tail, address: splits a list, or jumps where the register is unbound */
export const GET_CONS = 9;
/** operand, operand */
export const UNIFY = 10;
/** operand, operand: woken goals wait for NECK */
export const UNIFY_HEAD = 11;
/** register, constant */
export const PUT_CONSTANT = 12;
/** register, slot */
export const PUT_SLOT = 13;
/** register, slot: a new variable in both, aliased */
export const PUT_NEW_SLOT = 14;
/** register: a new variable, aliased */
export const PUT_NEW = 15;
/** register */
export const NEW = 16;
/** slot, kind */
export const NEW_SLOT = 17;
/** register, operand */
export const MOVE = 18;
/** register, operand, operand */
export const CONS = 19;
/** slot, register */
export const STORE = 20;
/** register, keys, operands… */
export const DICTIONARY = 21;
/** register, name, count, operands… */
export const CALL_TERM = 22;
/** register, name, keys, operands… */
export const INSTANCE = 23;
/** register, keys, operands… */
export const FIELDS = 24;
/** operator, result register, operand, operand */
export const ARITHMETIC = 25;
/** operator, operand, operand */
export const COMPARE = 26;
/** result register, operand, name */
export const LOOKUP = 27;
/** result register, operand, operand of the key */
export const LOOKUP_KEY = 28;
/** result register, operand, name, count, operands…, keys, operands… */
export const METHOD = 29;
/** result register, name, count, operands…, keys, operands… */
export const CONSTRUCT = 30;
/** operand, operand */
export const IN = 31;
/** operand, pattern constant: a class without fields */
export const MATCH_CLASS = 32;
/** operand, operand of the pattern */
export const MATCH = 33;
/** operand */
export const CONDITION = 34;
/** address of the next alternative */
export const OR = 35;
/** address */
export const JUMP = 36;
/** address of what follows; 0: as written, 1: of a forall, 2: of what that demands */
export const NOT = 37;
export const NOT_SOLUTION = 38;
/** in a clause without a frame */
export const CUT = 39;
/** slot */
export const CUT_SLOT = 40;
/** slot */
export const SAVE_LEVEL = 41;
/** id */
export const BARRIER = 42;
/** id */
export const CUT_TO = 43;
/** count, operands… */
export const PRINT = 44;
export const FAIL = 45;
/** the goals in the frame */
export const SOLVE = 46;
/** after woken goals */
export const RESUME = 47;
/** the head fits */
export const FILTERED = 48;
export const ANSWER = 49;
/** runs the goals that the head woke */
export const NECK = 50;
/** slot */
export const ALIAS = 51;
/** operand, name */
export const ASSIGNABLE = 52;
/** the clauses that fit */
export const SORT = 53;
/** goal, count, operands…: puts the arguments of a predicate into the first registers */
export const EVENT_CALL = 54;
export const EVENT_EXIT = 55;
/** clause */
export const EVENT_ENTER = 56;
/** like ALLOCATE, then kinds…: all variables are made at once */
export const ALLOCATE_ALL = 57;
/** as PRINT */
export const DEBUG = 58;
/** parameter: what follows matches it */
export const HEAD_MATCH = 59;
/** register, operand: a list of which only the rest is written */
export const REST = 60;
/** only an `ExactRun` knows what comes now */
export const HAND_OVER = 61;
