package dev.coro.transform.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.Label;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Exception handlers: with odd ranges, for {@code finally}, and for monitors. */
final class HandlerCode {
  /** What handlers catch; null is anything. */
  static final String[] TYPES = {
    "java/lang/ArithmeticException",
    "java/lang/NullPointerException",
    "java/lang/ArrayIndexOutOfBoundsException",
    "java/lang/IllegalStateException",
    "java/lang/RuntimeException",
    "java/lang/RuntimeException",
    "java/lang/Throwable",
    null
  };

  /** Index of the type that catches everything. */
  static final long ANYTHING = 7;

  private final MethodCode code;

  /** More than wait at any place. */
  private static final int FAR = 1000;

  /** Number of handlers so far around which something waits. */
  private int emptied;

  /** Number of monitors in the method so far. */
  private int monitors;

  HandlerCode(MethodCode code) {
    this.code = code;
  }

  private InstructionAdapter out() {
    return code.out;
  }

  // ---- try

  /** A range of the exception table for one of the handlers. */
  private record Range(Label start, Label end, int handler) {}

  void tryCatch(Node node) {
    Random random = new Random(node.data());
    List<Node> caught = node.children().subList(1, node.children().size());
    List<Label> labels = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (Node handler : caught) {
      labels.add(new Label());
      types.add(TYPES[(int) (handler.data() >> 24) & 7]);
    }
    int monitorsBefore = monitors;
    List<TryCatchBlockNode> entriesBefore = code.entries();
    code.regions.openHandlers(labels, types);
    List<Label> bounds = body(node.child(0));
    code.regions.close();
    Label end = new Label();
    out().goTo(end);
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < caught.size(); i++) {
      addRanges(ranges, bounds, i, random);
      out().mark(labels.get(i));
      handler(caught.get(i), end);
      if (random.nextInt(4) == 0) {
        // Covers itself, or the handler in front of it.
        ranges.add(new Range(labels.get(i), code.mark(), random.nextInt(i + 1)));
      }
    }
    out().mark(end);
    for (Range range : ranges) {
      code.regions.addRanges(
          range.start(), range.end(), labels.get(range.handler()), types.get(range.handler()));
    }
    // Handlers that leave monitors have to stay in front of those further out.
    if (monitors == monitorsBefore && random.nextInt(4) == 0) {
      code.preferEntries(entriesBefore, random);
    }
  }

  /** Emits the statements of a block; returns the places between them. */
  private List<Label> body(Node node) {
    List<Label> bounds = new ArrayList<>();
    bounds.add(code.mark());
    if (node.op() == Op.BLOCK) {
      for (Node statement : node.children()) {
        code.statement(statement);
        bounds.add(code.mark());
      }
    } else {
      code.statement(node);
      bounds.add(code.mark());
    }
    return bounds;
  }

  private static void addRanges(
      List<Range> ranges, List<Label> bounds, int handler, Random random) {
    int last = bounds.size() - 1;
    if (random.nextBoolean()) {
      ranges.add(new Range(bounds.get(0), bounds.get(last), handler));
      return;
    }
    for (int i = random.nextInt(2); i >= 0; i--) {
      int start = random.nextInt(last + 1);
      int end = start + random.nextInt(last + 1 - start);
      ranges.add(new Range(bounds.get(start), bounds.get(end), handler));
    }
  }

  private void handler(Node node, Label end) {
    Variable variable =
        new Variable((int) node.data() & 0xFFFFFF, Kind.THROWABLE, (int) (node.data() >> 32));
    Scope.Place place = code.scope.declare(variable);
    out().store(place.slot(), place.kind().type);
    out().load(place.slot(), place.kind().type);
    out().invokestatic(MethodCode.SUPPORT, "caught", "(Ljava/lang/Throwable;)V", false);
    code.spendOrReturn();
    // The exception has taken the place of all that waited on the stack.
    int waiting = code.waiting;
    code.waiting = emptied(waiting);
    code.statement(node.child(0));
    code.waiting = waiting;
    if (waiting > 0 || code.pending > 0) {
      code.returnZero();
    } else {
      out().goTo(end);
    }
    code.scope.end(variable);
  }

  /**
   * What waits in a handler, given what waits around it: nothing. Where something waits outside,
   * the number is one that no place outside has, so that nobody jumps there.
   */
  private int emptied(int waiting) {
    return waiting == 0 ? 0 : ++emptied * FAR;
  }

  // ---- finally

  void tryFinally(Node node) {
    Label start = new Label();
    Label handler = new Label();
    Label end = new Label();
    out().mark(start);
    code.statement(node.child(0));
    Label bodyEnd = code.mark();
    code.statement(node.child(1));
    out().goTo(end);
    out().mark(handler);
    int thrown = code.scope.reserve(Kind.THROWABLE, 0);
    out().store(thrown, Kind.THROWABLE.type);
    Label stored = code.mark();
    int waiting = code.waiting;
    code.waiting = emptied(waiting);
    code.spendOrReturn();
    code.statement(node.child(1));
    code.waiting = waiting;
    out().load(thrown, Kind.THROWABLE.type);
    out().athrow();
    out().mark(end);
    code.scope.release(Kind.THROWABLE, thrown);
    code.regions.addRanges(start, bodyEnd, handler, null);
    code.regions.addRange(handler, stored, handler, null);
  }

  // ---- monitors

  void synchronizedBlock(Node node) {
    monitors++;
    int slot = code.scope.reserve(Kind.OBJECT, (int) node.data());
    code.value(node.child(0));
    String descriptor = "(Ljava/lang/Object;)Ljava/lang/Object;";
    out().invokestatic(MethodCode.SUPPORT, "monitor", descriptor, false);
    if (node.data() % 2 == 0) {
      out().dup();
      out().store(slot, Kind.OBJECT.type);
    } else {
      out().store(slot, Kind.OBJECT.type);
      out().load(slot, Kind.OBJECT.type);
    }
    out().monitorenter();
    code.regions.openMonitor(slot, code.mark());
    code.statement(node.child(1));
    leave(slot);
    List<Label> bounds = code.regions.closeMonitor();
    bounds.add(code.mark());
    Label end = new Label();
    out().goTo(end);
    Label handler = code.mark();
    int thrown = code.scope.reserve(Kind.THROWABLE, 0);
    out().store(thrown, Kind.THROWABLE.type);
    leave(slot);
    Label left = code.mark();
    out().load(thrown, Kind.THROWABLE.type);
    out().athrow();
    out().mark(end);
    code.scope.release(Kind.THROWABLE, thrown);
    code.scope.release(Kind.OBJECT, slot);
    for (int i = 0; i + 1 < bounds.size(); i += 2) {
      code.regions.addRange(bounds.get(i), bounds.get(i + 1), handler, null);
    }
    code.regions.addRange(handler, left, handler, null);
  }

  private void leave(int slot) {
    out().load(slot, Kind.OBJECT.type);
    out().monitorexit();
  }
}
