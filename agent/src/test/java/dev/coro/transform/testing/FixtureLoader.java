package dev.coro.transform.testing;

import dev.coro.transform.Diagnostic;
import dev.coro.transform.TransformResult;
import dev.coro.transform.Transformer;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.scan.ClassHierarchy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Defines the fixture classes again: as they are, for the oracle, or instrumented. All other
 * classes, the runtime among them, come from the parent.
 */
public final class FixtureLoader extends ClassLoader {
  /** Package whose classes are defined again. */
  public static final String FIXTURES = "dev.coro.transform.fixtures.";

  private final boolean instrumented;
  private final Map<String, byte[]> classFiles;
  private final ClassHierarchy hierarchy = new ClassHierarchy(this::bytes);
  private final Map<String, TransformResult> results = new HashMap<>();
  private final Transformation transformation;

  /** Creates a loader of the compiled fixtures. */
  public FixtureLoader(boolean instrumented) {
    this(instrumented, Map.of());
  }

  /** Creates a loader that also defines {@code classFiles}, by class name with dots. */
  public FixtureLoader(boolean instrumented, Map<String, byte[]> classFiles) {
    this(instrumented, classFiles, FixtureLoader.class.getClassLoader());
  }

  /** Creates a loader whose other classes come from {@code parent}. */
  public FixtureLoader(boolean instrumented, Map<String, byte[]> classFiles, ClassLoader parent) {
    this(instrumented, classFiles, parent, Transformer::transform);
  }

  /** Creates a loader that instruments its classes by {@code transformation}. */
  public FixtureLoader(
      boolean instrumented,
      Map<String, byte[]> classFiles,
      ClassLoader parent,
      Transformation transformation) {
    super(parent);
    this.instrumented = instrumented;
    this.classFiles = Map.copyOf(classFiles);
    this.transformation = transformation;
  }

  /** How a class is instrumented. */
  public interface Transformation {
    /** Instruments the class with this name. */
    TransformResult transform(String name, byte[] classFile, ClassHierarchy hierarchy);
  }

  /** Loads, verifies and initialises a class. */
  public Class<?> initialize(String name) {
    try {
      return Class.forName(name, true, this);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("no fixture " + name, e);
    }
  }

  /** What the transform said about a class that has been loaded. */
  public TransformResult result(String name) {
    return results.get(name);
  }

  /** Results of all classes loaded so far, by class name. */
  public Map<String, TransformResult> results() {
    return Map.copyOf(results);
  }

  /** Plans of the suspendable methods of a loaded class with this name. */
  public List<MethodPlan> plans(String name, String method) {
    List<MethodPlan> found = new ArrayList<>();
    if (results.get(name) instanceof TransformResult.Transformed transformed) {
      transformed.plans().stream().filter(p -> p.name().equals(method)).forEach(found::add);
    }
    return found;
  }

  /** All diagnostics of the classes loaded so far. */
  public List<Diagnostic> diagnostics() {
    List<Diagnostic> found = new ArrayList<>();
    for (TransformResult result : results.values()) {
      if (result instanceof TransformResult.Rejected rejected) {
        found.add(rejected.diagnostic());
      } else if (result instanceof TransformResult.Transformed transformed) {
        found.addAll(transformed.diagnostics());
      }
    }
    return found;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(FIXTURES) && !classFiles.containsKey(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] classFile = bytes(name.replace('.', '/'));
    if (classFile == null) {
      throw new ClassNotFoundException(name);
    }
    if (instrumented) {
      TransformResult result = transformation.transform(name, classFile, hierarchy);
      results.put(name, result);
      if (result instanceof TransformResult.Transformed transformed) {
        classFile = transformed.classFile();
      }
    }
    return defineClass(name, classFile, 0, classFile.length);
  }

  /** Bytes of a class before it is instrumented. */
  public byte[] bytes(String internalName) {
    byte[] given = classFiles.get(internalName.replace('/', '.'));
    if (given != null) {
      return given;
    }
    try (InputStream stream = getParent().getResourceAsStream(internalName + ".class")) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
