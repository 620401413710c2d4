package dev.coro.transform.testing;

import dev.coro.transform.TransformResult;
import dev.coro.transform.Transformer;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.SuspendableNames;
import dev.coro.transform.scan.UnresolvedOwners;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * A class loader that defines classes from memory and transforms them on the way, going by what its
 * own {@code getResourceAsStream} finds, as the agent does for the loaders of a program.
 */
public final class TransformingLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> classFiles;
  private final Order classes;
  private final Order resources;
  private final ClassHierarchy hierarchy;
  private final Map<String, TransformResult> results = new ConcurrentHashMap<>();

  /** Whether the loader or its parent is asked first, or the loader at all. */
  public enum Order {
    PARENT_FIRST,
    CHILD_FIRST,
    NOT_SERVED
  }

  /**
   * Creates a loader.
   *
   * @param classFiles by class name with dots
   * @param classes order in which classes are looked for
   * @param resources order in which their bytes are looked for
   */
  public TransformingLoader(
      ClassLoader parent,
      Map<String, byte[]> classFiles,
      Order classes,
      Order resources,
      SuspendableNames names,
      UnresolvedOwners unresolved) {
    super(parent);
    this.classFiles = Map.copyOf(classFiles);
    this.classes = classes;
    this.resources = resources;
    this.hierarchy = new ClassHierarchy(this::bytes, names, unresolved);
  }

  /** What the transform said of a class that has been loaded. */
  public TransformResult result(String name) {
    return results.get(name);
  }

  private byte[] bytes(String internalName) {
    try (InputStream stream = getResourceAsStream(internalName + ".class")) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] own =
        name.endsWith(".class") && resources != Order.NOT_SERVED
            ? classFiles.get(name.substring(0, name.length() - 6).replace('/', '.'))
            : null;
    InputStream inherited = getParent().getResourceAsStream(name);
    if (own != null && (resources == Order.CHILD_FIRST || inherited == null)) {
      return new ByteArrayInputStream(own);
    }
    return inherited;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (classes != Order.CHILD_FIRST || !classFiles.containsKey(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] classFile = classFiles.get(name);
    if (classFile == null) {
      throw new ClassNotFoundException(name);
    }
    TransformResult result = Transformer.transform(name, classFile, hierarchy);
    results.put(name, result);
    if (result instanceof TransformResult.Transformed transformed) {
      classFile = transformed.classFile();
    }
    return defineClass(name, classFile, 0, classFile.length);
  }

  /** Creates loaders that differ only in parent and classes. */
  public static BiFunction<ClassLoader, Map<String, byte[]>, TransformingLoader> with(
      Order classes, Order resources, UnresolvedOwners unresolved) {
    return (parent, files) ->
        new TransformingLoader(
            parent, files, classes, resources, SuspendableNames.none(), unresolved);
  }
}
