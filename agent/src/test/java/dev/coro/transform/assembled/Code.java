package dev.coro.transform.assembled;

import dev.coro.transform.fixtures.Made;
import dev.coro.transform.fixtures.Probe;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Writes instructions, among them the calls that fixtures make all the time. */
final class Code extends InstructionAdapter {
  static final String PROBE = Type.getInternalName(Probe.class);
  static final Type MADE = Type.getType(Made.class);
  static final Type STRING = Type.getType(String.class);

  Code(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** A suspension point that takes and leaves nothing. */
  void point() {
    invokestatic(PROBE, "point", "()V", false);
  }

  /** Pushes {@code x} through a suspension point. */
  void value(int x) {
    iconst(x);
    again(Type.INT_TYPE);
  }

  void value(long x) {
    lconst(x);
    again(Type.LONG_TYPE);
  }

  void value(float x) {
    fconst(x);
    again(Type.FLOAT_TYPE);
  }

  void value(double x) {
    dconst(x);
    again(Type.DOUBLE_TYPE);
  }

  void value(String x) {
    aconst(x);
    again(OBJECT_TYPE);
    checkcast(STRING);
  }

  /** Passes the value on top of the stack through a suspension point. */
  void again(Type type) {
    invokestatic(PROBE, "value", Type.getMethodDescriptor(type, type), false);
  }

  /** A suspension point, then an IllegalStateException; pushes an int that never comes. */
  void fail(String message) {
    aconst(message);
    invokestatic(PROBE, "fail", "(Ljava/lang/String;)I", false);
  }

  /** Takes an object and logs it; does not suspend. */
  void log() {
    invokestatic(PROBE, "log", "(Ljava/lang/Object;)V", false);
  }

  /** Takes a primitive value and logs it. */
  void log(Type type) {
    box(type);
    log();
  }

  /** Logs the local variable. */
  void logLocal(int local, Type type) {
    load(local, type);
    if (type.getSort() < Type.ARRAY) {
      box(type);
    }
    log();
  }

  /** Turns the primitive value on top into a string, which every class file version can do. */
  void box(Type type) {
    Type shown =
        switch (type.getSort()) {
          case Type.BYTE, Type.SHORT -> Type.INT_TYPE;
          default -> type;
        };
    invokestatic(
        STRING.getInternalName(), "valueOf", Type.getMethodDescriptor(STRING, shown), false);
  }

  /** Calls a constructor of {@link Made}. */
  void construct(String descriptor) {
    invokespecial(MADE.getInternalName(), "<init>", descriptor, false);
  }

  void returnObject() {
    areturn(OBJECT_TYPE);
  }

  /** Ends a case whose log says it all. */
  void done() {
    aconst("done");
    returnObject();
  }

  /** A new label at the current position. */
  Label here() {
    Label label = new Label();
    mark(label);
    return label;
  }
}
