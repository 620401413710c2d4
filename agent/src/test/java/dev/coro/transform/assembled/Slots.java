package dev.coro.transform.assembled;

import static dev.coro.transform.assembled.Code.STRING;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Locals that change their types, merge, are null, are very many or very far. */
final class Slots {
  private static final Type INTS = Type.getType(int[].class);
  private static final Type FLOATS = Type.getType(float[].class);

  private Slots() {}

  static Assembly assemble(int version) {
    return new Assembly("AssembledSlots", version)
        .testCase("everyTypeInOneSlot", Slots::everyTypeInOneSlot)
        .testCase("wideOverlapsNarrow", Slots::wideOverlapsNarrow)
        .testCase("typeChangesInALoop", Slots::typeChangesInALoop)
        .testCase("nullMergesWithArray", Slots::nullMergesWithArray)
        .testCase("nullOnBothPaths", Slots::nullOnBothPaths)
        .testCase("twoImplementations", Slots::twoImplementations)
        .testCase("intArrayOrFloatArray", Slots::intArrayOrFloatArray)
        .testCase("arraysOfDifferentDepth", Slots::arraysOfDifferentDepth)
        .testCase("arrayOrObject", Slots::arrayOrObject)
        .testCase("halfDefined", Slots::halfDefined)
        .testCase("threeHundredSlots", Slots::threeHundredSlots)
        .testCase("wideInstructions", Slots::wideInstructions)
        .testCase("gapsBetweenSlots", Slots::gapsBetweenSlots)
        .testCase("booleanInALongLivedSlot", Slots::booleanInALongLivedSlot);
  }

  private static void everyTypeInOneSlot(Code code) {
    code.value(1);
    code.store(4, Type.INT_TYPE);
    code.point();
    code.logLocal(4, Type.INT_TYPE);
    code.value("s");
    code.store(4, STRING);
    code.point();
    code.logLocal(4, STRING);
    code.value(2L);
    code.store(4, Type.LONG_TYPE);
    code.point();
    code.logLocal(4, Type.LONG_TYPE);
    code.value(1.5f);
    code.store(4, Type.FLOAT_TYPE);
    code.point();
    code.logLocal(4, Type.FLOAT_TYPE);
    code.value(2.5);
    code.store(4, Type.DOUBLE_TYPE);
    code.point();
    code.logLocal(4, Type.DOUBLE_TYPE);
    code.aconst(null);
    code.store(4, OBJECT_TYPE);
    code.point();
    code.logLocal(4, OBJECT_TYPE);
    code.done();
  }

  private static void wideOverlapsNarrow(Code code) {
    code.value(1);
    code.store(0, Type.INT_TYPE);
    code.value("kept until overwritten");
    code.store(1, STRING);
    code.point();
    code.logLocal(1, STRING);
    code.value(5L);
    code.store(1, Type.LONG_TYPE);
    code.value(7);
    code.store(3, Type.INT_TYPE);
    code.point();
    code.logLocal(1, Type.LONG_TYPE);
    code.value(6.5);
    code.store(2, Type.DOUBLE_TYPE);
    code.value("again");
    code.store(1, STRING);
    code.point();
    code.logLocal(0, Type.INT_TYPE);
    code.logLocal(1, STRING);
    code.logLocal(2, Type.DOUBLE_TYPE);
    code.done();
  }

