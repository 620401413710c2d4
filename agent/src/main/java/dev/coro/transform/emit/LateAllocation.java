package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Moves {@code new} behind the evaluation of constructor arguments that may suspend, since an
 * object that is not constructed yet cannot be saved:
 *
 * <pre>
 *   new Foo; dup; ARGS; invokespecial Foo.init
 *   becomes
 *   new Foo; pop; null; dup; ARGS; args to locals; pop; pop; new Foo; dup; args; invokespecial Foo.init
 * </pre>
 *
 * <p>The first {@code new} stays for its effect: the class is initialised, or found to be abstract,
 * before the arguments are evaluated. Until the constructor call the reference is null, wherever
 * the method copies it; behind the call every copy is replaced by the object.
 */
public final class LateAllocation {
  private final MethodNode method;

  /** Allocations by the labels that stand for them in types. */
  private final Map<Object, TypeInsnNode> allocations = new HashMap<>();

  private final Set<TypeInsnNode> moved = new HashSet<>();
  private final List<Construction> constructions = new ArrayList<>();

  /** A constructor call on an allocation, with the types in front of it, one entry a value. */
  private record Construction(
      MethodInsnNode call, TypeInsnNode allocation, List<Object> locals, List<Object> stack) {}

  private LateAllocation(MethodNode method) {
    this.method = method;
  }

  /** Moves every allocation of {@code method} that is pending at a suspension point, in place. */
  public static void move(String owner, MethodNode method, Predicate<MethodInsnNode> suspends) {
    if (!mayBePending(method, suspends)) {
      return;
    }
    LateAllocation pass = new LateAllocation(method);
    pass.scan(owner, suspends);
    if (!pass.moved.isEmpty()) {
      pass.rewrite();
    }
  }

  // ---- find

