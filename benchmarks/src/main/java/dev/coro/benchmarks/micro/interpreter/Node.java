package dev.coro.benchmarks.micro.interpreter;

import dev.coro.Suspendable;
import java.util.List;

/** A program as a tree: each node runs itself and its children. */
interface Node {
  /** Runs it on the program's variables, and returns its value; 0 if it has none. */
  @Suspendable
  long run(long[] variables);

  /**
   * A number.
   *
   * @param value the number
   */
  record Constant(long value) implements Node {
    @Override
    public long run(long[] variables) {
      return value;
    }
  }

  /**
   * Reads a variable.
   *
   * @param index which one
   */
  record Load(int index) implements Node {
    @Override
    public long run(long[] variables) {
      return variables[index];
    }
  }

  /**
   * Writes a variable.
   *
   * @param index which one
   * @param value its new value
   */
  record Store(int index, Node value) implements Node {
    @Override
    @Suspendable
    public long run(long[] variables) {
      long result = value.run(variables);
      variables[index] = result;
      return result;
    }
  }

  /**
   * Adds.
   *
   * @param left an operand
   * @param right an operand
   */
  record Add(Node left, Node right) implements Node {
    @Override
    @Suspendable
    public long run(long[] variables) {
      return left.run(variables) + right.run(variables);
    }
  }

  /**
   * Multiplies.
   *
   * @param left an operand
   * @param right an operand
   */
  record Multiply(Node left, Node right) implements Node {
    @Override
    @Suspendable
    public long run(long[] variables) {
      return left.run(variables) * right.run(variables);
    }
  }

  /**
   * Halves.
   *
   * @param operand is not negative
   */
  record Half(Node operand) implements Node {
    @Override
    @Suspendable
    public long run(long[] variables) {
      return operand.run(variables) >> 1;
    }
  }

  /**
   * 1 for an odd number, 0 for an even one.
   *
   * @param operand the number
   */
  record Odd(Node operand) implements Node {
    @Override
    @Suspendable
    public long run(long[] variables) {
      return operand.run(variables) & 1;
    }
  }

  /**
   * 1 if one is less than the other, 0 if not.
   *
   * @param left the one
   * @param right the other
   */
  record Less(Node left, Node right) implements Node {
    @Override
    @Suspendable
    public long run(long[] variables) {
      return left.run(variables) < right.run(variables) ? 1 : 0;
    }
  }

  /**
   * Chooses.
   *
   * @param condition 0 for no
   * @param yes runs if it is not 0
   * @param no runs if it is
   */
  record If(Node condition, Node yes, Node no) implements Node {
    @Override
    @Suspendable
    public long run(long[] variables) {
      return condition.run(variables) != 0 ? yes.run(variables) : no.run(variables);
    }
  }

  /**
   * Repeats.
   *
   * @param condition 0 for the end
   * @param body what is repeated
   */
  record While(Node condition, Node body) implements Node {
    @Override
    @Suspendable
    public long run(long[] variables) {
      while (condition.run(variables) != 0) {
        body.run(variables);
      }
      return 0;
    }
  }

  /**
   * One after the other.
   *
   * @param parts in their order
   */
  record Block(List<Node> parts) implements Node {
    /** Copies the list. */
    public Block {
      parts = List.copyOf(parts);
    }

    @Override
    @Suspendable
    public long run(long[] variables) {
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).run(variables);
      }
      return 0;
    }
  }
}
