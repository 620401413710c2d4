package dev.coro.it.pins;

import dev.coro.SuspendableRunnable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that a program makes while it runs. */
public final class MadeClasses {
  private MadeClasses() {}

  /** An instance of a hidden copy of {@code template}. */
  static Object hidden(Class<?> template) throws ReflectiveOperationException, IOException {
    Lookup lookup =
        MethodHandles.lookup().defineHiddenClass(bytes(template), true, ClassOption.NESTMATE);
    return lookup.lookupClass().getConstructor().newInstance();
  }

  private interface Definition {
    Lookup define(Lookup lookup, byte[] bytes, Object data, boolean initialize, ClassOption[] o)
        throws IllegalAccessException;
  }

  static Object hiddenByReference(Class<?> template)
      throws ReflectiveOperationException, IOException {
    Definition definition = Lookup::defineHiddenClassWithClassData;
    return definition
        .define(MethodHandles.lookup(), bytes(template), "data", true, new ClassOption[0])
        .lookupClass()
        .getConstructor()
        .newInstance();
  }

  private static byte[] bytes(Class<?> template) throws IOException {
    try (InputStream stream = template.getResourceAsStream(template.getSimpleName() + ".class")) {
      return stream.readAllBytes();
    }
  }

  /** Links call sites as the run time of a dynamic language does. */
  public static CallSite link(Lookup lookup, String name, MethodType type)
      throws ReflectiveOperationException {
    return new ConstantCallSite(MethodHandles.lookup().findStatic(Leaf.class, name, type));
  }

  /** A suspendable task of a dynamic language, whose call names nothing. */
  static SuspendableRunnable dynamicCaller() throws ReflectiveOperationException {
    String name = "dev/coro/it/pins/DynamicCaller";
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC,
        name,
        null,
        "java/lang/Object",
        new String[] {"dev/coro/SuspendableRunnable"});
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
    Handle bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "dev/coro/it/pins/MadeClasses",
            "link",
            MethodType.methodType(CallSite.class, Lookup.class, String.class, MethodType.class)
                .toMethodDescriptorString(),
            false);
    run.visitInvokeDynamicInsn("park", "()V", bootstrap);
    run.visitInsn(Opcodes.RETURN);
    run.visitMaxs(0, 0);
    writer.visitEnd();
    byte[] classFile = writer.toByteArray();
    ClassLoader loader =
        new ClassLoader(MadeClasses.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String className) {
            return defineClass(className, classFile, 0, classFile.length);
          }
        };
    return (SuspendableRunnable)
        loader.loadClass(name.replace('/', '.')).getConstructor().newInstance();
  }
}
