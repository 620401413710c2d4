package dev.coro.benchmarks.corpus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.SimpleVerifier;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * ASM's checker. It computes the types of locals and operands itself instead of believing the stack
 * maps, so it sees mistakes of another kind than the JVM does. No class is loaded.
 */
final class AsmJudge implements ClassJudge {
  private static final int API = Opcodes.ASM9;

  private final Supertypes supertypes;

  AsmJudge(Supertypes supertypes) {
    this.supertypes = supertypes;
  }

  @Override
  public Judge judge() {
    return Judge.ASM;
  }

  @Override
  public String complaint(byte[] classFile) {
    ClassNode node = new ClassNode();
    try {
      new ClassReader(classFile).accept(new CheckClassAdapter(API, node, false) {}, 0);
    } catch (RuntimeException e) {
      return "structure: " + e;
    }
    List<Type> interfaces = new ArrayList<>();
    node.interfaces.forEach(name -> interfaces.add(Type.getObjectType(name)));
    for (MethodNode method : node.methods) {
      try {
        Analyzer<?> analyzer = new Analyzer<>(new FromBytes(node, interfaces));
        // The default limits are meant for hostile input; ordinary large methods exceed them.
        analyzer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
        analyzer.analyze(node.name, method);
      } catch (AnalyzerException | RuntimeException e) {
        return method.name + method.desc + ": " + e.getMessage();
      }
    }
    return "";
  }

  /** ASM's verifier, told by class bytes who extends whom. */
  private final class FromBytes extends SimpleVerifier {
    FromBytes(ClassNode node, List<Type> interfaces) {
      super(
          API,
          Type.getObjectType(node.name),
          node.superName == null ? null : Type.getObjectType(node.superName),
          interfaces,
          (node.access & Opcodes.ACC_INTERFACE) != 0);
    }

    @Override
    protected boolean isInterface(Type type) {
      return type.getSort() == Type.OBJECT && supertypes.isInterface(type.getInternalName());
    }

    @Override
    protected @Nullable Type getSuperClass(Type type) {
      if (type.getSort() == Type.ARRAY) {
        return Type.getObjectType("java/lang/Object");
      }
      String name = supertypes.superName(type.getInternalName());
      return name == null ? null : Type.getObjectType(name);
    }

    @Override
    protected boolean isAssignableFrom(Type to, Type from) {
      if (to.equals(from)) {
        return true;
      } else if (to.getSort() < Type.ARRAY || from.getSort() < Type.ARRAY) {
        return false; // Primitive elements of arrays.
      } else if (from.getSort() == Type.OBJECT) {
        return to.getSort() == Type.OBJECT
            && supertypes.isSubtype(from.getInternalName(), to.getInternalName());
      } else if (to.getSort() == Type.ARRAY) {
        return isAssignableFrom(component(to), component(from));
      }
      return switch (to.getInternalName()) {
        case "java/lang/Object", "java/lang/Cloneable", "java/io/Serializable" -> true;
        default -> false;
      };
    }

    /** Of the class that ASM asks for here it only wants to know whether it is an interface. */
    @Override
    protected Class<?> getClass(Type type) {
      return isInterface(type) ? Runnable.class : Object.class;
    }

    private static Type component(Type array) {
      return Type.getType(array.getDescriptor().substring(1));
    }
  }
}
