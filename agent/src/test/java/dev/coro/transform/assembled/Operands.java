package dev.coro.transform.assembled;

import static dev.coro.transform.assembled.Code.STRING;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Values of every kind under a call that suspends, put there by every stack instruction. */
final class Operands {
  private static final int PRIVATE = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;

  private Operands() {}

  static Assembly assemble(int version) {
    Assembly assembly =
        new Assembly("AssembledOperands", version)
            .testCase("everyKindWaits", Operands::everyKindWaits)
            .testCase("copiesOfOneSlot", Operands::copiesOfOneSlot)
            .testCase("copiesOfTwoSlots", Operands::copiesOfTwoSlots)
            .testCase("longsCopiedBelowOthers", Operands::longsCopiedBelowOthers)
            .testCase("nullsWait", Operands::nullsWait)
            .testCase("resultsAreDropped", Operands::resultsAreDropped)
            .testCase("stackMergesWithNull", Operands::stackMergesWithNull)
            .testCase("deepStack", Operands::deepStack)
            .testCase("narrowResultsAreTruncated", Operands::narrowResultsAreTruncated)
            .testCase("parametersOfMixedWidth", Operands::callMixed)
            .testCase("mostParameters", Operands::callMost)
            .method(PRIVATE, "mixed", "(JIDLjava/lang/String;FJ[I)J", Operands::mixed)
            .method(PRIVATE, "most", "(" + "JI".repeat(85) + ")J", Operands::most);
    for (Type type : List.of(Type.BYTE_TYPE, Type.SHORT_TYPE, Type.CHAR_TYPE, Type.BOOLEAN_TYPE)) {
      assembly.method(PRIVATE, "narrow", "()" + type, code -> narrow(code, type));
    }
    return assembly;
  }

  private static void everyKindWaits(Code code) {
    code.iconst(-3);
    code.lconst(1L << 40);
    code.fconst(Float.intBitsToFloat(0x7fa00001));
    code.dconst(Double.MIN_VALUE);
    code.aconst("text");
    code.iconst(2);
    code.newarray(Type.LONG_TYPE);
    code.iconst(1);
    code.newarray(Type.getType(int[][].class));
    code.point();
    code.arraylength();
    code.log(Type.INT_TYPE);
    code.arraylength();
    code.log(Type.INT_TYPE);
    code.log();
    code.value(1);
    code.pop();
    code.log(Type.DOUBLE_TYPE);
    code.invokestatic("java/lang/Float", "floatToRawIntBits", "(F)I", false);
    code.pop();
    code.value(2L);
    code.add(Type.LONG_TYPE);
    code.log(Type.LONG_TYPE);
    code.log(Type.INT_TYPE);
    code.done();
  }

  private static void copiesOfOneSlot(Code code) {
    code.iconst(1);
    code.value("a");
    code.dupX1();
    code.point();
    code.dup();
    code.value(2f);
    code.pop();
    code.log();
    code.log();
    code.log(Type.INT_TYPE);
    code.returnObject();
  }

  private static void copiesOfTwoSlots(Code code) {
    code.value(1);
    code.value("x");
    code.value(2.5f);
    code.dup2();
    code.point();
    code.log(Type.FLOAT_TYPE);
    code.log();
    code.dup2X1();
    code.point();
    code.log(Type.FLOAT_TYPE);
    code.log();
    code.log(Type.INT_TYPE);
    code.dup2();
    code.value(4L);
    code.dup2X2();
    code.point();
    code.log(Type.LONG_TYPE);
    code.log(Type.FLOAT_TYPE);
    code.log();
    code.log(Type.LONG_TYPE);
    code.value(0);
    code.pop();
    code.log(Type.FLOAT_TYPE);
    code.returnObject();
  }

  private static void longsCopiedBelowOthers(Code code) {
    code.value(10L);
    code.value(3);
    code.dupX2();
    code.point();
    code.log(Type.INT_TYPE);
    code.dup2X1();
    code.point();
    code.log(Type.LONG_TYPE);
    code.log(Type.INT_TYPE);
    code.value(7.0);
    code.dup2X2();
    code.again(Type.DOUBLE_TYPE);
    code.log(Type.DOUBLE_TYPE);
    code.again(Type.LONG_TYPE);
    code.log(Type.LONG_TYPE);
    code.log(Type.DOUBLE_TYPE);
    code.done();
  }

