package dev.coro.transform.assembled;

import static dev.coro.transform.assembled.Code.MADE;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Objects that wait for their constructor in every place where a reference can be. */
final class Allocations {
  private static final String INT = "(I)V";
  private static final String MIXED = "(IJLjava/lang/String;)V";

  private Allocations() {}

  static Assembly assemble(int version) {
    return new Assembly("Allocations", version)
        .testCase("keptInALocal", Allocations::keptInALocal)
        .testCase("keptInTwoLocalsAndOnTheStack", Allocations::keptInTwoLocalsAndOnTheStack)
        .testCase("duplicatedBelowAnInt", Allocations::duplicatedBelowAnInt)
        .testCase("duplicatedInPairs", Allocations::duplicatedInPairs)
        .testCase("duplicatedBelowALong", Allocations::duplicatedBelowALong)
        .testCase("swapped", Allocations::swapped)
        .testCase("interleavedInLocals", Allocations::interleavedInLocals)
        .testCase("interleavedOnTheStack", Allocations::interleavedOnTheStack)
        .testCase("innerBuiltLast", Allocations::innerBuiltLast)
        .testCase("discarded", Allocations::discarded)
        .testCase("discardedInALocal", Allocations::discardedInALocal)
        .testCase("oneOfTwoConstructors", Allocations::oneOfTwoConstructors)
        .testCase("madeAgainInALoop", Allocations::madeAgainInALoop)
        .testCase("constructorThrows", Allocations::constructorThrows)
        .testCase("argumentThrows", Allocations::argumentThrows)
        .testCase("othersOnTheStack", Allocations::othersOnTheStack)
        .testCase("withoutAUsedCopy", Allocations::withoutAUsedCopy);
  }

  /** Shapes that the verifier of old class files refuses: a loop while an object is pending. */
  static Assembly assembleWithLoops(int version) {
    return new Assembly("AllocationsInLoops", version)
        .testCase("pendingAroundALoop", Allocations::pendingAroundALoop)
        .testCase("pendingAroundALoopThatDoesNotSuspend", Allocations::quietLoop)
        .testCase("pendingLocalSeenByAHandler", Allocations::pendingLocalSeenByAHandler);
  }

  private static void keptInALocal(Code code) {
    code.anew(MADE);
    code.store(0, OBJECT_TYPE);
    code.load(0, OBJECT_TYPE);
    code.value(1);
    code.construct(INT);
    code.load(0, OBJECT_TYPE);
    code.returnObject();
  }

  private static void keptInTwoLocalsAndOnTheStack(Code code) {
    code.anew(MADE);
    code.store(3, OBJECT_TYPE);
    code.load(3, OBJECT_TYPE);
    code.store(0, OBJECT_TYPE);
    code.load(0, OBJECT_TYPE);
    code.load(3, OBJECT_TYPE);
    code.value(1);
    code.value(2L);
    code.value("s");
    code.construct(MIXED);
    code.log();
    code.logLocal(0, OBJECT_TYPE);
    code.point();
    code.load(0, OBJECT_TYPE);
    code.load(3, OBJECT_TYPE);
    Label same = new Label();
    code.ifacmpeq(same);
    code.aconst("two objects");
    code.log();
    code.mark(same);
    code.done();
  }

  private static void duplicatedBelowAnInt(Code code) {
    code.iconst(7);
    code.anew(MADE);
    code.dupX1();
    code.swap();
    code.again(Type.INT_TYPE);
    code.construct(INT);
    code.returnObject();
  }

  private static void duplicatedInPairs(Code code) {
    code.anew(MADE);
    code.dup();
    code.dup2();
    code.value(5);
    code.construct(INT);
    code.log();
    code.point();
    code.log();
    code.returnObject();
  }

  private static void duplicatedBelowALong(Code code) {
    code.lconst(3);
    code.anew(MADE);
    code.dupX2();
    code.dupX2();
    code.pop();
    code.again(Type.LONG_TYPE);
    code.store(0, Type.LONG_TYPE);
    code.dup();
    code.value(4);
    code.load(0, Type.LONG_TYPE);
    code.value("below");
    code.construct(MIXED);
    code.log();
    code.returnObject();
  }

  private static void swapped(Code code) {
    code.value("low");
    code.anew(MADE);
    code.dup();
    code.store(1, OBJECT_TYPE);
    code.swap();
    code.point();
    code.construct("(Ljava/lang/String;)V");
    code.load(1, OBJECT_TYPE);
    code.returnObject();
  }

  private static void interleavedInLocals(Code code) {
    code.anew(MADE);
    code.store(0, OBJECT_TYPE);
    code.anew(MADE);
    code.store(1, OBJECT_TYPE);
    code.load(0, OBJECT_TYPE);
    code.value(1);
    code.construct(INT);
    code.point();
    code.load(1, OBJECT_TYPE);
    code.value(2);
    code.construct(INT);
    code.point();
    code.logLocal(0, OBJECT_TYPE);
    code.load(1, OBJECT_TYPE);
    code.returnObject();
  }

