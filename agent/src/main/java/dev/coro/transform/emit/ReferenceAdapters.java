package dev.coro.transform.emit;

import dev.coro.transform.scan.LambdaSite;
import dev.coro.transform.tree.MethodTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts a method of our own between a functional interface and the suspendable method that a method
 * reference names, where the JDK's lambda proxy would do more than pass the result on.
 *
 * <p>The proxy is gone when the method is resumed, so a boxing, unboxing or widening that it does
 * would be lost; in a method of the class it is saved and resumed like any other code.
 *
 * <p>A serialised reference names the adapter instead of the method that the author named. So the
 * names of such adapters are stable, and the class learns to make the reference again from both.
 */
public final class ReferenceAdapters {
  private static final String NAME = "lambda$coro$";

  private final ClassNode owner;
  private final Set<String> added = new HashSet<>();

  /** Adapters of sites that make serialisable objects, by name, with one such site each. */
  private final Map<String, LambdaSite> serializable = new LinkedHashMap<>();

  /** Adds adapters to {@code owner}. */
  public ReferenceAdapters(ClassNode owner) {
    this.owner = owner;
  }

  /** Re-points {@code site} at a new method that calls what it named; returns the method. */
  public MethodNode insert(LambdaSite site) {
    Type[] captured = Type.getArgumentTypes(site.call().desc);
    Type[] arguments = site.instantiated().getArgumentTypes();
    List<Type> parameters = new ArrayList<>(List.of(captured));
    parameters.addAll(List.of(arguments));
    Type result = site.instantiated().getReturnType();
    String descriptor = Type.getMethodDescriptor(result, parameters.toArray(new Type[0]));
    String name =
        NAME + (site.isSerializable() ? stableSuffix(site) : added.size() - serializable.size());
    boolean known = serializable.containsKey(name);
    MethodNode method = known ? find(name) : add(site, name, descriptor, parameters, result);
    boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    site.call().bsmArgs[1] =
        new Handle(Opcodes.H_INVOKESTATIC, owner.name, name, descriptor, isInterface);
    if (site.isSerializable()) {
      serializable.putIfAbsent(name, site);
    }
    return method;
  }

  /** Completes the class when all adapters are there. */
  public void finish() {
    for (MethodNode method : owner.methods) {
      if (method.name.equals("$deserializeLambda$") && !serializable.isEmpty()) {
        Deserialization.addCases(method, serializable.values());
      }
    }
  }

  private MethodNode find(String name) {
    for (MethodNode method : owner.methods) {
      if (method.name.equals(name)) {
        return method;
      }
    }
    throw new IllegalStateException(name);
  }

  /** Depends on nothing but the site, since serialised objects refer to the adapter's name. */
  private static String stableSuffix(LambdaSite site) {
    InvokeDynamicInsnNode call = site.call();
    Handle target = site.implementation();
    String text =
        String.join(" ", call.name, call.desc, site.instantiated().getDescriptor())
            + call.bsmArgs[0]
            + target;
    String name = target.getName().replace("<init>", "new");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return name + "$" + UUID.nameUUIDFromBytes(bytes).toString().replace("-", "");
  }

  private MethodNode add(
      LambdaSite site, String name, String descriptor, List<Type> parameters, Type result) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    MethodNode method = new MethodTree(access, name, descriptor, null, null);
    GeneratorAdapter code = new GeneratorAdapter(method, access, name, descriptor);
    emit(code, site.implementation(), parameters, result);
    method.maxLocals = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    owner.methods.add(method);
    added.add(name + descriptor);
    return method;
  }

  /** Name and descriptor of every method added so far. */
  public Set<String> added() {
    return Set.copyOf(added);
  }

  private static void emit(
      GeneratorAdapter code, Handle target, List<Type> parameters, Type result) {
    List<Type> expected = new ArrayList<>(List.of(Type.getArgumentTypes(target.getDesc())));
    if (target.getTag() != Opcodes.H_INVOKESTATIC) {
      expected.add(0, Type.getObjectType(target.getOwner()));
    }
    code.visitCode();
    for (int i = 0; i < parameters.size(); i++) {
      code.loadArg(i);
      adapt(code, parameters.get(i), expected.get(i));
    }
    code.visitMethodInsn(
        opcode(target),
        target.getOwner(),
        target.getName(),
        target.getDesc(),
        target.isInterface());
    Type returned = Type.getReturnType(target.getDesc());
    if (result.getSort() == Type.VOID && returned.getSize() > 0) {
      if (returned.getSize() == 2) {
        code.pop2();
      } else {
        code.pop();
      }
    } else if (result.getSort() != Type.VOID) {
      adapt(code, returned, result);
    }
    code.returnValue();
    code.endMethod();
  }

  private static int opcode(Handle target) {
    return switch (target.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_INVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
      default -> Opcodes.INVOKEVIRTUAL;
    };
  }

  /** The conversions of {@link java.lang.invoke.LambdaMetafactory}. */
  private static void adapt(GeneratorAdapter code, Type from, Type to) {
    boolean fromReference = from.getSort() >= Type.ARRAY;
    boolean toReference = to.getSort() >= Type.ARRAY;
    if (fromReference && toReference) {
      if (!from.equals(to)) {
        code.checkCast(to);
      }
    } else if (fromReference) {
      Type primitive = LambdaSite.unboxed(from);
      if (primitive == null) {
        code.unbox(to);
      } else {
        code.unbox(primitive);
        code.cast(primitive, to);
      }
    } else if (toReference) {
      code.valueOf(from);
    } else if (!from.equals(to)) {
      code.cast(from, to);
    }
  }
}
