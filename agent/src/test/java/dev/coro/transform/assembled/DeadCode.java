package dev.coro.transform.assembled;

import static dev.coro.transform.assembled.Code.STRING;
import static org.objectweb.asm.commons.InstructionAdapter.OBJECT_TYPE;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Code that is never reached, and stack maps that say less than is known. */
final class DeadCode {
  private static final Object[] NOTHING = {};

  private DeadCode() {}

  static Assembly assemble(int version) {
    boolean frames = (version & 0xFFFF) > Opcodes.V1_6;
    return Assembly.withOwnStackMaps("AssembledDeadCode", version)
        .testCase("behindAReturn", code -> behindAReturn(code, frames))
        .testCase("deadLoop", code -> deadLoop(code, frames))
        .testCase("deadHandler", code -> deadHandler(code, frames))
        .testCase("deadBetweenPoints", code -> deadBetweenPoints(code, frames));
  }

  /** Shapes that need stack maps: without them the verifier knows better. */
  static Assembly assembleWithStackMaps(int version) {
    return Assembly.withOwnStackMaps("AssembledFrames", version)
        .testCase("wideningFrame", DeadCode::wideningFrame)
        .testCase("forgettingFrame", DeadCode::forgettingFrame)
        .testCase("frameBehindThePoint", DeadCode::frameBehindThePoint);
  }

  private static void frame(Code code, boolean wanted, Object[] locals, Object... stack) {
    if (wanted) {
      code.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
    }
  }

  private static void behindAReturn(Code code, boolean frames) {
    code.value("alive");
    code.returnObject();
    frame(code, frames, NOTHING);
    code.value("dead");
    code.store(3, STRING);
    code.point();
    code.load(3, STRING);
    code.returnObject();
  }

  private static void deadLoop(Code code, boolean frames) {
    Label loop = new Label();
    code.point();
    code.value(1L);
    code.log(Type.LONG_TYPE);
    code.done();
    code.mark(loop);
    frame(code, frames, new Object[] {Opcodes.LONG});
    if (frames) {
      code.load(0, Type.LONG_TYPE);
      code.again(Type.LONG_TYPE);
      code.store(0, Type.LONG_TYPE);
    } else {
      code.point();
    }
    code.goTo(loop);
  }

  private static void deadHandler(Code code, boolean frames) {
    Label handler = new Label();
    code.point();
    code.value("alive");
    code.returnObject();
    Label start = code.here();
    frame(code, frames, NOTHING);
    code.fail("dead");
    code.pop();
    code.aconst(null);
    code.returnObject();
    Label end = code.here();
    code.mark(handler);
    frame(code, frames, NOTHING, "java/lang/Throwable");
    code.point();
    code.returnObject();
    code.visitTryCatchBlock(start, end, handler, null);
  }

  private static void deadBetweenPoints(Code code, boolean frames) {
    Label behind = new Label();
    code.value(1);
    code.goTo(behind);
    frame(code, frames, NOTHING);
    code.value(2);
    code.mark(behind);
    frame(code, frames, NOTHING, Opcodes.INTEGER);
    code.again(Type.INT_TYPE);
    code.log(Type.INT_TYPE);
    code.done();
  }

  /** The frame calls a string and an int array objects. */
  private static void wideningFrame(Code code) {
    Label next = new Label();
    code.value("text");
    code.store(0, STRING);
    code.iconst(2);
    code.newarray(Type.INT_TYPE);
    code.goTo(next);
    code.mark(next);
    frame(code, true, new Object[] {"java/lang/Comparable"}, "java/lang/Object");
    code.point();
    code.log();
    code.load(0, OBJECT_TYPE);
    code.value("text");
    code.invokeinterface("java/lang/Comparable", "compareTo", "(Ljava/lang/Object;)I");
    code.log(Type.INT_TYPE);
    code.done();
  }

  /** The frame does not speak of local 0, which is lost behind it. */
  private static void forgettingFrame(Code code) {
    Label next = new Label();
    code.value(5L);
    code.store(0, Type.LONG_TYPE);
    code.value(2);
    code.store(2, Type.INT_TYPE);
    code.point();
    code.goTo(next);
    code.mark(next);
    frame(code, true, new Object[] {Opcodes.TOP, Opcodes.TOP, Opcodes.INTEGER});
    code.point();
    code.value(1.5);
    code.store(0, Type.DOUBLE_TYPE);
    code.point();
    code.logLocal(0, Type.DOUBLE_TYPE);
    code.logLocal(2, Type.INT_TYPE);
    code.done();
  }

  /** The frame directly behind the call is wider than what the call leaves. */
  private static void frameBehindThePoint(Code code) {
    code.value("kept");
    code.store(0, STRING);
    code.aconst("result");
    code.invokestatic(Code.PROBE, "value", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
    frame(code, true, new Object[] {"java/lang/Object"}, "java/lang/Object");
    code.point();
    code.log();
    code.load(0, OBJECT_TYPE);
    code.returnObject();
  }
}