  /** The upper object is constructed first, with the lower one, unconstructed, below it. */
  private static void interleavedOnTheStack(Code code) {
    code.anew(MADE);
    code.dup();
    code.value(2.5);
    code.anew(MADE);
    code.dup();
    code.value("inner");
    code.construct("(Ljava/lang/String;)V");
    code.value(1.5f);
    code.construct("(D" + MADE + "F)V");
    code.returnObject();
  }

  /** Two pending objects; the lower one is constructed through a copy above the other. */
  private static void innerBuiltLast(Code code) {
    code.anew(MADE);
    code.dup();
    code.anew(MADE);
    code.dupX1();
    code.store(2, OBJECT_TYPE);
    code.swap();
    code.value(8);
    code.construct(INT);
    code.value("second");
    code.construct("(Ljava/lang/String;)V");
    code.log();
    code.point();
    code.load(2, OBJECT_TYPE);
    code.returnObject();
  }

  private static void discarded(Code code) {
    code.anew(MADE);
    code.value(1);
    code.pop();
    code.pop();
    code.anew(MADE);
    code.anew(MADE);
    code.point();
    code.pop2();
    code.done();
  }

  private static void discardedInALocal(Code code) {
    code.anew(MADE);
    code.store(0, OBJECT_TYPE);
    code.point();
    code.value(3);
    code.store(0, Type.INT_TYPE);
    code.point();
    code.logLocal(0, Type.INT_TYPE);
    code.done();
  }

  private static void oneOfTwoConstructors(Code code) {
    Label other = new Label();
    Label end = new Label();
    code.anew(MADE);
    code.dup();
    code.value(1);
    code.ifeq(other);
    code.value(10);
    code.construct(INT);
    code.goTo(end);
    code.mark(other);
    code.value("ten");
    code.construct("(Ljava/lang/String;)V");
    code.mark(end);
    code.returnObject();
  }

  private static void madeAgainInALoop(Code code) {
    code.aconst(null);
    code.store(1, OBJECT_TYPE);
    code.iconst(3);
    code.store(0, Type.INT_TYPE);
    Label loop = code.here();
    code.anew(MADE);
    code.dup();
    code.store(1, OBJECT_TYPE);
    code.load(0, Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.construct(INT);
    code.logLocal(1, OBJECT_TYPE);
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.ifgt(loop);
    code.load(1, OBJECT_TYPE);
    code.returnObject();
  }

  private static void constructorThrows(Code code) {
    Label start = code.here();
    code.anew(Type.getType(java.util.ArrayList.class));
    code.dup();
    code.value(-4);
    code.invokespecial("java/util/ArrayList", "<init>", "(I)V", false);
    code.returnObject();
    Label end = code.here();
    catchMessage(code, start, end, "java/lang/IllegalArgumentException");
  }

  private static void argumentThrows(Code code) {
    Label start = code.here();
    code.anew(MADE);
    code.dup();
    code.value(1);
    code.value(2L);
    code.fail("no third");
    code.pop();
    code.aconst("third");
    code.construct(MIXED);
    code.returnObject();
    Label end = code.here();
    catchMessage(code, start, end, "java/lang/IllegalStateException");
  }

  private static void catchMessage(Code code, Label start, Label end, String type) {
    Label handler = code.here();
    code.visitTryCatchBlock(start, end, handler, type);
    code.invokevirtual("java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
    code.point();
    code.returnObject();
  }

  private static void othersOnTheStack(Code code) {
    code.value(1L);
    code.value("bottom");
    code.anew(MADE);
    code.value(0.25);
    code.dup2X1();
    code.pop2();
    code.dup();
    code.value(3);
    code.construct(INT);
    code.log();
    code.log(Type.DOUBLE_TYPE);
    code.log();
    code.log(Type.LONG_TYPE);
    code.done();
  }

  private static void withoutAUsedCopy(Code code) {
    code.anew(MADE);
    code.value(6);
    code.construct(INT);
    code.point();
    code.done();
  }

  private static void pendingAroundALoop(Code code) {
    code.iconst(3);
    code.store(0, Type.INT_TYPE);
    code.anew(MADE);
    code.dup();
    Label loop = code.here();
    code.load(0, Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.pop();
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.ifgt(loop);
    code.value(9);
    code.construct(INT);
    code.returnObject();
  }

  /** A stack map refers to the allocation by its offset, where the look-up would have stood. */
  private static void quietLoop(Code code) {
    code.iconst(3);
    code.store(0, Type.INT_TYPE);
    code.anew(MADE);
    Label loop = code.here();
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.ifgt(loop);
    code.pop();
    code.point();
    code.done();
  }

  private static void pendingLocalSeenByAHandler(Code code) {
    Label handler = new Label();
    code.anew(MADE);
    code.store(0, OBJECT_TYPE);
    Label start = code.here();
    code.fail("then the handler constructs");
    code.pop();
    Label end = code.here();
    code.done();
    code.mark(handler);
    code.pop();
    code.load(0, OBJECT_TYPE);
    code.value(4);
    code.construct(INT);
    code.load(0, OBJECT_TYPE);
    code.returnObject();
    code.visitTryCatchBlock(start, end, handler, null);
  }
}