  private static void nullsWait(Code code) {
    code.aconst(null);
    code.dup();
    code.lconst(5);
    code.aconst(null);
    code.store(0, OBJECT_TYPE);
    code.point();
    code.log(Type.LONG_TYPE);
    code.checkcast(STRING);
    code.log();
    code.load(0, OBJECT_TYPE);
    code.checkcast(Type.getType(int[].class));
    code.point();
    code.log();
    code.returnObject();
  }

  private static void resultsAreDropped(Code code) {
    code.value(1);
    code.value(2L);
    code.pop2();
    code.value(3.0);
    code.value("gone");
    code.pop();
    code.pop2();
    code.value("gone too");
    code.value(4);
    code.pop2();
    code.log(Type.INT_TYPE);
    code.done();
  }

  private static void stackMergesWithNull(Code code) {
    Label other = new Label();
    Label end = new Label();
    code.value(1L);
    code.value(0);
    code.ifeq(other);
    code.value("not null");
    code.goTo(end);
    code.mark(other);
    code.point();
    code.aconst(null);
    code.mark(end);
    code.point();
    code.log();
    code.again(Type.LONG_TYPE);
    code.log(Type.LONG_TYPE);
    code.done();
  }

  private static void deepStack(Code code) {
    for (int i = 0; i < 12; i++) {
      code.value(i);
      code.value((long) i);
      code.value("s" + i);
    }
    code.point();
    for (int i = 0; i < 12; i++) {
      code.log();
      code.log(Type.LONG_TYPE);
      code.log(Type.INT_TYPE);
    }
    code.done();
  }

  /** The JVM narrows what a method with a narrow result returns. */
  private static void narrowResultsAreTruncated(Code code) {
    String owner = "dev/coro/transform/fixtures/AssembledOperands";
    for (Type type : List.of(Type.BYTE_TYPE, Type.SHORT_TYPE, Type.CHAR_TYPE, Type.BOOLEAN_TYPE)) {
      code.invokestatic(owner, "narrow", "()" + type, false);
      code.log(Type.INT_TYPE);
    }
    code.done();
  }

  private static void narrow(Code code, Type type) {
    code.value(0x12345683);
    code.areturn(type);
  }

  private static void callMixed(Code code) {
    code.lconst(11);
    code.value(2);
    code.dconst(3.5);
    code.value("four");
    code.fconst(5);
    code.value(6L);
    code.iconst(7);
    code.newarray(Type.INT_TYPE);
    code.invokestatic(
        "dev/coro/transform/fixtures/AssembledOperands",
        "mixed",
        "(JIDLjava/lang/String;FJ[I)J",
        false);
    code.box(Type.LONG_TYPE);
    code.returnObject();
  }

  private static void mixed(Code code) {
    code.load(0, Type.LONG_TYPE);
    code.point();
    code.load(2, Type.INT_TYPE);
    code.point();
    code.cast(Type.INT_TYPE, Type.LONG_TYPE);
    code.add(Type.LONG_TYPE);
    code.logLocal(3, Type.DOUBLE_TYPE);
    code.logLocal(5, STRING);
    code.logLocal(6, Type.FLOAT_TYPE);
    code.load(7, Type.LONG_TYPE);
    code.again(Type.LONG_TYPE);
    code.mul(Type.LONG_TYPE);
    code.load(9, OBJECT_TYPE);
    code.arraylength();
    code.again(Type.INT_TYPE);
    code.log(Type.INT_TYPE);
    code.areturn(Type.LONG_TYPE);
  }

  /** 255 slots of arguments are the most that the JVM allows. */
  private static void callMost(Code code) {
    for (int i = 0; i < 85; i++) {
      if (i % 20 == 0) {
        code.value((long) i);
      } else {
        code.lconst(i);
      }
      code.iconst(i * 3);
    }
    code.invokestatic(
        "dev/coro/transform/fixtures/AssembledOperands",
        "most",
        "(" + "JI".repeat(85) + ")J",
        false);
    code.box(Type.LONG_TYPE);
    code.returnObject();
  }

  private static void most(Code code) {
    code.value(1L);
    for (int i = 0; i < 85; i++) {
      code.load(3 * i, Type.LONG_TYPE);
      code.add(Type.LONG_TYPE);
      code.load(3 * i + 2, Type.INT_TYPE);
      if (i % 30 == 0) {
        code.point();
      }
      code.cast(Type.INT_TYPE, Type.LONG_TYPE);
      code.xor(Type.LONG_TYPE);
    }
    code.areturn(Type.LONG_TYPE);
  }
}
