package dev.coro.transform.assembled;

import static dev.coro.transform.assembled.Code.STRING;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Constants and call sites that the JVM makes when it meets them first. */
final class Constants {
  private static final String OWNER = "dev/coro/transform/fixtures/AssembledConstants";
  private static final String CONDY_BOOTSTRAPS = "java/lang/invoke/ConstantBootstraps";
  private static final String CONSTANT =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;";
  private static final Type HANDLE = Type.getObjectType("java/lang/invoke/MethodHandle");

  private Constants() {}

  static Assembly assemble(int version) {
    return new Assembly("AssembledConstants", version)
        .testCase("dynamicConstants", Constants::dynamicConstants)
        .testCase("dynamicConstantKeptInALocal", Constants::dynamicConstantKeptInALocal)
        .testCase("handlesAndTypes", Constants::handlesAndTypes)
        .testCase("callSites", Constants::callSites)
        .ordinary(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC,
            "wide",
            CONSTANT + ")Ljava/lang/Long;",
            code -> {
              code.lconst(1L << 50);
              code.invokestatic("java/lang/Long", "valueOf", "(J)Ljava/lang/Long;", false);
              code.areturn(OBJECT_TYPE);
            });
  }

  private static ConstantDynamic wide() {
    Handle bootstrap =
        new Handle(Opcodes.H_INVOKESTATIC, OWNER, "wide", CONSTANT + ")Ljava/lang/Long;", false);
    return new ConstantDynamic("big", "J", bootstrap);
  }

  private static ConstantDynamic enumConstant() {
    Handle bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            CONDY_BOOTSTRAPS,
            "enumConstant",
            CONSTANT + ")Ljava/lang/Enum;",
            false);
    return new ConstantDynamic("NANOSECONDS", "Ljava/util/concurrent/TimeUnit;", bootstrap);
  }

  private static void dynamicConstants(Code code) {
    code.visitLdcInsn(enumConstant());
    code.value(1);
    code.pop();
    code.invokevirtual("java/util/concurrent/TimeUnit", "ordinal", "()I", false);
    code.log(Type.INT_TYPE);
    code.done();
  }

  private static void dynamicConstantKeptInALocal(Code code) {
    Label loop = new Label();
    code.iconst(2);
    code.store(5, Type.INT_TYPE);
    code.visitLdcInsn(enumConstant());
    code.store(0, OBJECT_TYPE);
    code.mark(loop);
    code.visitLdcInsn(wide());
    code.store(1, Type.LONG_TYPE);
    code.point();
    code.logLocal(1, Type.LONG_TYPE);
    code.logLocal(0, OBJECT_TYPE);
    code.iinc(5, -1);
    code.load(5, Type.INT_TYPE);
    code.ifgt(loop);
    code.done();
  }

  private static void handlesAndTypes(Code code) {
    code.visitLdcInsn(
        new Handle(Opcodes.H_INVOKEVIRTUAL, "java/lang/String", "length", "()I", false));
    code.visitLdcInsn(Type.getMethodType("(I)J"));
    code.visitLdcInsn(Type.getType(int[].class));
    code.point();
    code.log();
    code.log();
    code.store(0, HANDLE);
    code.point();
    code.load(0, HANDLE);
    code.value("five!");
    code.invokevirtual(
        "java/lang/invoke/MethodHandle", "invokeExact", "(Ljava/lang/String;)I", false);
    code.log(Type.INT_TYPE);
    code.done();
  }

  private static void callSites(Code code) {
    Handle concat =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/StringConcatFactory",
            "makeConcatWithConstants",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)"
                + "Ljava/lang/invoke/CallSite;",
            false);
    code.value("a");
    code.value(2L);
    code.value(1.5);
    code.invokedynamic(
        "concat",
        "(Ljava/lang/String;JD)Ljava/lang/String;",
        concat,
        new Object[] {"<\u0001-\u0001-\u0001>"});
    code.store(0, STRING);
    code.point();
    code.load(0, STRING);
    code.returnObject();
  }
}
