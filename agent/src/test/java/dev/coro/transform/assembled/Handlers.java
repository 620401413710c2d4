package dev.coro.transform.assembled;

import static dev.coro.transform.assembled.Code.STRING;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Exception tables that no source could give: overlapping, crossing, covering themselves. */
final class Handlers {
  private static final String STATE = "java/lang/IllegalStateException";
  private static final String RUNTIME = "java/lang/RuntimeException";
  private static final Type THROWABLE = Type.getType(Throwable.class);

  private Handlers() {}

  static Assembly assemble(int version) {
    return new Assembly("AssembledHandlers", version)
        .testCase("overlapping", Handlers::overlapping)
        .testCase("outerListedFirst", Handlers::outerListedFirst)
        .testCase("coversItself", Handlers::coversItself)
        .testCase("coversNothingThatThrows", Handlers::coversNothingThatThrows)
        .testCase("coversTheCallOnly", Handlers::coversTheCallOnly)
        .testCase("beginsBehindTheCall", Handlers::beginsBehindTheCall)
        .testCase("enteredByFallingThrough", Handlers::enteredByFallingThrough)
        .testCase("oneHandlerForTwoTypes", Handlers::oneHandlerForTwoTypes)
        .testCase("oneHandlerForTwoRanges", Handlers::oneHandlerForTwoRanges)
        .testCase("handlerInFrontOfItsRange", Handlers::handlerInFrontOfItsRange)
        .testCase("handlerIsASuspensionPoint", Handlers::handlerIsASuspensionPoint)
        .testCase("exceptionWaitsOnTheStack", Handlers::exceptionWaitsOnTheStack)
        .testCase("localsOfDifferentTypes", Handlers::localsOfDifferentTypes)
        .testCase("returnsOutOfTheRange", Handlers::returnsOutOfTheRange)
        .testCase("thrownBeforeAtAndAfter", Handlers::thrownBeforeAtAndAfter);
  }

