package dev.coro.transform.assembled;

import static dev.coro.transform.assembled.Code.STRING;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Jumps to everywhere, and code of any length. */
final class Flow {
  private static final int PRIVATE = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
  private static final String OWNER = "dev/coro/transform/fixtures/AssembledFlow";

  private Flow() {}

  static Assembly assemble(int version) {
    Assembly assembly =
        new Assembly("AssembledFlow", version)
            .testCase("loopToTheFirstInstruction", code -> call(code, "toStart", 4))
            .method(PRIVATE, "toStart", "(I)Ljava/lang/Object;", Flow::toStart)
            .testCase("firstInstructionIsThePoint", code -> call(code, "pointFirst", 3))
            .method(PRIVATE, "pointFirst", "(I)Ljava/lang/Object;", Flow::pointFirst)
            .testCase("firstInstructionIsCovered", code -> call(code, "coveredFirst", 3))
            .method(PRIVATE, "coveredFirst", "(I)Ljava/lang/Object;", Flow::coveredFirst)
            .testCase("jumpIntoALoop", Flow::jumpIntoALoop)
            .testCase("jumpsToPoints", Flow::jumpsToPoints)
            .testCase("pointsSideBySide", Flow::pointsSideBySide)
            .testCase("manyTableBranches", code -> manyBranches(code, true))
            .testCase("manyLookupBranches", code -> manyBranches(code, false))
            .testCase("farJumps", Flow::farJumps)
            .testCase("thousandPoints", Flow::thousandPoints)
            .method(PRIVATE, "quiet", "()V", code -> code.areturn(Type.VOID_TYPE))
            .testCase("manyOverloads", Flow::manyOverloads)
            .testCase("oddLineNumbers", Flow::oddLineNumbers)
            .testCase("overlappingVariables", Flow::overlappingVariables);
    for (int i = 1; i <= 300; i++) {
      String descriptor = overload(i);
      int number = i;
      assembly.method(
          PRIVATE,
          "a",
          descriptor,
          code -> {
            code.value(number);
            code.areturn(Type.INT_TYPE);
          });
    }
    return assembly;
  }

  /** Distinct parameters for each number: its bits as ints and longs. */
  private static String overload(int number) {
    StringBuilder text = new StringBuilder("(");
    for (char bit : Integer.toBinaryString(number).toCharArray()) {
      text.append(bit == '1' ? 'J' : 'I');
    }
    return text.append(")I").toString();
  }

  private static void call(Code code, String name, int argument) {
    code.value(argument);
    code.invokestatic(OWNER, name, "(I)Ljava/lang/Object;", false);
    code.returnObject();
  }

  private static void toStart(Code code) {
    Label start = code.here();
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.ifgt(start);
    code.done();
  }

  private static void pointFirst(Code code) {
    Label start = code.here();
    code.point();
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.ifgt(start);
    code.done();
  }

  private static void coveredFirst(Code code) {
    Label handler = new Label();
    Label start = code.here();
    code.fail("from the first call");
    code.pop();
    Label end = code.here();
    code.done();
    code.mark(handler);
    code.visitTryCatchBlock(start, end, handler, null);
    code.iinc(0, -1);
    code.pop();
    code.load(0, Type.INT_TYPE);
    code.ifgt(start);
    code.done();
  }

  /** Irreducible: the loop is entered at its head and in its middle. */
  private static void jumpIntoALoop(Code code) {
    Label head = new Label();
    Label middle = new Label();
    code.iconst(4);
    code.store(0, Type.INT_TYPE);
    code.value(1);
    code.ifne(middle);
    code.mark(head);
    code.value(10);
    code.pop();
    code.mark(middle);
    code.value(20L);
    code.pop2();
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.ifgt(head);
    code.done();
  }

  private static void jumpsToPoints(Code code) {
    Label first = new Label();
    Label second = new Label();
    Label behind = new Label();
    code.iconst(3);
    code.store(0, Type.INT_TYPE);
    code.goTo(second);
    code.mark(first);
    code.point();
    code.mark(behind);
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.iconst(2);
    code.ificmpeq(behind);
    code.mark(second);
    code.point();
    code.load(0, Type.INT_TYPE);
    code.ifgt(first);
    code.done();
  }

