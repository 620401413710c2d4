package dev.coro.transform.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A method while it is generated: what its code can name, and how much may still come. */
final class Draft {
  final Random random;
  final List<Method> known;
  final Method method;
  final List<Variable> variables = new ArrayList<>();

  /** Number of nodes that may still be made. */
  int budget;

  private int nextVariable;

  /**
   * Starts a method.
   *
   * @param known all methods of the program, without bodies
   */
  Draft(Random random, List<Method> known, Method method, int budget) {
    this.random = random;
    this.known = known;
    this.method = method;
    this.budget = budget;
    for (Kind parameter : method.parameters()) {
      variables.add(new Variable(nextVariable++, parameter, 0));
    }
  }

  /** True once in {@code n} times. */
  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  Kind anyKind() {
    return Kind.VALUES[random.nextInt(Kind.VALUES.length)];
  }

  Variable newVariable(Kind kind) {
    return new Variable(nextVariable++, kind, random.nextInt(8));
  }

  /** A variable whose value can be used as {@code kind}; null if there is none. */
  Variable variable(Kind kind) {
    List<Variable> found = new ArrayList<>();
    for (Variable variable : variables) {
      if (variable.kind().fits(kind)) {
        found.add(variable);
      }
    }
    return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
  }

  /** Whether the method may call {@code callee}. */
  boolean mayCall(Method callee) {
    return callee.call() != Method.Call.LAMBDA
        && (callee.call() != Method.Call.PRIVATE || method.owner() == Kind.BASE)
        && (method.suspendable() || !callee.suspendable());
  }

  /** A method to call whose result can be used as {@code kind}; null if there is none. */
  Method callee(Kind kind) {
    List<Method> found = new ArrayList<>();
    for (Method candidate : known) {
      boolean fits =
          candidate.result() == kind || (kind.isReference() && candidate.result().fits(kind));
      if (fits && candidate.id() != 0 && mayCall(candidate)) {
        found.add(candidate);
      }
    }
    return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
  }

  /** A lambda body; null if there is none, or none may be called. */
  Method lambda() {
    List<Method> found = new ArrayList<>();
    for (Method candidate : known) {
      boolean isReference =
          candidate.call() == Method.Call.STATIC
              && candidate.suspendable()
              && candidate.result() == Kind.INT
              && !candidate.parameters().isEmpty()
              && candidate.parameters().get(candidate.parameters().size() - 1) == Kind.INT;
      if (candidate.call() == Method.Call.LAMBDA || isReference) {
        found.add(candidate);
      }
    }
    return found.isEmpty() || !method.suspendable()
        ? null
        : found.get(random.nextInt(found.size()));
  }
}