  /** Logs the message of the exception on top, through a suspension point. */
  private static void logMessage(Code code) {
    code.invokevirtual("java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
    code.again(OBJECT_TYPE);
    code.log();
  }

  private static void failAndDrop(Code code, String message) {
    code.fail(message);
    code.pop();
  }

  private static void overlapping(Code code) {
    Label first = new Label();
    Label second = new Label();
    Label end = new Label();
    Label again = code.here();
    Label a = code.here();
    code.value(1);
    code.pop();
    Label b = code.here();
    failAndDrop(code, "in both");
    Label c = code.here();
    code.goTo(end);
    code.mark(first);
    logMessage(code);
    Label inSecond = code.here();
    failAndDrop(code, "in the first handler");
    Label d = code.here();
    code.goTo(again);
    code.mark(second);
    logMessage(code);
    code.mark(end);
    code.done();
    code.visitTryCatchBlock(a, c, first, STATE);
    code.visitTryCatchBlock(b, d, second, RUNTIME);
    code.visitTryCatchBlock(inSecond, d, first, "java/lang/Error");
  }

  /** The table's order decides, not the nesting. */
  private static void outerListedFirst(Code code) {
    Label inner = new Label();
    Label outer = new Label();
    Label outerStart = code.here();
    code.point();
    Label innerStart = code.here();
    failAndDrop(code, "thrown");
    Label innerEnd = code.here();
    code.point();
    Label outerEnd = code.here();
    code.done();
    code.mark(inner);
    code.pop();
    code.value("never");
    code.returnObject();
    code.mark(outer);
    logMessage(code);
    code.done();
    code.visitTryCatchBlock(outerStart, outerEnd, outer, RUNTIME);
    code.visitTryCatchBlock(innerStart, innerEnd, inner, STATE);
  }

  private static void coversItself(Code code) {
    Label handler = new Label();
    Label enough = new Label();
    code.iconst(3);
    code.store(0, Type.INT_TYPE);
    Label start = code.here();
    failAndDrop(code, "first");
    code.done();
    code.mark(handler);
    logMessage(code);
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.ifle(enough);
    failAndDrop(code, "again");
    Label end = code.here();
    code.aconst("not here");
    code.returnObject();
    code.mark(enough);
    code.done();
    code.visitTryCatchBlock(start, end, handler, STATE);
  }

  private static void coversNothingThatThrows(Code code) {
    Label handler = new Label();
    Label outer = new Label();
    Label outerStart = code.here();
    code.point();
    Label start = code.here();
    code.nop();
    Label end = code.here();
    failAndDrop(code, "behind the range");
    Label outerEnd = code.here();
    code.done();
    code.mark(handler);
    code.pop();
    code.value("never");
    code.returnObject();
    code.mark(outer);
    logMessage(code);
    code.done();
    code.visitTryCatchBlock(start, end, handler, null);
    code.visitTryCatchBlock(outerStart, outerEnd, outer, null);
  }

  private static void coversTheCallOnly(Code code) {
    Label handler = new Label();
    Label rejoin = new Label();
    code.aconst("message");
    Label start = code.here();
    code.invokestatic(Code.PROBE, "fail", "(Ljava/lang/String;)I", false);
    Label end = code.here();
    code.mark(rejoin);
    code.log(Type.INT_TYPE);
    code.done();
    code.mark(handler);
    logMessage(code);
    code.value(-1);
    code.goTo(rejoin);
    code.visitTryCatchBlock(start, end, handler, STATE);
  }

  private static void beginsBehindTheCall(Code code) {
    Label handler = new Label();
    Label outer = new Label();
    Label outerStart = code.here();
    code.value(1);
    Label start = code.here();
    code.pop();
    failAndDrop(code, "covered");
    Label end = code.here();
    code.done();
    code.mark(handler);
    logMessage(code);
    failAndDrop(code, "in the handler");
    Label outerEnd = code.here();
    code.done();
    code.mark(outer);
    logMessage(code);
    code.done();
    code.visitTryCatchBlock(start, end, handler, STATE);
    code.visitTryCatchBlock(outerStart, start, outer, STATE);
    code.visitTryCatchBlock(handler, outerEnd, outer, STATE);
  }

  private static void enteredByFallingThrough(Code code) {
    Label start = code.here();
    code.value(2);
    code.pop();
    code.fail("thrown");
    code.pop();
    Label end = code.here();
    code.aconst(null);
    Label handler = code.here();
    code.visitTryCatchBlock(start, end, handler, STATE);
    code.point();
    code.checkcast(THROWABLE);
    code.store(0, OBJECT_TYPE);
    code.value(3);
    code.pop();
    code.load(0, OBJECT_TYPE);
    Label nothing = new Label();
    code.ifnull(nothing);
    code.aconst("caught");
    code.log();
    code.mark(nothing);
    code.done();
  }

  private static void oneHandlerForTwoTypes(Code code) {
    Label handler = new Label();
    Label middle = new Label();
    code.iconst(2);
    code.store(0, Type.INT_TYPE);
    Label start = code.here();
    failAndDrop(code, "state");
    code.mark(middle);
    code.iconst(1);
    code.value(0);
    code.div(Type.INT_TYPE);
    code.pop();
    Label end = code.here();
    code.done();
    code.mark(handler);
    logMessage(code);
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.ifgt(middle);
    code.done();
    code.visitTryCatchBlock(start, end, handler, STATE);
    code.visitTryCatchBlock(start, end, handler, "java/lang/ArithmeticException");
  }

  private static void oneHandlerForTwoRanges(Code code) {
    Label handler = new Label();
    Label second = new Label();
    code.value("before");
    code.store(0, STRING);
    code.iconst(0);
    code.store(1, Type.INT_TYPE);
    Label start1 = code.here();
    failAndDrop(code, "one");
    Label end1 = code.here();
    code.mark(second);
    code.value(2L);
    code.store(2, Type.LONG_TYPE);
    code.value("between");
    code.store(0, STRING);
    Label start2 = code.here();
    failAndDrop(code, "two");
    Label end2 = code.here();
    code.done();
    code.mark(handler);
    logMessage(code);
    code.logLocal(0, STRING);
    code.iinc(1, 1);
    code.load(1, Type.INT_TYPE);
    code.iconst(2);
    code.ificmplt(second);
    code.done();
    code.visitTryCatchBlock(start1, end1, handler, STATE);
    code.visitTryCatchBlock(start2, end2, handler, STATE);
  }

  private static void handlerInFrontOfItsRange(Code code) {
    Label start = new Label();
    Label done = new Label();
    code.iconst(2);
    code.store(0, Type.INT_TYPE);
    code.goTo(start);
    Label handler = code.here();
    logMessage(code);
    code.iinc(0, -1);
    code.load(0, Type.INT_TYPE);
    code.ifeq(done);
    code.mark(start);
    failAndDrop(code, "from below");
    Label end = code.here();
    code.mark(done);
    code.done();
    code.visitTryCatchBlock(start, end, handler, null);
  }

  private static void handlerIsASuspensionPoint(Code code) {
    Label handler = new Label();
    Label start = code.here();
    failAndDrop(code, "handed on");
    Label end = code.here();
    code.aconst(null);
    code.mark(handler);
    code.again(OBJECT_TYPE);
    code.checkcast(THROWABLE);
    logMessage(code);
    code.done();
    code.visitTryCatchBlock(start, end, handler, STATE);
  }

  private static void exceptionWaitsOnTheStack(Code code) {
    Label handler = new Label();
    Label rethrown = new Label();
    Label start = code.here();
    code.value("dropped");
    code.value(5L);
    failAndDrop(code, "waits");
    code.pop2();
    code.pop();
    Label end = code.here();
    code.done();
    code.mark(handler);
    code.value(7L);
    code.log(Type.LONG_TYPE);
    code.point();
    code.athrow();
    Label handlerEnd = code.here();
    code.mark(rethrown);
    logMessage(code);
    code.done();
    code.visitTryCatchBlock(start, end, handler, STATE);
    code.visitTryCatchBlock(handler, handlerEnd, rethrown, RUNTIME);
  }

  /** A slot holds an int at one call and a string at the next; the handler reads neither. */
  private static void localsOfDifferentTypes(Code code) {
    Label handler = new Label();
    Label start = code.here();
    code.value(1);
    code.store(0, Type.INT_TYPE);
    code.value(2.5);
    code.store(1, Type.DOUBLE_TYPE);
    code.point();
    code.logLocal(0, Type.INT_TYPE);
    code.value("text");
    code.store(0, STRING);
    code.value("other");
    code.store(2, STRING);
    code.point();
    code.logLocal(0, STRING);
    failAndDrop(code, "end");
    Label end = code.here();
    code.done();
    code.mark(handler);
    logMessage(code);
    code.value(3);
    code.store(0, Type.INT_TYPE);
    code.point();
    code.logLocal(0, Type.INT_TYPE);
    code.done();
    code.visitTryCatchBlock(start, end, handler, null);
  }

  private static void returnsOutOfTheRange(Code code) {
    Label handler = new Label();
    Label start = code.here();
    code.value("returned");
    code.returnObject();
    Label end = code.here();
    code.mark(handler);
    logMessage(code);
    code.done();
    code.visitTryCatchBlock(start, end, handler, null);
  }

  private static void thrownBeforeAtAndAfter(Code code) {
    Label loop = new Label();
    Label before = new Label();
    Label at = new Label();
    Label after = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label done = new Label();
    code.iconst(0);
    code.store(0, Type.INT_TYPE);
    code.mark(loop);
    code.load(0, Type.INT_TYPE);
    code.tableswitch(0, 2, done, before, at, after);
    code.mark(before);
    code.iconst(1);
    code.iconst(0);
    code.div(Type.INT_TYPE);
    code.again(Type.INT_TYPE);
    code.pop();
    code.mark(at);
    failAndDrop(code, "at");
    code.mark(after);
    code.value(0);
    code.store(1, Type.INT_TYPE);
    code.iconst(1);
    code.load(1, Type.INT_TYPE);
    code.div(Type.INT_TYPE);
    code.pop();
    code.mark(end);
    code.done();
    code.mark(handler);
    code.visitTryCatchBlock(before, end, handler, null);
    logMessage(code);
    code.iinc(0, 1);
    code.goTo(loop);
    code.mark(done);
    code.done();
  }
}
