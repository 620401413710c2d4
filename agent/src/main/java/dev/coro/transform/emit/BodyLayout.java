package dev.coro.transform.emit;

import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * Where the locals of a method lie in one of its bodies: a body has some locals of its own, and
 * those of the method behind them move up. They are put where stack maps stay short: in the resume
 * body in front, as its parameters, in the original body right behind the method's parameters, so
 * that what is declared later only adds to the end of a stack map.
 */
final class BodyLayout {
  private static final Object[] NOTHING = {};

  private final int firstMoved;
  private final Object[] own;

  /** Frame that was written last, and how many of its entries count. */
  private Object[] types = NOTHING;

  private int count;

  /** Local of the method that the next entry is for. */
  private int nextLocal;

  private boolean hasOwn;

  /** Index of the body's own entries. */
  private int ownAt;

  /**
   * A layout.
   *
   * @param firstMoved first local of the method that moves
   * @param own types of the locals that are put in front of it, of one slot each
   */
  BodyLayout(int firstMoved, Object... own) {
    this.firstMoved = firstMoved;
    this.own = own;
  }

  /** Where a local of the method is in the body. */
  int slot(int local) {
    return local < firstMoved ? local : local + own.length;
  }

  // ---- stack maps

  /** Writes a stack map with the locals that are restored at a point. */
  void writeFrame(MethodVisitor code, PointPlan point, Object... stack) {
    writeFrame(code, point, true, stack);
  }

  /** Writes a stack map with what code that saves a point needs: what is saved, and monitors. */
  void writeSpillFrame(MethodVisitor code, PointPlan point, Object... stack) {
    writeFrame(code, point, false, stack);
  }

  private void writeFrame(MethodVisitor code, PointPlan point, boolean all, Object[] stack) {
    List<SavedValue> locals = point.locals();
    begin(locals.isEmpty() ? 0 : locals.get(locals.size() - 1).local() + 1);
    for (int i = 0; i < locals.size(); i++) {
      SavedValue value = locals.get(i);
      // A monitor whose object is a constant is not saved, and left nevertheless.
      if (all || value.slot() >= 0 || point.point().monitors().contains(value.local())) {
        add(value.local(), value.type(), value.kind().size);
      }
    }
    write(code, true, stack);
  }

  /** Writes a stack map with none of the method's locals. */
  void writeEmptyFrame(MethodVisitor code) {
    begin(0);
    write(code, true, NOTHING);
  }

  /** Writes a stack map with nothing but the objects of the monitors that are held. */
  void writeHandlerFrame(MethodVisitor code, List<Integer> monitors, Object... stack) {
    int size = 0;
    for (int local : monitors) {
      size = Math.max(size, local + 1);
    }
    begin(size);
    for (int local = 0; local < size; local++) {
      if (monitors.contains(local)) {
        add(local, "java/lang/Object", 1);
      }
    }
    write(code, true, stack);
  }

  /**
   * Writes a stack map of the method.
   *
   * @param labels the labels of the body by those of the method
   * @param keeps which of the method's locals are in it
   * @param withOwn whether the body's own locals have their values here
   */
  void copyFrame(
      MethodVisitor code,
      FrameNode frame,
      Function<LabelNode, Label> labels,
      IntPredicate keeps,
      boolean withOwn) {
    List<Object> entries = frame.local;
    begin(2 * entries.size());
    int local = 0;
    for (int i = 0; i < entries.size(); i++) {
      Object type = entries.get(i);
      int size = type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
      if (type != Opcodes.TOP && keeps.test(local)) {
        add(local, type instanceof LabelNode label ? labels.apply(label) : type, size);
      }
      local += size;
    }
    Object[] stack = frame.stack.isEmpty() ? NOTHING : frame.stack.toArray();
    for (int i = 0; i < stack.length; i++) {
      if (stack[i] instanceof LabelNode label) {
        stack[i] = labels.apply(label);
      }
    }
    write(code, withOwn, stack);
  }

  private void begin(int locals) {
    types = new Object[Math.max(locals, firstMoved) + own.length];
    count = 0;
    nextLocal = 0;
    hasOwn = false;
  }

  private void add(int local, Object type, int size) {
    addUnknown(local);
    if (local >= firstMoved) {
      addOwn();
    }
    types[count++] = type;
    nextLocal += size;
  }

  /** Adds entries for locals up to {@code end} of which nothing is known. */
  private void addUnknown(int end) {
    while (nextLocal < end) {
      if (nextLocal == firstMoved) {
        addOwn();
      }
      types[count++] = Opcodes.TOP;
      nextLocal++;
    }
  }

  private void addOwn() {
    if (!hasOwn) {
      hasOwn = true;
      ownAt = count;
      for (Object type : own) {
        types[count++] = type;
      }
    }
  }

  private void write(MethodVisitor code, boolean withOwn, Object[] stack) {
    if (withOwn) {
      addUnknown(firstMoved);
      addOwn();
    } else if (hasOwn) {
      Arrays.fill(types, ownAt, ownAt + own.length, Opcodes.TOP);
    }
    while (count > 0 && types[count - 1] == Opcodes.TOP) {
      count--;
    }
    code.visitFrame(Opcodes.F_NEW, count, types, stack.length, stack);
  }

  /** Operand stack behind the call at a point, with its result. */
  static Object[] stackBehind(PointPlan plan) {
    List<SavedValue> below = plan.stack();
    Object result = StackMaps.resultType(plan.point().call().desc);
    Object[] stack = new Object[below.size() + (result == null ? 0 : 1)];
    for (int i = 0; i < below.size(); i++) {
      stack[i] = below.get(i).type();
    }
    if (result != null) {
      stack[below.size()] = result;
    }
    return stack;
  }
}