  private static void typeChangesInALoop(Code code) {
    Label loop = new Label();
    Label odd = new Label();
    Label next = new Label();
    code.iconst(5);
    code.store(0, Type.INT_TYPE);
    code.mark(loop);
    code.load(0, Type.INT_TYPE);
    code.iconst(1);
    code.and(Type.INT_TYPE);
    code.ifne(odd);
    code.load(0, Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.store(1, Type.INT_TYPE);
    code.point();
    code.logLocal(1, Type.INT_TYPE);
    code.goTo(next);
    code.mark(odd);
    code.value("odd");
    code.store(1, STRING);
    code.point();
    code.logLocal(1, STRING);
    code.mark(next);
    code.point();
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.ifgt(loop);
    code.done();
  }

  /** Pushes 0 through a suspension point and jumps if it is; always taken, unknown to verifiers. */
  private static void branch(Code code, Label target) {
    code.value(0);
    code.ifeq(target);
  }

  private static void nullMergesWithArray(Code code) {
    Label end = new Label();
    code.aconst(null);
    code.store(0, OBJECT_TYPE);
    code.point();
    branch(code, end);
    code.value(3);
    code.newarray(Type.INT_TYPE);
    code.store(0, INTS);
    code.mark(end);
    code.point();
    code.logLocal(0, OBJECT_TYPE);
    code.iconst(2);
    code.newarray(Type.INT_TYPE);
    code.store(0, INTS);
    code.point();
    code.load(0, INTS);
    code.arraylength();
    code.box(Type.INT_TYPE);
    code.returnObject();
  }

  private static void nullOnBothPaths(Code code) {
    Label other = new Label();
    Label end = new Label();
    branch(code, other);
    code.aconst(null);
    code.store(2, OBJECT_TYPE);
    code.goTo(end);
    code.mark(other);
    code.aconst(null);
    code.store(2, OBJECT_TYPE);
    code.point();
    code.mark(end);
    code.point();
    code.load(2, OBJECT_TYPE);
    code.point();
    code.returnObject();
  }

  /** Two classes that have nothing in common but two interfaces. */
  private static void twoImplementations(Code code) {
    Label other = new Label();
    Label end = new Label();
    branch(code, other);
    code.value("text");
    code.store(0, STRING);
    code.goTo(end);
    code.mark(other);
    code.iconst(42);
    code.invokestatic("java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
    code.store(0, OBJECT_TYPE);
    code.mark(end);
    code.point();
    code.load(0, OBJECT_TYPE);
    code.point();
    code.iconst(43);
    code.invokestatic("java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
    code.invokeinterface("java/lang/Comparable", "compareTo", "(Ljava/lang/Object;)I");
    code.box(Type.INT_TYPE);
    code.returnObject();
  }

  private static void intArrayOrFloatArray(Code code) {
    Label other = new Label();
    Label end = new Label();
    branch(code, other);
    code.iconst(1);
    code.newarray(Type.FLOAT_TYPE);
    code.dup();
    code.store(0, FLOATS);
    code.goTo(end);
    code.mark(other);
    code.iconst(2);
    code.newarray(Type.INT_TYPE);
    code.dup();
    code.store(0, INTS);
    code.mark(end);
    code.point();
    code.log();
    code.load(0, OBJECT_TYPE);
    code.checkcast(INTS);
    code.arraylength();
    code.box(Type.INT_TYPE);
    code.returnObject();
  }

  private static void arraysOfDifferentDepth(Code code) {
    Label other = new Label();
    Label end = new Label();
    branch(code, other);
    code.iconst(3);
    code.newarray(STRING);
    code.store(0, OBJECT_TYPE);
    code.iconst(1);
    code.newarray(Type.getType(long[][].class));
    code.goTo(end);
    code.mark(other);
    code.iconst(4);
    code.iconst(2);
    code.multianewarray("[[Ljava/lang/Integer;", 2);
    code.store(0, OBJECT_TYPE);
    code.iconst(2);
    code.newarray(Type.getType(String[].class));
    code.mark(end);
    code.point();
    code.arraylength();
    code.log(Type.INT_TYPE);
    code.load(0, OBJECT_TYPE);
    code.point();
    code.arraylength();
    code.box(Type.INT_TYPE);
    code.returnObject();
  }

  private static void arrayOrObject(Code code) {
    Label other = new Label();
    Label end = new Label();
    branch(code, other);
    code.value("text");
    code.store(0, STRING);
    code.goTo(end);
    code.mark(other);
    code.iconst(2);
    code.newarray(Type.DOUBLE_TYPE);
    code.store(0, OBJECT_TYPE);
    code.mark(end);
    code.point();
    code.logLocal(0, OBJECT_TYPE);
    code.done();
  }

  /** Set on one path only: no value behind the merge, but the slot is used again. */
  private static void halfDefined(Code code) {
    Label end = new Label();
    branch(code, end);
    code.value("one path");
    code.store(0, STRING);
    code.value(2L);
    code.store(1, Type.LONG_TYPE);
    code.logLocal(0, STRING);
    code.mark(end);
    code.point();
    code.value(3.5);
    code.store(0, Type.DOUBLE_TYPE);
    code.point();
    code.logLocal(0, Type.DOUBLE_TYPE);
    code.done();
  }

  private static void threeHundredSlots(Code code) {
    for (int i = 0; i < 75; i++) {
      code.iconst(i);
      code.store(4 * i, Type.INT_TYPE);
      code.lconst(i * 1000L);
      code.store(4 * i + 1, Type.LONG_TYPE);
      code.aconst("s" + i);
      code.store(4 * i + 3, STRING);
    }
    code.point();
    code.value("changed");
    code.store(3, STRING);
    code.point();
    for (int i = 0; i < 75; i++) {
      code.logLocal(4 * i, Type.INT_TYPE);
      code.logLocal(4 * i + 1, Type.LONG_TYPE);
      code.logLocal(4 * i + 3, STRING);
    }
    code.done();
  }

  /** Slots above 255 need the wide forms of load, store and iinc; so do large increments. */
  private static void wideInstructions(Code code) {
    code.value(1);
    code.store(300, Type.INT_TYPE);
    code.value(2.5);
    code.store(301, Type.DOUBLE_TYPE);
    code.value("far");
    code.store(70, STRING);
    code.point();
    code.iinc(300, 1);
    code.point();
    code.iinc(300, -20000);
    code.value(5);
    code.store(254, Type.INT_TYPE);
    code.iinc(254, 1);
    code.point();
    code.logLocal(254, Type.INT_TYPE);
    code.logLocal(300, Type.INT_TYPE);
    code.logLocal(301, Type.DOUBLE_TYPE);
    code.logLocal(70, STRING);
    code.done();
  }

  private static void gapsBetweenSlots(Code code) {
    code.value(9L);
    code.store(20, Type.LONG_TYPE);
    code.value("x");
    code.store(5, STRING);
    code.point();
    code.logLocal(5, STRING);
    code.logLocal(20, Type.LONG_TYPE);
    code.done();
  }

  private static void booleanInALongLivedSlot(Code code) {
    code.iconst(1);
    code.again(Type.BOOLEAN_TYPE);
    code.store(0, Type.BOOLEAN_TYPE);
    code.iconst(200);
    code.cast(Type.INT_TYPE, Type.BYTE_TYPE);
    code.store(1, Type.INT_TYPE);
    code.iconst(0xFFFF);
    code.cast(Type.INT_TYPE, Type.CHAR_TYPE);
    code.store(2, Type.INT_TYPE);
    code.point();
    code.logLocal(0, Type.BOOLEAN_TYPE);
    code.logLocal(1, Type.INT_TYPE);
    code.logLocal(2, Type.INT_TYPE);
    code.done();
  }
}
