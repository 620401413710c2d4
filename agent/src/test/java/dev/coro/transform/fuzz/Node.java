package dev.coro.transform.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * A value or statement of a generated program. Any tree of nodes can be turned into code that
 * verifies, also after parts of it were taken out: what makes no sense any more does nothing.
 *
 * @param kind of the value; VOID for statements
 * @param data see {@link Op}
 */
record Node(Op op, Kind kind, long data, List<Node> children) {
  Node {
    children = List.copyOf(children);
  }

  static Node value(Op op, Kind kind, long data, Node... children) {
    return new Node(op, kind, data, List.of(children));
  }

  static Node statement(Op op, long data, Node... children) {
    return new Node(op, Kind.VOID, data, List.of(children));
  }

  static Node block(List<Node> statements) {
    return new Node(Op.BLOCK, Kind.VOID, 0, statements);
  }

  /** Zero, or null. */
  static Node zero(Kind kind) {
    return value(Op.CONST, kind, 0);
  }

  Node child(int index) {
    return children.get(index);
  }

  /** A copy with another child. */
  Node with(int index, Node child) {
    List<Node> changed = new ArrayList<>(children);
    changed.set(index, child);
    return new Node(op, kind, data, changed);
  }

  /** A copy with one child less. */
  Node without(int index) {
    List<Node> changed = new ArrayList<>(children);
    changed.remove(index);
    return new Node(op, kind, data, changed);
  }

  /** Number of nodes. */
  int size() {
    int size = 1;
    for (Node child : children) {
      size += child.size();
    }
    return size;
  }
}
