package dev.coro.benchmarks.micro.interpreter;

import dev.coro.benchmarks.micro.interpreter.Node.Add;
import dev.coro.benchmarks.micro.interpreter.Node.Block;
import dev.coro.benchmarks.micro.interpreter.Node.Constant;
import dev.coro.benchmarks.micro.interpreter.Node.Half;
import dev.coro.benchmarks.micro.interpreter.Node.If;
import dev.coro.benchmarks.micro.interpreter.Node.Less;
import dev.coro.benchmarks.micro.interpreter.Node.Load;
import dev.coro.benchmarks.micro.interpreter.Node.Multiply;
import dev.coro.benchmarks.micro.interpreter.Node.Odd;
import dev.coro.benchmarks.micro.interpreter.Node.Store;
import dev.coro.benchmarks.micro.interpreter.Node.While;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Counts the steps of all Collatz sequences that begin below a limit: halve what is even, triple
 * what is odd and add one, until it is 1.
 */
public final class CollatzProgram implements IntToLongFunction {
  private static final int LIMIT = 0;
  private static final int START = 1;
  private static final int NUMBER = 2;
  private static final int STEPS = 3;

  private final Node program =
      block(
          set(START, constant(1)),
          new While(
              new Less(get(START), get(LIMIT)),
              block(
                  set(NUMBER, get(START)),
                  new While(
                      new Less(constant(1), get(NUMBER)),
                      block(
                          new If(
                              new Odd(get(NUMBER)),
                              set(
                                  NUMBER,
                                  new Add(new Multiply(constant(3), get(NUMBER)), constant(1))),
                              set(NUMBER, new Half(get(NUMBER)))),
                          increment(STEPS))),
                  increment(START))));

  /** Runs the program. */
  @Override
  public long applyAsLong(int limit) {
    long[] variables = {limit, 0, 0, 0};
    program.run(variables);
    return variables[STEPS];
  }

  private static Node block(Node... parts) {
    return new Block(List.of(parts));
  }

  private static Node constant(long value) {
    return new Constant(value);
  }

  private static Node get(int variable) {
    return new Load(variable);
  }

  private static Node set(int variable, Node value) {
    return new Store(variable, value);
  }

  private static Node increment(int variable) {
    return set(variable, new Add(get(variable), constant(1)));
  }
}
