package dev.coro.transform.fuzz;

import java.util.List;
import org.objectweb.asm.Type;

/**
 * A method of a generated program.
 *
 * @param id what calls name; implementations of one virtual method have the same
 * @param owner MAIN for static methods
 * @param call how it is called
 * @param parameters without the receiver
 * @param body statements
 */
record Method(
    int id,
    Kind owner,
    Call call,
    boolean suspendable,
    boolean isSynchronized,
    List<Kind> parameters,
    Kind result,
    Node body) {

  /** The ways to call a method. */
  enum Call {
    STATIC,
    /** Declared by BASE. */
    VIRTUAL,
    /** Declared by FACE. */
    INTERFACE,
    /** An instance method of BASE, private. */
    PRIVATE,
    /** The body of a lambda, which nothing else calls. */
    LAMBDA
  }

  Method {
    parameters = List.copyOf(parameters);
  }

  String name() {
    return call == Call.LAMBDA ? "lambda$" + id : "m" + id;
  }

  String descriptor() {
    return Type.getMethodDescriptor(
        result.type, parameters.stream().map(kind -> kind.type).toArray(Type[]::new));
  }

  boolean isStatic() {
    return owner == Kind.MAIN;
  }

  /** A copy with another body. */
  Method with(Node changed) {
    return new Method(id, owner, call, suspendable, isSynchronized, parameters, result, changed);
  }

  /** A copy that is not {@code synchronized}. */
  Method unsynchronized() {
    return new Method(id, owner, call, suspendable, false, parameters, result, body);
  }
}
