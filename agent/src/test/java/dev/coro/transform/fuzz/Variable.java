package dev.coro.transform.fuzz;

/**
 * A local variable of a generated method, as {@link Op#LET} has it in its data.
 *
 * @param id unique in the method
 * @param pick which of the free slots it gets
 */
record Variable(int id, Kind kind, int pick) {
  long encoded() {
    return (long) pick << 32 | (long) kind.number() << 24 | id;
  }

  static Variable decoded(long data) {
    Kind kind = Kind.numbered((int) (data >> 24) & 0xFF);
    return new Variable((int) data & 0xFFFFFF, kind, (int) (data >> 32));
  }
}
