package dev.coro.transform.scan;

import java.lang.invoke.LambdaMetafactory;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * A place where a lambda or method reference becomes an object.
 *
 * @param call the {@code invokedynamic} instruction, bootstrapped by LambdaMetafactory
 */
public record LambdaSite(InvokeDynamicInsnNode call) {
  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

  /** The site that {@code call} is, or null if it is something else. */
  public static @Nullable LambdaSite of(InvokeDynamicInsnNode call) {
    return call.bsm.getOwner().equals(METAFACTORY) ? new LambdaSite(call) : null;
  }

  /** The method that does the work. */
  public Handle implementation() {
    return (Handle) call.bsmArgs[1];
  }

  /** Method type of the interface method with the type arguments filled in. */
  public Type instantiated() {
    return (Type) call.bsmArgs[2];
  }

  /** Whether objects made here can be serialised: the class then has code that makes them again. */
  public boolean isSerializable() {
    return call.bsm.getName().equals("altMetafactory")
        && call.bsmArgs.length > 3
        && call.bsmArgs[3] instanceof Integer flags
        && (flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0;
  }

  /** Internal name of the functional interface. */
  public String interfaceName() {
    return Type.getReturnType(call.desc).getInternalName();
  }

  /** Whether calls through the interface method are suspension points. */
  public boolean isSuspendable(ClassHierarchy hierarchy) {
    String type = Type.getReturnType(call.desc).getInternalName();
    return hierarchy.isSuspendable(type, call.name, ((Type) call.bsmArgs[0]).getDescriptor());
  }

  /** Whether the interface method overrides one that is not suspendable. */
  public boolean overridesOther(ClassHierarchy hierarchy) {
    String type = Type.getReturnType(call.desc).getInternalName();
    return hierarchy.overridesOther(type, call.name, ((Type) call.bsmArgs[0]).getDescriptor());
  }

  /** Whether the proxy changes the result of the implementation on its way to the caller. */
  public boolean adaptsResult() {
    Type from = Type.getReturnType(implementation().getDesc());
    Type to = instantiated().getReturnType();
    Type seen = Type.getReturnType(((Type) call.bsmArgs[0]).getDescriptor());
    if (seen.getSort() == Type.VOID) {
      return false;
    }
    boolean bothReferences = from.getSort() >= Type.ARRAY && to.getSort() >= Type.ARRAY;
    return implementation().getTag() == Opcodes.H_NEWINVOKESPECIAL
        || (!bothReferences && !from.equals(to))
        || (seen.getSort() < Type.ARRAY) != (to.getSort() < Type.ARRAY);
  }

  /** The primitive type that {@code type} boxes, or null. */
  public static @Nullable Type unboxed(Type type) {
    return switch (type.getInternalName()) {
      case "java/lang/Integer" -> Type.INT_TYPE;
      case "java/lang/Long" -> Type.LONG_TYPE;
      case "java/lang/Short" -> Type.SHORT_TYPE;
      case "java/lang/Byte" -> Type.BYTE_TYPE;
      case "java/lang/Character" -> Type.CHAR_TYPE;
      case "java/lang/Boolean" -> Type.BOOLEAN_TYPE;
      case "java/lang/Float" -> Type.FLOAT_TYPE;
      case "java/lang/Double" -> Type.DOUBLE_TYPE;
      default -> null;
    };
  }
}
