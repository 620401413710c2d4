package dev.coro.transform.assembled;

import static org.objectweb.asm.Type.INT_TYPE;
import static org.objectweb.asm.Type.LONG_TYPE;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import dev.coro.transform.fixtures.fuzz.ToObject;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the fuzzer has found, each named after its cause. */
final class FoundByFuzzing {
  private static final int LAMBDA =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
  private static final int SYNCHRONIZED =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNCHRONIZED;

  private FoundByFuzzing() {}

  static Assembly assemble(int version) {
    Assembly assembly = new Assembly("FoundByFuzzing", version);
    String owner = assembly.internalName();
    return assembly
        .testCase("lastSlotOverwrittenInHalf", FoundByFuzzing::lastSlotOverwrittenInHalf)
        .testCase("monitorBelowAllocation", FoundByFuzzing::monitorBelowAllocation)
        .testCase("twoLinesOfOneCall", FoundByFuzzing::twoLinesOfOneCall)
        .ordinary(LAMBDA, "lambda$boxed", "(I)I", FoundByFuzzing::passOn)
        .testCase("bodyOfALambdaIsBoxed", code -> bodyOfALambdaIsBoxed(owner, code))
        .method(SYNCHRONIZED, "guarded", "()Ljava/lang/Object;", FoundByFuzzing::guarded)
        .testCase(
            "returnOfASynchronizedMethodIsCovered",
            code -> {
              code.invokestatic(owner, "guarded", "()Ljava/lang/Object;", false);
              code.returnObject();
            });
  }

  /** The stack map names a slot that only code in front of the suspension point has written. */
  private static void lastSlotOverwrittenInHalf(Code code) {
    code.lconst(1);
    code.store(4, LONG_TYPE);
    code.aconst("kept");
    code.store(4, OBJECT_TYPE);
    code.point();
    code.load(4, OBJECT_TYPE);
    code.returnObject();
  }

  /** The type of a pending object names the label of its {@code new}, where nobody had put one. */
  private static void monitorBelowAllocation(Code code) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    code.anew(Code.MADE);
    code.dup();
    code.aconst("monitor");
    code.dup();
    code.store(0, OBJECT_TYPE);
    code.monitorenter();
    code.mark(start);
    code.value(1);
    code.load(0, OBJECT_TYPE);
    code.monitorexit();
    code.mark(end);
    code.construct("(I)V");
    code.returnObject();
    code.mark(handler);
    code.load(0, OBJECT_TYPE);
    code.monitorexit();
    Label left = code.here();
    code.athrow();
    code.visitTryCatchBlock(start, end, handler, null);
    code.visitTryCatchBlock(handler, left, handler, null);
  }

  /** The JVM reports the first line for the call, and the last for what follows. */
  private static void twoLinesOfOneCall(Code code) {
    Label call = code.here();
    code.visitLineNumber(11, call);
    code.visitLineNumber(12, call);
    code.point();
    code.value(1);
    code.log(INT_TYPE);
    code.fail("with a trace");
    code.log(INT_TYPE);
    code.done();
  }

  private static void passOn(Code code) {
    code.load(0, INT_TYPE);
    code.again(INT_TYPE);
    code.areturn(INT_TYPE);
  }

  /** The body of a lambda leaves to its proxy what javac has the body do. */
  private static void bodyOfALambdaIsBoxed(String owner, Code code) {
    code.invokedynamic(
        "apply",
        Type.getMethodDescriptor(Type.getType(ToObject.class)),
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;"
                + "Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                + "Ljava/lang/invoke/CallSite;",
            false),
        new Object[] {
          Type.getType("(I)Ljava/lang/Object;"),
          new Handle(Opcodes.H_INVOKESTATIC, owner, "lambda$boxed", "(I)I", false),
          Type.getType("(I)Ljava/lang/Integer;")
        });
    code.iconst(7);
    code.invokeinterface(Type.getInternalName(ToObject.class), "apply", "(I)Ljava/lang/Object;");
    code.returnObject();
  }

  /** The range of a handler includes a return, in front of which the monitor is left. */
  private static void guarded(Code code) {
    Label start = code.here();
    code.value("first");
    code.returnObject();
    Label end = code.here();
    code.pop();
    code.value("second");
    code.returnObject();
    code.visitTryCatchBlock(start, end, end, "java/lang/RuntimeException");
  }
}
