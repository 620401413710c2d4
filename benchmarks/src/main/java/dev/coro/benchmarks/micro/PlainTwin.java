package dev.coro.benchmarks.micro;

import dev.coro.Suspendable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loads the classes of one package a second time, without their {@link Suspendable}: the agent
 * leaves them as javac made them. So one source gives both the instrumented code and the plain Java
 * it is measured against.
 */
public final class PlainTwin extends ClassLoader {
  private static final String SUSPENDABLE = Type.getDescriptor(Suspendable.class);

  private final String prefix;

  private PlainTwin(Class<?> model) {
    super(model.getClassLoader());
    prefix = model.getPackageName() + ".";
  }

  /**
   * Makes an instance of the twin of {@code model}.
   *
   * @param model has a public constructor without parameters
   * @param shared an interface of it that is not loaded twice, through which the twin is used
   */
  public static <T> T create(Class<? extends T> model, Class<T> shared) {
    try {
      Class<?> twin = new PlainTwin(model).loadClass(model.getName());
      if (isInstrumented(twin)) {
        throw new IllegalStateException(twin + " is instrumented, and should not be");
      }
      return shared.cast(twin.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no twin of " + model, e);
    }
  }

  /**
   * Fails if the agent has not instrumented a class: what is measured would be something else.
   *
   * @return the class
   */
  public static <T> Class<T> requireInstrumented(Class<T> type) {
    if (!isInstrumented(type)) {
      throw new IllegalStateException(type + " is not instrumented: is the agent there?");
    }
    return type;
  }

  /** The agent adds methods; of javac's own, only those of lambdas are synthetic. */
  private static boolean isInstrumented(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(Method::isSynthetic)
        .anyMatch(method -> !method.getName().startsWith("lambda$") && !method.isBridge());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(prefix)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = withoutAnnotation(in.readAllBytes());
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static byte[] withoutAnnotation(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(new AnnotationRemoval(writer), 0);
    return writer.toByteArray();
  }

  private static final class AnnotationRemoval extends ClassVisitor {
    AnnotationRemoval(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return descriptor.equals(SUSPENDABLE) ? null : super.visitAnnotation(descriptor, visible);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
          return type.equals(SUSPENDABLE) ? null : super.visitAnnotation(type, visible);
        }
      };
    }
  }
}
