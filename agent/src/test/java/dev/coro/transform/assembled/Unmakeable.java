package dev.coro.transform.assembled;

import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Allocations that throw at {@code new}, before the arguments are evaluated. */
final class Unmakeable {
  private Unmakeable() {}

  static Assembly assemble(int version) {
    return new Assembly("Unmakeable", version)
        .testCase("abstractClass", code -> allocate(code, "java/lang/Number", "()V", false))
        .testCase("interfaceType", code -> allocate(code, "java/lang/Runnable", "()V", false));
  }

  static Assembly assembleWithMissingClass(int version) {
    return new Assembly("UnmakeableMissing", version)
        .testCase("missingClass", code -> allocate(code, "no/such/Thing", "(I)V", true));
  }

  private static void allocate(Code code, String type, String descriptor, boolean argument) {
    Label start = code.here();
    code.anew(Type.getObjectType(type));
    code.dup();
    code.value(1);
    if (!argument) {
      code.pop();
    }
    code.invokespecial(type, "<init>", descriptor, false);
    code.point();
    code.returnObject();
    Label end = code.here();
    code.visitTryCatchBlock(start, end, end, "java/lang/LinkageError");
    code.invokevirtual("java/lang/Object", "getClass", "()Ljava/lang/Class;", false);
    code.invokevirtual("java/lang/Class", "getName", "()Ljava/lang/String;", false);
    code.log();
    code.value("caught");
    code.returnObject();
  }
}
