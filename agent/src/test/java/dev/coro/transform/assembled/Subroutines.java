package dev.coro.transform.assembled;

import static dev.coro.transform.assembled.Code.STRING;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** jsr and ret, which class files had until Java 6. */
final class Subroutines {
  private Subroutines() {}

  static Assembly assemble(int version) {
    return new Assembly("Subroutines", version)
        .testCase("calledTwice", Subroutines::calledTwice)
        .testCase("nested", Subroutines::nested)
        .testCase("twoPathsToTheReturn", Subroutines::twoPathsToTheReturn)
        .testCase("finallyBlock", Subroutines::finallyBlock)
        .testCase("leftWithoutReturning", Subroutines::leftWithoutReturning)
        .testCase("differentLocalsAtEachCall", Subroutines::differentLocalsAtEachCall)
        .testCase("throwsThroughItsCaller", Subroutines::throwsThroughItsCaller)
        .testCase("inALoop", Subroutines::inALoop);
  }

  private static void enter(Code code, Label subroutine, int returnLocal) {
    code.mark(subroutine);
    code.store(returnLocal, OBJECT_TYPE);
  }

  private static void calledTwice(Code code) {
    Label subroutine = new Label();
    code.iconst(5);
    code.store(0, Type.INT_TYPE);
    code.value("below");
    code.jsr(subroutine);
    code.point();
    code.jsr(subroutine);
    code.log();
    code.load(0, Type.INT_TYPE);
    code.box(Type.INT_TYPE);
    code.returnObject();
    enter(code, subroutine, 1);
    code.load(0, Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.pop();
    code.iinc(0, 7);
    code.point();
    code.ret(1);
  }

  private static void nested(Code code) {
    Label outer = new Label();
    Label inner = new Label();
    code.iconst(1);
    code.store(0, Type.INT_TYPE);
    code.jsr(outer);
    code.point();
    code.jsr(outer);
    code.logLocal(0, Type.INT_TYPE);
    code.done();
    enter(code, outer, 1);
    code.value("outer");
    code.store(2, STRING);
    code.jsr(inner);
    code.iinc(0, 10);
    code.logLocal(2, STRING);
    code.jsr(inner);
    code.ret(1);
    enter(code, inner, 3);
    code.point();
    code.iinc(0, 1);
    code.ret(3);
  }

  private static void twoPathsToTheReturn(Code code) {
    Label subroutine = new Label();
    Label other = new Label();
    Label end = new Label();
    code.value(1);
    code.store(0, Type.INT_TYPE);
    code.jsr(subroutine);
    code.value(0);
    code.store(0, Type.INT_TYPE);
    code.jsr(subroutine);
    code.done();
    enter(code, subroutine, 4);
    code.load(0, Type.INT_TYPE);
    code.ifeq(other);
    code.value("yes");
    code.log();
    code.goTo(end);
    code.mark(other);
    code.value(0.5);
    code.log(Type.DOUBLE_TYPE);
    code.mark(end);
    code.ret(4);
  }

  /** What javac made of try-finally until Java 1.4. */
  private static void finallyBlock(Code code) {
    Label subroutine = new Label();
    Label handler = new Label();
    Label outer = new Label();
    Label start = code.here();
    code.value(1);
    code.log(Type.INT_TYPE);
    code.jsr(subroutine);
    code.fail("after the first");
    code.pop();
    Label end = code.here();
    code.done();
    code.mark(handler);
    code.store(1, OBJECT_TYPE);
    code.jsr(subroutine);
    Label rethrow = code.here();
    code.load(1, OBJECT_TYPE);
    code.athrow();
    Label rethrown = code.here();
    enter(code, subroutine, 2);
    code.value("finally");
    code.log();
    code.ret(2);
    code.mark(outer);
    code.invokevirtual("java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
    code.point();
    code.returnObject();
    code.visitTryCatchBlock(start, end, handler, null);
    code.visitTryCatchBlock(rethrow, rethrown, outer, null);
  }

  private static void leftWithoutReturning(Code code) {
    Label subroutine = new Label();
    Label loop = new Label();
    Label done = new Label();
    code.iconst(3);
    code.store(0, Type.INT_TYPE);
    code.mark(loop);
    code.jsr(subroutine);
    code.point();
    code.goTo(loop);
    code.mark(subroutine);
    code.pop();
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.ifgt(loop);
    code.goTo(done);
    code.mark(done);
    code.done();
  }

  /** A slot that the subroutine does not touch has another type for each caller. */
  private static void differentLocalsAtEachCall(Code code) {
    Label subroutine = new Label();
    code.value(2L);
    code.store(2, Type.LONG_TYPE);
    code.jsr(subroutine);
    code.logLocal(2, Type.LONG_TYPE);
    code.value("text");
    code.store(2, STRING);
    code.jsr(subroutine);
    code.logLocal(2, STRING);
    code.done();
    enter(code, subroutine, 0);
    code.value(1);
    code.store(1, Type.INT_TYPE);
    code.point();
    code.logLocal(1, Type.INT_TYPE);
    code.ret(0);
  }

  private static void throwsThroughItsCaller(Code code) {
    Label subroutine = new Label();
    Label handler = new Label();
    Label start = code.here();
    code.jsr(subroutine);
    code.point();
    Label end = code.here();
    code.done();
    enter(code, subroutine, 0);
    Label inside = code.here();
    code.fail("in the subroutine");
    code.pop();
    code.ret(0);
    Label insideEnd = code.here();
    code.mark(handler);
    code.invokevirtual("java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
    code.point();
    code.returnObject();
    code.visitTryCatchBlock(start, end, handler, null);
    code.visitTryCatchBlock(inside, insideEnd, handler, null);
  }

  private static void inALoop(Code code) {
    Label subroutine = new Label();
    code.iconst(3);
    code.store(0, Type.INT_TYPE);
    Label loop = code.here();
    code.jsr(subroutine);
    code.load(0, Type.INT_TYPE);
    code.ifgt(loop);
    code.done();
    enter(code, subroutine, 1);
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.log(Type.INT_TYPE);
    code.ret(1);
  }
}
