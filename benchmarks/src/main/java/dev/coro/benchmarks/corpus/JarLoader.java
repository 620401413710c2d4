package dev.coro.benchmarks.corpus;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of jars. Everything but the JDK and coro's runtime is looked for here alone,
 * so that no library of this program takes the place of one in the corpus.
 */
final class JarLoader extends ClassLoader implements LinkingLoader {
  private static final String RUNTIME = "dev.coro.";

  private final Map<String, byte[]> classes;

  static {
    registerAsParallelCapable();
  }

  JarLoader(Map<String, byte[]> classes) {
    super(ClassLoader.getPlatformClassLoader());
    this.classes = classes;
  }

  @Override
  public Class<?> define(String internalName) throws ClassNotFoundException {
    return loadClass(internalName.replace('/', '.'));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte @Nullable [] classFile = classes.get(name.replace('.', '/'));
      if (classFile != null) {
        return defineClass(name, classFile, 0, classFile.length);
      }
    }
    return name.startsWith(RUNTIME)
        ? Class.forName(name, false, JarLoader.class.getClassLoader())
        : super.loadClass(name, resolve);
  }
}
