package dev.coro.transform.fuzz;

import dev.coro.transform.fixtures.Probe;
import dev.coro.transform.fixtures.fuzz.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Turns the tree of one method into instructions: what values and statements share. */
final class MethodCode {
  static final String PROBE = Type.getInternalName(Probe.class);
  static final String SUPPORT = Type.getInternalName(Support.class);
  static final String MAIN = Kind.MAIN.internalName();

  final Program program;
  final Method method;
  final InstructionAdapter out;
  final Scope scope = new Scope();
  final Regions regions;
  private final MethodNode node;
  private final ValueCode values = new ValueCode(this);
  private final StatementCode statements = new StatementCode(this);

  /** Number of values that wait on the operand stack below what is emitted now. */
  int waiting;

  /** Number of objects, on the stack or in locals, whose constructor was not called yet. */
  int pending;

  private int line;

  private MethodCode(Program program, Method method, MethodNode node) {
    this.program = program;
    this.method = method;
    this.node = node;
    this.out = new InstructionAdapter(Opcodes.ASM9, node) {};
    this.regions = new Regions(node, out);
  }

  /** Adds the code of {@code method} to {@code node}. */
  static void emit(Program program, Method method, MethodNode node, int firstLine) {
    MethodCode code = new MethodCode(program, method, node);
    code.line = firstLine;
    code.emit();
  }

  /** Adds code that gives static fields their first values. */
  static void emitReset(Program program, MethodNode node) {
    MethodCode code = new MethodCode(program, program.methods().get(0), node);
    new StaticState(code).reset();
    code.out.areturn(Kind.VOID.type);
    code.out.visitMaxs(0, 0);
    code.out.visitEnd();
  }

  private void emit() {
    if (!method.isStatic()) {
      scope.reserve(Kind.OBJECT, 0);
    }
    for (int i = 0; i < method.parameters().size(); i++) {
      scope.declare(new Variable(i, method.parameters().get(i), 0));
    }
    out.visitCode();
    spendOrReturn();
    statement(method.body());
    returnZero();
    out.visitMaxs(0, 0);
    out.visitEnd();
  }

  // ---- nodes

  void value(Node node) {
    values.emit(node);
  }

  void statement(Node node) {
    Label start = mark();
    out.visitLineNumber(++line, start);
    statements.emit(node);
  }

  /** Puts values on the stack, one after the other. */
  void operands(List<Node> nodes) {
    for (Node operand : nodes) {
      value(operand);
      waiting++;
    }
    waiting -= nodes.size();
  }

  /** Emits something above {@code count} values that wait on the stack. */
  void above(int count, Runnable code) {
    waiting += count;
    code.run();
    waiting -= count;
  }

  /** As {@link #above}, with an object among the values that is not constructed yet. */
  void abovePending(int count, Runnable code) {
    pending++;
    above(count, code);
    pending--;
  }

  /** Jumps if the boolean is false. */
  void jumpUnless(Node condition, Label target) {
    value(condition);
    out.ifeq(target);
  }

  // ---- common instructions

  Label mark() {
    Label label = new Label();
    out.mark(label);
    return label;
  }

  void point() {
    out.invokestatic(PROBE, "point", "()V", false);
  }

  void zero(Kind kind) {
    value(Node.zero(kind));
  }

  void drop(Kind kind) {
    if (kind.isWide()) {
      out.pop2();
    } else if (kind != Kind.VOID) {
      out.pop();
    }
  }

  /** Stores into an array: array, index and value are on the stack. */
  void storeElement(Kind element) {
    if (element == Kind.OBJECT) {
      String descriptor = "(Ljava/lang/Object;)Ljava/lang/Object;";
      out.invokestatic(SUPPORT, "flat", descriptor, false);
    }
    out.astore(element.type);
  }

  /** Uses up fuel; jumps when there is none. */
  void spend(Label none) {
    out.getstatic(MAIN, "fuel", "I");
    out.iconst(1);
    out.sub(Type.INT_TYPE);
    out.dup();
    out.putstatic(MAIN, "fuel", "I");
    out.iflt(none);
  }

  /** Uses up fuel; returns when there is none. */
  void spendOrReturn() {
    Label some = new Label();
    Label none = new Label();
    spend(none);
    out.goTo(some);
    out.mark(none);
    returnZero();
    out.mark(some);
  }

  void returnZero() {
    if (method.result() != Kind.VOID) {
      zero(method.result());
    }
    regions.leaveMethod(() -> out.areturn(method.result().type));
  }

  /** Whether the verifier wants stack maps, and so allows more. */
  boolean hasStackMaps() {
    return (program.version() & 0xFFFF) > Opcodes.V1_6;
  }

  /** Whether jumps back are valid here. */
  boolean mayJumpBack() {
    return pending == 0 || hasStackMaps();
  }

  /** The exception table so far. */
  List<TryCatchBlockNode> entries() {
    return List.copyOf(node.tryCatchBlocks);
  }

  /** Moves entries that were added since to the front of the exception table. */
  void preferEntries(List<TryCatchBlockNode> before, Random random) {
    List<TryCatchBlockNode> added = new ArrayList<>(node.tryCatchBlocks);
    added.removeAll(before);
    added.subList(0, random.nextInt(added.size() + 1)).clear();
    node.tryCatchBlocks.removeAll(added);
    node.tryCatchBlocks.addAll(0, added);
  }
}
