package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.rt.AgentHook;
import dev.coro.rt.StackCheck;
import dev.coro.transform.TransformResult;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.plan.SavedNames;
import dev.coro.transform.scan.Suspendability;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Instruments code that programs make at run time and that the JVM shows to no agent. */
record RunTimeCode(
    SuspendableClassTransformer transformer, Instrumentation instrumentation, AgentLog log)
    implements AgentHook {
  @Override
  public byte[] instrument(Class<?> host, byte[] classFile) {
    ClassLoader loader = host.getClassLoader();
    if (loader == null) {
      return classFile;
    }
    try {
      String name = new ClassReader(classFile).getClassName();
      if (SuspendableClassTransformer.isLeftAlone(name)) {
        return classFile;
      }
      // A hierarchy of its own: many hidden classes have one name.
      byte[] instrumented =
          transformer.instrumented(name, transformer.transformAlone(loader, name, classFile));
      return instrumented == null ? classFile : instrumented;
    } catch (RuntimeException | IOException | LinkageError e) {
      // Not a class file, or one that only the JVM can judge.
      log.say(
          LogLevel.INFO,
          "hidden class of "
              + host.getName()
              + " is not instrumented ("
              + e
              + "); from now on every suspension looks at the stack");
      StackCheck.checkAlways();
      return classFile;
    }
  }

  @Override
  public boolean isSuspendable(Class<?> owner, String name, MethodType type) {
    ClassLoader loader = owner.getClassLoader();
    return loader != null
        && transformer
                .hierarchyOf(loader)
                .suspendability(
                    owner.getName().replace('.', '/'), name, type.toMethodDescriptorString())
            == Suspendability.YES;
  }

  /** Transforms the class once more: names are wanted for errors only, so nothing keeps them. */
  @Override
  public List<String> savedReferences(
      Class<?> owner, String method, String descriptor, int stamp, int point) {
    ClassLoader loader = owner.getClassLoader();
    String name = owner.getName().replace('.', '/');
    byte[] classFile = Hierarchies.read(loader, name);
    if (loader == null || classFile == null) {
      return List.of();
    }
    TransformResult result = transformer.transformAlone(loader, name, classFile);
    if (result instanceof TransformResult.Transformed transformed) {
      for (MethodPlan plan : transformed.plans()) {
        // The loader may serve other bytes than those that were loaded.
        if (plan.name().equals(method)
            && plan.descriptor().equals(descriptor)
            && plan.stamp() == stamp
            && point <= plan.points().size()) {
          return SavedNames.references(plan, plan.points().get(point - 1));
        }
      }
    }
    return List.of();
  }

  @Override
  public void open(Class<?> type) {
    Module module = type.getModule();
    if (instrumentation.isModifiableModule(module)) {
      instrumentation.redefineModule(
          module,
          Set.of(),
          Map.of(),
          Map.of(type.getPackageName(), Set.of(AgentHook.class.getModule())),
          Set.of(),
          Map.of());
    }
  }

  @Override
  public byte[] streamReader(String name) {
    ClassWriter writer = new ClassWriter(0);
    String stream = "java/io/ObjectInputStream";
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        new String[] {"java/util/function/Function"});
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
    String apply = "(Ljava/lang/Object;)Ljava/lang/Object;";
    code = writer.visitMethod(Opcodes.ACC_PUBLIC, "apply", apply, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.CHECKCAST, stream);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, stream, "readObject", "()Ljava/lang/Object;", false);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(1, 2);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
