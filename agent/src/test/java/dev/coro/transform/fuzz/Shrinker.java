package dev.coro.transform.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Makes a failing program small: it leaves out what it can as long as the failure stays. */
final class Shrinker {
  private final Worker worker;
  private final Failure.Sort sort;
  private final long endNanos;
  private Program best;
  private Failure failure;

  private Shrinker(Worker worker, Program program, Failure failure, long endNanos) {
    this.worker = worker;
    this.best = program;
    this.failure = failure;
    this.sort = failure.sort();
    this.endNanos = endNanos;
  }

  /** A small program with its failure. */
  record Result(Program program, Failure failure) {}

  /** Shrinks for some time at most. */
  static Result shrink(Worker worker, Program program, Failure failure, long nanos) {
    Shrinker shrinker = new Shrinker(worker, program, failure, System.nanoTime() + nanos);
    shrinker.run();
    return new Result(shrinker.best, shrinker.failure);
  }

  private void run() {
    int size;
    do {
      size = best.size() + best.methods().size();
      shrinkMethods();
      for (int i = 0; i < best.methods().size(); i++) {
        shrinkBody(i);
      }
      attempt(best.with(Opcodes.V17, best.fuel()));
      attempt(best.with(best.version(), Math.max(3, best.fuel() / 2)));
    } while (best.size() + best.methods().size() < size && System.nanoTime() < endNanos);
  }

  private boolean attempt(Program candidate) {
    if (System.nanoTime() > endNanos || candidate.equals(best)) {
      return false;
    }
    Failure found = worker.check(candidate, new Statistics());
    if (found == null || found.sort() != sort) {
      return false;
    }
    best = candidate;
    failure = found;
    return true;
  }

  private void shrinkMethods() {
    for (int i = best.methods().size() - 1; i > 0; i--) {
      Method method = best.methods().get(i);
      if (!attempt(best.without(i)) && method.isSynchronized()) {
        attempt(best.with(i, method.unsynchronized()));
      }
    }
  }

  private void shrinkBody(int index) {
    Method method = best.methods().get(index);
    shrink(method.body(), changed -> best.with(index, best.methods().get(index).with(changed)));
  }

  /** Shrinks a node, then its children; returns what it has become. */
  private Node shrink(Node node, Place in) {
    Node current = node;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Node simpler : simpler(current)) {
        if (attempt(in.apply(simpler))) {
          current = simpler;
          changed = true;
          break;
        }
      }
    }
    for (int i = 0; i < current.children().size(); i++) {
      Node parent = current;
      int child = i;
      current =
          current.with(i, shrink(current.child(i), small -> in.apply(parent.with(child, small))));
    }
    return current;
  }

  /** A place in a program where a node can be put. */
  private interface Place {
    Program apply(Node node);
  }

  /** What a node can become, the smallest first. */
  private static List<Node> simpler(Node node) {
    List<Node> found = new ArrayList<>();
    if (node.op().isStatement()) {
      if (node.op() != Op.HANDLER && !(node.op() == Op.BLOCK && node.children().isEmpty())) {
        found.add(Node.block(List.of()));
      }
    } else if (node.op() != Op.CONST && node.kind() != Kind.VOID) {
      found.add(Node.zero(node.kind()));
    }
    for (Node child : node.children()) {
      boolean sameRole = child.op().isStatement() == node.op().isStatement();
      if (sameRole && child.kind() == node.kind() && child.op() != Op.HANDLER) {
        found.add(child);
      }
    }
    for (int i = node.children().size() - 1; i >= 0; i--) {
      if (mayLose(node, i)) {
        found.add(node.without(i));
      }
    }
    return found;
  }

  private static boolean mayLose(Node node, int child) {
    return switch (node.op()) {
      case BLOCK, ARRAY_NEW -> true;
      case CONCAT, MIX -> node.children().size() > 1;
      case SWITCH, SWITCH_VALUE, TRY -> child > 0 && node.children().size() > 2;
      case SEQUENCE -> child < node.children().size() - 1;
      default -> false;
    };
  }
}
