package dev.coro.transform.fuzz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** What encloses a place of a method: constructs that can be left, handlers, monitors. */
final class Regions {
  /** One of them. */
  private sealed interface Region permits Exit, Handlers, Held {}

  /** A place that code inside may jump to, with this many values waiting on the stack. */
  private record Exit(Label label, int waiting) implements Region {}

  /** Handlers that code inside may be covered by. */
  private record Handlers(List<Label> labels, List<String> types) implements Region {}

  /**
   * A monitor.
   *
   * @param bounds starts and ends of the ranges in which its handler is in charge
   */
  private record Held(int slot, List<Label> bounds) implements Region {}

  private final MethodNode method;
  private final InstructionAdapter out;
  private final Deque<Region> regions = new ArrayDeque<>();

  /** Starts and ends of code that leaves monitors on the way out: no handler inside covers it. */
  private final List<Label> gaps = new ArrayList<>();

  Regions(MethodNode method, InstructionAdapter out) {
    this.method = method;
    this.out = out;
  }

  void openExit(Label label, int waiting) {
    regions.push(new Exit(label, waiting));
  }

  void openHandlers(List<Label> labels, List<String> types) {
    regions.push(new Handlers(labels, types));
  }

  void openMonitor(int slot, Label start) {
    regions.push(new Held(slot, new ArrayList<>(List.of(start))));
  }

  void close() {
    regions.pop();
  }

  /** Closes the monitor; returns the bounds of its ranges, of which the last is to come. */
  List<Label> closeMonitor() {
    return ((Held) regions.pop()).bounds();
  }

  /** Jumps out of enclosing constructs, leaving monitors; does nothing where that is no option. */
  void leave(long pick, int waiting) {
    List<Exit> exits = new ArrayList<>();
    for (Region region : regions) {
      if (region instanceof Exit exit && exit.waiting() == waiting) {
        exits.add(exit);
      }
    }
    if (!exits.isEmpty()) {
      Exit exit = exits.get((int) Math.floorMod(pick, (long) exits.size()));
      List<Held> left = leaveMonitors(exit);
      out.goTo(exit.label());
      resume(left);
    }
  }

  /** Leaves all monitors, does what ends the method, and is inside again behind it. */
  void leaveMethod(Runnable end) {
    List<Held> left = leaveMonitors(null);
    end.run();
    resume(left);
  }

  private List<Held> leaveMonitors(Region target) {
    List<Held> left = new ArrayList<>();
    gaps.add(mark());
    for (Region region : regions) {
      if (region == target) {
        break;
      } else if (region instanceof Held held) {
        out.load(held.slot(), Kind.OBJECT.type);
        out.monitorexit();
        held.bounds().add(mark());
        left.add(held);
      }
    }
    return left;
  }

  private void resume(List<Held> left) {
    if (left.isEmpty()) {
      gaps.remove(gaps.size() - 1);
    } else {
      gaps.add(mark());
    }
    left.forEach(held -> held.bounds().add(mark()));
  }

  private Label mark() {
    Label label = new Label();
    out.mark(label);
    return label;
  }

  /** Has a handler around the innermost monitor or less cover the range, if there is one. */
  void cover(long pick, Label start, Label end) {
    for (Region region : regions) {
      if (region instanceof Held) {
        return;
      } else if (region instanceof Handlers handlers && !handlers.labels().isEmpty()) {
        int index = (int) Math.floorMod(pick, (long) handlers.labels().size());
        addRanges(start, end, handlers.labels().get(index), handlers.types().get(index));
        return;
      }
    }
  }

  /** Adds ranges to the exception table, without the gaps. */
  void addRanges(Label start, Label end, Label handler, String type) {
    Label from = start;
    for (int i = 0; i < gaps.size(); i += 2) {
      if (indexOf(from) <= indexOf(gaps.get(i)) && indexOf(gaps.get(i)) < indexOf(end)) {
        addRange(from, gaps.get(i), handler, type);
        from = gaps.get(i + 1);
      }
    }
    addRange(from, end, handler, type);
  }

  private int indexOf(Label label) {
    return method.instructions.indexOf((LabelNode) label.info);
  }

  /** Adds a range to the exception table, if there is an instruction in it. */
  void addRange(Label start, Label end, Label handler, String type) {
    LabelNode first = (LabelNode) start.info;
    LabelNode last = (LabelNode) end.info;
    for (int i = indexOf(start); i < indexOf(end); i++) {
      if (method.instructions.get(i).getOpcode() > Opcodes.NOP) {
        method.tryCatchBlocks.add(new TryCatchBlockNode(first, last, nodeOf(handler), type));
        return;
      }
    }
  }

  /** As {@link MethodNode} does it for labels that code jumps to. */
  private static LabelNode nodeOf(Label label) {
    if (!(label.info instanceof LabelNode)) {
      label.info = new LabelNode();
    }
    return (LabelNode) label.info;
  }
}
