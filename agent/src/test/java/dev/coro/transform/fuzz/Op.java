package dev.coro.transform.fuzz;

/**
 * What a node of a generated program does. Operands are the node's children; {@code data} picks
 * among variants.
 */
enum Op {
  // ---- values
  /** Data: bits of the number; a string's number, or 0 for null. */
  CONST,
  /** Data: number of the variable. */
  LOCAL,
  THIS,
  /** Data: operator. */
  BINARY,
  NEGATE,
  CONVERT,
  /** A boolean. Data: relation. */
  COMPARE,
  CONDITION,
  SWITCH_VALUE,
  /** Statements, then a value. */
  SEQUENCE,
  /** Data: number of the method. */
  CALL,
  /** A suspension point that returns its argument. */
  PASS,
  /** Data: constructor and the way the pending object is held. */
  NEW,
  ARRAY_NEW,
  ARRAY_GET,
  ARRAY_LENGTH,
  /** Field of a THING that has the node's kind. */
  FIELD_GET,
  /** Static field of the node's kind. */
  STATIC_GET,
  CAST,
  /** Data: kind. */
  INSTANCE_OF,
  /** Whether the thread holds a monitor. */
  HOLDS,
  CONCAT,
  /** Data: number of the method. Children: what is captured, then the argument. */
  LAMBDA,
  /** Pushes the children, shuffles the stack as data says, and adds everything up. */
  MIX,
  /** Raw bits of a NaN that crosses a suspension point in a local and on the stack. */
  RAW_BITS,
  /** A value computed inside a range of its own. Data: which handler. */
  COVER,

  // ---- statements
  BLOCK,
  /** A new variable: its first value, then a body. Data: see {@link Variable}. */
  LET,
  /** Data: number of the variable. */
  SET,
  /** Adds to an int variable in place. */
  INCREMENT,
  LOG,
  POINT,
  DROP,
  /** Suspends, then throws. */
  FAIL,
  THROW,
  IF,
  /** A condition, then a body. Data: trips and form. */
  LOOP,
  /** A selector, then blocks. Data: which fall through, and the kind of switch. */
  SWITCH,
  /** A selector, then pairs of a block and the selector of the next block. */
  TANGLE,
  /** Data: how many enclosing constructs to leave. */
  BREAK,
  RETURN,
  /** A body, then handlers. Data: ranges. */
  TRY,
  /** A block. Data: variable, type of the exception. */
  HANDLER,
  /** A body, and a block that runs also when the body throws. */
  FINALLY,
  /** An object, then a body. */
  SYNCHRONIZED,
  FIELD_SET,
  STATIC_SET,
  ARRAY_SET;

  boolean isStatement() {
    return compareTo(BLOCK) >= 0;
  }
}