  /**
   * A quick look whether an allocation can be pending at a suspension point: where no stack map
   * mentions one, none survives a jump, so {@code new} and constructor call enclose in the order of
   * the code what happens in between.
   */
  private static boolean mayBePending(MethodNode method, Predicate<MethodInsnNode> suspends) {
    int pending = 0;
    AbstractInsnNode insn = method.instructions.getFirst();
    for (; insn != null; insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.NEW) {
        pending++;
      } else if (insn instanceof MethodInsnNode call) {
        if (call.name.equals("<init>")) {
          pending--;
        } else if (pending != 0 && suspends.test(call)) {
          return true;
        }
      } else if (insn instanceof FrameNode frame) {
        if (hasLabel(frame.local) || hasLabel(frame.stack)) {
          return true;
        }
        pending = 0;
      }
    }
    return false;
  }

  private static boolean hasLabel(List<Object> types) {
    for (Object type : types) {
      if (type instanceof LabelNode) {
        return true;
      }
    }
    return false;
  }

  private void scan(String owner, Predicate<MethodInsnNode> suspends) {
    AnalyzerAdapter types =
        new AnalyzerAdapter(
            RuntimeNames.ASM_API, owner, method.access, method.name, method.desc, null) {};
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call && types.stack != null) {
        scanCall(call, types, suspends);
      }
      insn.accept(types);
      if (insn.getOpcode() == Opcodes.NEW && types.stack != null) {
        addAllocation((TypeInsnNode) insn, types.stack.get(types.stack.size() - 1));
      }
    }
  }

  private void addAllocation(TypeInsnNode allocation, Object label) {
    allocations.put(label, allocation);
    AbstractInsnNode previous = allocation.getPrevious();
    while (previous != null && previous.getOpcode() < 0) {
      if (previous instanceof LabelNode node) {
        allocations.put(node.getLabel(), allocation);
      }
      previous = previous.getPrevious();
    }
  }

  private void scanCall(
      MethodInsnNode call, AnalyzerAdapter types, Predicate<MethodInsnNode> suspends) {
    if (call.name.equals("<init>")) {
      List<Object> stack = StackMaps.entries(types.stack);
      int receiver = stack.size() - 1 - Type.getArgumentTypes(call.desc).length;
      TypeInsnNode allocation = allocations.get(stack.get(receiver));
      if (allocation != null) {
        constructions.add(
            new Construction(
                call, allocation, List.copyOf(types.locals), stack.subList(0, receiver + 1)));
      }
    } else if (suspends.test(call)) {
      for (List<Object> slots : List.of(types.stack, types.locals)) {
        for (Object type : slots) {
          if (type instanceof Label) {
            moved.add(allocations.get(type));
          }
        }
      }
    }
  }

  // ---- rewrite

  private void rewrite() {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof FrameNode frame) {
        frame.local = withoutMoved(frame.local);
        frame.stack = withoutMoved(frame.stack);
      }
    }
    int firstTemporary = method.maxLocals;
    for (Construction construction : constructions) {
      if (moved.contains(construction.allocation())) {
        new ConstructionCode(construction, firstTemporary).emit();
      }
    }
    for (TypeInsnNode allocation : moved) {
      InsnList placeholder = new InsnList();
      placeholder.add(new InsnNode(Opcodes.POP));
      placeholder.add(new InsnNode(Opcodes.ACONST_NULL));
      method.instructions.insert(allocation, placeholder);
    }
  }

  private List<Object> withoutMoved(List<Object> types) {
    List<Object> replaced = new ArrayList<>();
    for (Object type : types) {
      Object key = type instanceof LabelNode node ? node.getLabel() : type;
      TypeInsnNode allocation = allocations.get(key);
      replaced.add(allocation != null && moved.contains(allocation) ? allocation.desc : type);
    }
    return replaced;
  }

  /** The code that takes the place of one constructor call. */
  private final class ConstructionCode {
    private final Construction construction;
    private final InsnList code = new InsnList();
    private int nextTemporary;

    ConstructionCode(Construction construction, int firstTemporary) {
      this.construction = construction;
      this.nextTemporary = firstTemporary;
    }

    void emit() {
      Type[] arguments = Type.getArgumentTypes(construction.call().desc);
      int[] argumentLocals = new int[arguments.length];
      for (int i = arguments.length - 1; i >= 0; i--) {
        argumentLocals[i] = storeTemporary(ValueKind.of(arguments[i]));
      }
      List<Object> stack = construction.stack();
      int lowest = lowestCopy();
      int[] stackLocals = new int[stack.size()];
      for (int i = stack.size() - 1; i >= lowest; i--) {
        if (isCopy(stack.get(i))) {
          code.add(new InsnNode(Opcodes.POP));
        } else {
          stackLocals[i] = storeTemporary(ValueKind.ofFrameType(stack.get(i)));
        }
      }
      code.add(new TypeInsnNode(Opcodes.NEW, construction.allocation().desc));
      code.add(new InsnNode(Opcodes.DUP));
      for (int i = 0; i < arguments.length; i++) {
        code.add(new VarInsnNode(ValueKind.of(arguments[i]).load, argumentLocals[i]));
      }
      int object = nextTemporary++;
      InsnList behind = new InsnList();
      behind.add(new VarInsnNode(Opcodes.ASTORE, object));
      for (int i = lowest; i < stack.size() - 1; i++) {
        boolean copy = isCopy(stack.get(i));
        int load = copy ? Opcodes.ALOAD : ValueKind.ofFrameType(stack.get(i)).load;
        behind.add(new VarInsnNode(load, copy ? object : stackLocals[i]));
      }
      for (int local = 0; local < construction.locals().size(); local++) {
        if (isCopy(construction.locals().get(local))) {
          behind.add(new VarInsnNode(Opcodes.ALOAD, object));
          behind.add(new VarInsnNode(Opcodes.ASTORE, local));
        }
      }
      method.instructions.insertBefore(construction.call(), code);
      method.instructions.insert(construction.call(), behind);
      method.maxLocals = Math.max(method.maxLocals, nextTemporary);
    }

    private int storeTemporary(ValueKind kind) {
      int local = nextTemporary;
      nextTemporary += kind.size;
      code.add(new VarInsnNode(kind.store, local));
      return local;
    }

    private boolean isCopy(Object type) {
      return allocations.get(type) == construction.allocation();
    }

    private int lowestCopy() {
      int lowest = 0;
      while (!isCopy(construction.stack().get(lowest))) {
        lowest++;
      }
      return lowest;
    }
  }
}