  private static void pointsSideBySide(Code code) {
    Label skip = new Label();
    code.point();
    code.point();
    code.nop();
    code.point();
    code.goTo(skip);
    code.mark(skip);
    code.point();
    code.value(1);
    code.again(Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.log(Type.INT_TYPE);
    code.done();
  }

  private static void manyBranches(Code code, boolean table) {
    int branches = 260;
    int[] keys = new int[branches];
    Label[] labels = new Label[branches];
    for (int i = 0; i < branches; i++) {
      keys[i] = table ? i : i * 1001 - 5000;
      labels[i] = new Label();
    }
    Label loop = new Label();
    Label next = new Label();
    Label other = new Label();
    code.iconst(keys[branches - 1] + 1001);
    code.store(0, Type.INT_TYPE);
    code.mark(loop);
    code.load(0, Type.INT_TYPE);
    if (table) {
      code.tableswitch(0, branches - 1, other, labels);
    } else {
      code.lookupswitch(other, keys, labels);
    }
    for (int i = 0; i < branches; i++) {
      code.mark(labels[i]);
      if (i % 90 == 0) {
        code.value(i);
      } else {
        code.iconst(i);
      }
      code.log(Type.INT_TYPE);
      code.goTo(next);
    }
    code.mark(other);
    code.point();
    code.mark(next);
    code.iinc(0, -1001);
    code.load(0, Type.INT_TYPE);
    code.iconst(keys[0]);
    code.ificmpge(loop);
    code.done();
  }

  /** Too far apart for two-byte offsets; there are few points, so it is not too large. */
  private static void farJumps(Code code) {
    Label far = new Label();
    Label near = new Label();
    Label end = new Label();
    code.iconst(2);
    code.store(0, Type.INT_TYPE);
    code.mark(near);
    code.value(1);
    code.ifne(far);
    code.iconst(0);
    code.store(1, Type.INT_TYPE);
    for (int i = 0; i < 12_500; i++) {
      code.iinc(1, 1);
    }
    code.mark(far);
    code.point();
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.ifgt(near);
    code.goTo(end);
    code.mark(end);
    code.done();
  }

  private static void thousandPoints(Code code) {
    code.value("kept");
    code.store(0, STRING);
    for (int i = 0; i < 1100; i++) {
      if (i % 100 == 0) {
        code.value(i);
        code.pop();
      } else {
        code.invokestatic(OWNER, "quiet", "()V", false);
      }
    }
    code.load(0, OBJECT_TYPE);
    code.returnObject();
  }

  private static void manyOverloads(Code code) {
    for (int number : new int[] {1, 2, 255, 256, 257, 300}) {
      String descriptor = overload(number);
      for (Type type : Type.getArgumentTypes(descriptor)) {
        code.visitInsn(type.getSort() == Type.LONG ? Opcodes.LCONST_0 : Opcodes.ICONST_0);
      }
      code.invokestatic(OWNER, "a", descriptor, false);
      code.log(Type.INT_TYPE);
    }
    code.done();
  }

  private static void oddLineNumbers(Code code) {
    code.visitLineNumber(65535, code.here());
    code.point();
    code.visitLineNumber(1, code.here());
    code.point();
    code.point();
    code.visitLineNumber(7, code.here());
    code.visitLineNumber(3, code.here());
    code.value(1);
    code.log(Type.INT_TYPE);
    code.done();
  }

  /** Two entries of one variable: what they cover in the resume body is the same. */
  private static void overlappingVariables(Code code) {
    Label all = code.here();
    code.iconst(5);
    code.store(0, Type.INT_TYPE);
    Label part = code.here();
    code.point();
    code.logLocal(0, Type.INT_TYPE);
    Label end = code.here();
    code.done();
    code.visitLocalVariable("x", "I", null, all, end, 0);
    code.visitLocalVariable("x", "I", null, part, end, 0);
  }
}
