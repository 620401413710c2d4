package dev.coro.benchmarks.corpus;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Defines classes of the JDK a second time, under their own names.
 *
 * <p>The JVM lets nobody define classes in {@code java.*} but its own loader and the platform
 * loader, and it recognises the latter by its class. So these copies are defined by a second
 * instance of that class. Verification knows classes by name and loader: a copy sees copies
 * everywhere, which are transformed like itself. No copy is ever initialised.
 *
 * <p>The loader is never asked to find a class: whatever a class names when it is linked has to be
 * defined before, or the JVM's own one takes its place. Needs {@code --add-opens} of {@code
 * java.lang} and {@code jdk.internal.loader}.
 */
final class JdkCopies implements LinkingLoader {
  /**
   * Not copied. The JVM has rules of its own for them, which speak of its own ones: {@code
   * toString} of every class overrides that of the only {@code Object} and has to return the same
   * {@code String}, and arrays are {@code Cloneable} and {@code Serializable}.
   */
  static final Set<String> ORIGINALS =
      Set.of(
          "java/lang/Object",
          "java/lang/String",
          "java/lang/Class",
          "java/lang/Cloneable",
          "java/io/Serializable");

  /**
   * The JVM refuses subclasses of classes in this package to other loaders, and before JDK 22 it
   * leaves those of {@code MagicAccessorImpl} unverified. Both go by the name, so all classes of
   * the package are copied under another one.
   */
  private static final String REFLECTION = "jdk/internal/reflect/";

  private static final String RENAMED = "jdk/internal/reflect/copies/";

  private final Map<String, byte[]> classes;
  private final Map<String, Object> defined = new HashMap<>();
  private final ClassLoader loader;
  private final Method defineClass;

  JdkCopies(Map<String, byte[]> classes) throws ReflectiveOperationException {
    this.classes = classes;
    Class<?> loaders = Class.forName("jdk.internal.loader.ClassLoaders");
    Method boot = loaders.getDeclaredMethod("bootLoader");
    boot.setAccessible(true);
    Class<?> platform = Class.forName("jdk.internal.loader.ClassLoaders$PlatformClassLoader");
    Constructor<?> constructor = platform.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    loader = (ClassLoader) constructor.newInstance(boot.invoke(null));
    defineClass =
        ClassLoader.class.getDeclaredMethod(
            "defineClass1",
            ClassLoader.class,
            String.class,
            byte[].class,
            int.class,
            int.class,
            ProtectionDomain.class,
            String.class);
    defineClass.setAccessible(true);
    for (String name : classes.keySet()) {
      if (!ORIGINALS.contains(name)) {
        defineWithParents(name);
      }
      if (name.startsWith(REFLECTION)) {
        defineRenamed(name);
      }
    }
  }

  /** The name under which a class is copied. */
  static String copyOf(String internalName) {
    return internalName.startsWith(REFLECTION)
        ? RENAMED + internalName.substring(REFLECTION.length())
        : internalName;
  }

  @Override
  public Class<?> define(String internalName) throws ClassNotFoundException {
    Object result = defined.get(copyOf(internalName));
    if (result instanceof LinkageError error) {
      throw error;
    } else if (result instanceof Class<?> type) {
      return type;
    }
    throw new ClassNotFoundException(internalName);
  }

  private void defineRenamed(String name) {
    byte[] classFile = classes.get(name);
    if (classFile == null || defined.containsKey(copyOf(name))) {
      return;
    }
    ClassReader reader = new ClassReader(classFile);
    for (String parent : parents(reader)) {
      if (parent.startsWith(REFLECTION)) {
        defineRenamed(parent);
      }
    }
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassRemapper(
            writer,
            new Remapper(Opcodes.ASM9) {
              @Override
              public String map(String internalName) {
                return copyOf(internalName);
              }
            }),
        0);
    defineNow(copyOf(name), writer.toByteArray());
  }

  /** Defines supertypes first: otherwise the JVM would take its own ones. */
  private void defineWithParents(String name) {
    if (defined.containsKey(name)) {
      return;
    }
    defined.put(name, "being defined");
    byte[] classFile = Objects.requireNonNull(classes.get(name));
    for (String parent : parents(new ClassReader(classFile))) {
      if (classes.containsKey(parent) && !ORIGINALS.contains(parent)) {
        defineWithParents(parent);
      }
    }
    defineNow(name, classFile);
  }

  private void defineNow(String name, byte[] classFile) {
    try {
      String binaryName = name.replace('/', '.');
      Object type =
          defineClass.invoke(null, loader, binaryName, classFile, 0, classFile.length, null, null);
      defined.put(name, Objects.requireNonNull(type));
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof LinkageError error)) {
        throw new IllegalStateException(name, e.getCause());
      }
      defined.put(name, error);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Iterable<String> parents(ClassReader reader) {
    List<String> parents = new ArrayList<>();
    String superName = reader.getSuperName();
    if (superName != null) {
      parents.add(superName);
    }
    parents.addAll(List.of(reader.getInterfaces()));
    return parents;
  }
}
