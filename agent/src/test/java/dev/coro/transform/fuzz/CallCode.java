package dev.coro.transform.fuzz;

import dev.coro.transform.fixtures.fuzz.ToInt;
import dev.coro.transform.fixtures.fuzz.ToLong;
import dev.coro.transform.fixtures.fuzz.ToObject;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Calls of generated methods, of the probe, of lambdas, and concatenations. */
final class CallCode {
  /** In the data of a call: call the implementation of the superclass. */
  static final long SUPER = 1L << 32;

  private static final String STRING_BUILDER = "java/lang/StringBuilder";

  private final MethodCode code;

  CallCode(MethodCode code) {
    this.code = code;
  }

  private InstructionAdapter out() {
    return code.out;
  }

  void pass(Node node) {
    Kind kind = node.kind();
    code.value(node.child(0));
    if (kind.isReference()) {
      String descriptor = "(Ljava/lang/Object;)Ljava/lang/Object;";
      out().invokestatic(MethodCode.PROBE, "value", descriptor, false);
      if (kind != Kind.OBJECT) {
        out().checkcast(kind.type);
      }
    } else {
      String descriptor = Type.getMethodDescriptor(kind.type, kind.type);
      out().invokestatic(MethodCode.PROBE, "value", descriptor, false);
    }
  }

  void call(Node node) {
    Method target = code.program.find(node.data() & 0xFFFF);
    if (target == null || !isAllowed(target)) {
      code.operands(node.children());
      for (int i = node.children().size() - 1; i >= 0; i--) {
        code.drop(node.child(i).kind());
      }
      if (node.kind() != Kind.VOID) {
        code.zero(node.kind());
      }
      return;
    }
    String name = target.name();
    String descriptor = target.descriptor();
    if (isSuper(node, target)) {
      out().load(0, Kind.OBJECT.type);
      List<Node> arguments = node.children().subList(1, node.children().size());
      code.above(1, () -> code.operands(arguments));
      out().invokespecial(Kind.BASE.internalName(), name, descriptor, false);
      return;
    }
    code.operands(node.children());
    switch (target.call()) {
      case STATIC, LAMBDA -> out().invokestatic(MethodCode.MAIN, name, descriptor, false);
      case VIRTUAL -> out().invokevirtual(Kind.BASE.internalName(), name, descriptor, false);
      case INTERFACE -> out().invokeinterface(Kind.FACE.internalName(), name, descriptor);
      case PRIVATE -> out().invokespecial(Kind.BASE.internalName(), name, descriptor, false);
    }
  }

  private boolean isAllowed(Method target) {
    return (target.suspendable() ? code.method.suspendable() : true)
        && (target.call() != Method.Call.PRIVATE || code.method.owner() == Kind.BASE);
  }

  /** Whether it can be a call of the implementation in BASE from DERIVED. */
  private boolean isSuper(Node node, Method target) {
    return (node.data() & SUPER) != 0
        && code.method.owner() == Kind.DERIVED
        && code.program.methods().stream()
            .anyMatch(method -> method.id() == target.id() && method.owner() == Kind.BASE);
  }

  /** The lambda as a value of a functional interface, then its argument, then the call. */
  void lambda(Node node) {
    Method target = code.program.find(node.data() & 0xFFFF);
    int last = node.children().size() - 1;
    if (target == null || (code.program.version() & 0xFFFF) < Opcodes.V1_7) {
      code.operands(node.children());
      for (int i = last; i >= 0; i--) {
        code.drop(node.child(i).kind());
      }
      code.zero(node.kind());
      return;
    }
    Class<?> face =
        switch (node.kind()) {
          case INT -> ToInt.class;
          case LONG -> ToLong.class;
          default -> ToObject.class;
        };
    String descriptor = Type.getMethodDescriptor(node.kind().type, Type.INT_TYPE);
    List<Type> captured = new ArrayList<>();
    target.parameters().subList(0, last).forEach(kind -> captured.add(kind.type));
    Type result = node.kind() == Kind.OBJECT ? Type.getType(Integer.class) : node.kind().type;
    code.operands(node.children().subList(0, last));
    out()
        .invokedynamic(
            "apply",
            Type.getMethodDescriptor(Type.getType(face), captured.toArray(Type[]::new)),
            metafactory(),
            new Object[] {
              Type.getType(descriptor),
              new Handle(
                  Opcodes.H_INVOKESTATIC,
                  MethodCode.MAIN,
                  target.name(),
                  target.descriptor(),
                  false),
              Type.getMethodType(result, Type.INT_TYPE)
            });
    code.above(1, () -> code.value(node.child(last)));
    out().invokeinterface(Type.getInternalName(face), "apply", descriptor);
  }

  private static Handle metafactory() {
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        "java/lang/invoke/LambdaMetafactory",
        "metafactory",
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
            + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;"
            + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
        false);
  }

  // ---- strings

  void concat(Node node) {
    if ((code.program.version() & 0xFFFF) >= Opcodes.V9) {
      concatDynamically(node);
      limit();
      return;
    }
    out().anew(Type.getObjectType(STRING_BUILDER));
    out().dup();
    out().invokespecial(STRING_BUILDER, "<init>", "()V", false);
    for (Node child : node.children()) {
      code.above(1, () -> shown(child));
      String descriptor = "(" + shownAs(child).getDescriptor() + ")L" + STRING_BUILDER + ";";
      out().invokevirtual(STRING_BUILDER, "append", descriptor, false);
    }
    out().invokevirtual(STRING_BUILDER, "toString", "()Ljava/lang/String;", false);
    limit();
  }

  private void limit() {
    String descriptor = "(Ljava/lang/String;)Ljava/lang/String;";
    out().invokestatic(MethodCode.SUPPORT, "limited", descriptor, false);
  }

  private void concatDynamically(Node node) {
    List<Type> types = new ArrayList<>();
    StringBuilder recipe = new StringBuilder("<");
    for (Node child : node.children()) {
      types.add(shownAs(child));
      recipe.append("\u0001,");
      shown(child);
      code.waiting++;
    }
    code.waiting -= node.children().size();
    out()
        .invokedynamic(
            "makeConcatWithConstants",
            Type.getMethodDescriptor(Kind.STRING.type, types.toArray(Type[]::new)),
            new Handle(
                Opcodes.H_INVOKESTATIC,
                "java/lang/invoke/StringConcatFactory",
                "makeConcatWithConstants",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)"
                    + "Ljava/lang/invoke/CallSite;",
                false),
            new Object[] {recipe.toString()});
  }

  /** A value whose text is the same in every run. */
  private void shown(Node node) {
    code.value(node);
    if (hasNoText(node.kind())) {
      out().invokestatic(MethodCode.SUPPORT, "hash", "(Ljava/lang/Object;)I", false);
    }
  }

  private static boolean hasNoText(Kind kind) {
    return kind.isArray() || kind == Kind.OBJECT || kind == Kind.THROWABLE;
  }

  private static Type shownAs(Node node) {
    Kind kind = node.kind();
    if (hasNoText(kind) || kind == Kind.BYTE || kind == Kind.SHORT) {
      return Type.INT_TYPE;
    }
    return kind.isReference() && kind != Kind.STRING ? Kind.OBJECT.type : kind.type;
  }
}
