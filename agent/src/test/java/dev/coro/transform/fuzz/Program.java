package dev.coro.transform.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * A generated program.
 *
 * @param version of its class files
 * @param fuel calls of methods and rounds of loops after which it ends
 * @param methods the first is where it starts
 */
record Program(long seed, int version, int fuel, List<Method> methods) {
  Program {
    methods = List.copyOf(methods);
  }

  /** Any implementation of the method with this number; null if there is none any more. */
  Method find(long id) {
    for (Method method : methods) {
      if (method.id() == id) {
        return method;
      }
    }
    return null;
  }

  /** A copy with another method in its place. */
  Program with(int index, Method method) {
    List<Method> changed = new ArrayList<>(methods);
    changed.set(index, method);
    return new Program(seed, version, fuel, changed);
  }

  /** A copy with one method less. */
  Program without(int index) {
    List<Method> changed = new ArrayList<>(methods);
    changed.remove(index);
    return new Program(seed, version, fuel, changed);
  }

  /** A copy of another class file version, and with other fuel. */
  Program with(int changedVersion, int changedFuel) {
    return new Program(seed, changedVersion, changedFuel, methods);
  }

  /** Number of nodes. */
  int size() {
    return methods.stream().mapToInt(method -> method.body().size()).sum();
  }
}
