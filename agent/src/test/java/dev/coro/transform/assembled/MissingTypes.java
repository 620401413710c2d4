package dev.coro.transform.assembled;

import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Two classes that cannot be found meet in a local variable, in class files without stack maps. */
final class MissingTypes {
  private static final Type ONE = Type.getObjectType("no/such/One");
  private static final Type OTHER = Type.getObjectType("no/such/Other");

  private MissingTypes() {}

  static Assembly assemble(int version) {
    return new Assembly("MissingTypes", version)
        .testCase(
            "kept",
            code -> {
              meet(code, ONE, OTHER);
              code.point();
              use(code);
            })
        .testCase(
            "keptInArray",
            code -> {
              meet(code, Type.getType("[Lno/such/One;"), Type.getType("[Lno/such/Other;"));
              code.point();
              use(code);
            })
        .testCase(
            "dead",
            code -> {
              meet(code, ONE, OTHER);
              code.load(0, ONE);
              code.log();
              code.point();
              code.done();
            })
        .testCase(
            "sameClass",
            code -> {
              meet(code, ONE, ONE);
              code.point();
              use(code);
            });
  }

  private static void meet(Code code, Type first, Type second) {
    Label other = new Label();
    Label both = new Label();
    code.value(1);
    code.ifeq(other);
    code.aconst(null);
    code.checkcast(first);
    code.store(0, first);
    code.goTo(both);
    code.mark(other);
    code.aconst(null);
    code.checkcast(second);
    code.store(0, second);
    code.mark(both);
  }

  private static void use(Code code) {
    code.load(0, ONE);
    code.returnObject();
  }
}
