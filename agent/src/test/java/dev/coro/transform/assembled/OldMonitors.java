package dev.coro.transform.assembled;

import static dev.coro.transform.assembled.Code.STRING;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import org.objectweb.asm.Label;

/** Synchronized blocks whose handlers cover more than they have to, as old compilers had it. */
final class OldMonitors {
  private OldMonitors() {}

  static Assembly assemble(int version) {
    return new Assembly("OldMonitors", version)
        .testCase("rangeGoesOnBehindTheExit", OldMonitors::rangeGoesOnBehindTheExit)
        .testCase("rangeHasTheReturn", OldMonitors::rangeHasTheReturn)
        .testCase("handlerOutsideOfTheBlock", OldMonitors::handlerOutsideOfTheBlock);
  }

  private static void enter(Code code) {
    code.aconst("lock");
    code.store(0, STRING);
    code.load(0, STRING);
    code.monitorenter();
  }

  private static void exit(Code code) {
    code.load(0, STRING);
    code.monitorexit();
  }

  private static void addHandler(Code code, Label start, Label end) {
    Label handler = code.here();
    code.visitTryCatchBlock(start, end, handler, null);
    code.store(1, OBJECT_TYPE);
    exit(code);
    code.load(1, OBJECT_TYPE);
    code.athrow();
  }

  /** The range ends behind the jump that follows the exit. */
  private static void rangeGoesOnBehindTheExit(Code code) {
    Label done = new Label();
    enter(code);
    Label start = code.here();
    code.point();
    exit(code);
    code.goTo(done);
    Label end = code.here();
    addHandler(code, start, end);
    code.mark(done);
    code.point();
    code.done();
  }

  /** The range ends behind the return that follows the exit. */
  private static void rangeHasTheReturn(Code code) {
    enter(code);
    Label start = code.here();
    code.value("result");
    exit(code);
    code.returnObject();
    Label end = code.here();
    addHandler(code, start, end);
  }

  /** One handler leaves the monitor, the other one, around it all, must not. */
  private static void handlerOutsideOfTheBlock(Code code) {
    Label done = new Label();
    Label outerStart = code.here();
    enter(code);
    Label start = code.here();
    code.fail("inside");
    code.pop();
    exit(code);
    code.goTo(done);
    Label end = code.here();
    addHandler(code, start, end);
    Label outerEnd = code.here();
    Label outer = code.here();
    code.visitTryCatchBlock(outerStart, outerEnd, outer, "java/lang/IllegalStateException");
    code.pop();
    code.point();
    code.mark(done);
    code.done();
  }
}
