package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.Refusals;
import dev.coro.rt.StackCheck;
import dev.coro.transform.Diagnostic;
import dev.coro.transform.TransformResult;
import dev.coro.transform.Transformer;
import dev.coro.transform.scan.ClassHierarchy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Hands every class that is loaded to the {@link Transformer}. */
final class SuspendableClassTransformer implements ClassFileTransformer {
  /**
   * Our own code that runs while classes are transformed, and what the JVM loads before anything.
   */
  private static final List<String> SKIPPED =
      List.of("dev/coro/rt/", "dev/coro/agent/", "dev/coro/transform/", "dev/coro/shaded/");

  private final AgentOptions options;
  private final AgentLog log;

  /** What each loader sees; a loader that is gone takes its entry along. */
  private final Map<ClassLoader, ClassHierarchy> hierarchies =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final EarlierClasses earlier;

  SuspendableClassTransformer(AgentOptions options, AgentLog log, EarlierClasses earlier) {
    this.options = options;
    this.log = log;
    this.earlier = earlier;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || name == null || isLeftAlone(name)) {
      return null;
    }
    try {
      String className = name.replace('/', '.');
      if (redefined == null) {
        earlier.noteLoading(loader, className);
      }
      TransformResult result =
          earlier.contains(redefined)
              ? Transformer.transformLoaded(className, classFile, hierarchyOf(loader))
              : Transformer.transform(className, classFile, hierarchyOf(loader));
      return instrumented(name, result);
    } catch (RuntimeException | IOException | LinkageError e) {
      // Whatever is thrown here the JVM would drop without a word.
      log.say(LogLevel.ERROR, "class " + name.replace('/', '.') + " stays as it was: " + e);
      StackCheck.checkAlways();
      return null;
    }
  }

  /** The new bytes, or null to leave the class as it is; says what there is to say. */
  byte @Nullable [] instrumented(String name, TransformResult result) throws IOException {
    String className = name.replace('/', '.');
    if (result instanceof TransformResult.Rejected rejected) {
      say(rejected.diagnostic());
      StackCheck.checkAlways();
    } else if (result instanceof TransformResult.Transformed transformed) {
      // Classes that were not included get the brackets that others rely on, but nothing else.
      if (transformed.suspends() ? !options.selects(className) : options.excludes(className)) {
        Refusals.add(
            className,
            ErrorCode.NOT_INSTRUMENTED.message(className, "left out by include or exclude"));
        // Its calls are not bracketed, so suspensions have to look at the stack from now on.
        StackCheck.checkAlways();
        return null;
      }
      transformed.diagnostics().forEach(this::say);
      transformed.plans().forEach(plan -> log.say(LogLevel.DEBUG, name + "." + plan));
      log.say(LogLevel.INFO, "instrumented " + className);
      dump(name, transformed.classFile());
      return transformed.classFile();
    }
    return null;
  }

  /** Says it now, and once more when somebody suspends there. */
  private void say(Diagnostic diagnostic) {
    if (diagnostic.code() == ErrorCode.LOADED_EARLIER) {
      noteUnserved(diagnostic);
      return;
    }
    Refusals.add(diagnostic.owner() + diagnostic.method(), diagnostic.message());
    log.say(LogLevel.WARN, diagnostic.message());
  }

  /** That is said once for all classes. */
  private void noteUnserved(Diagnostic diagnostic) {
    earlier.noteUnserved(diagnostic.owner());
    if (diagnostic.method().isEmpty()) {
      StackCheck.checkAlways(); // The proxy of a method reference could not be bracketed.
    } else {
      Refusals.add(diagnostic.owner() + diagnostic.method(), diagnostic.message());
    }
  }

  private void dump(String name, byte[] classFile) throws IOException {
    if (options.dump() != null) {
      Path file = options.dump().resolve(name + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, classFile);
    }
  }

  /** Whether the agent never touches a class of this name. */
  static boolean isLeftAlone(String name) {
    if (ClassHierarchy.isJdk(name)) {
      return true;
    }
    for (String prefix : SKIPPED) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  ClassHierarchy hierarchyOf(ClassLoader loader) {
    ClassHierarchy known = hierarchies.get(loader);
    if (known == null) {
      // The hierarchy must not keep its loader alive, or the entry would never go.
      var weakLoader = new java.lang.ref.WeakReference<>(loader);
      known = new ClassHierarchy(internalName -> read(weakLoader.get(), internalName));
      hierarchies.put(loader, known);
    }
    return known;
  }

  static byte @Nullable [] read(@Nullable ClassLoader loader, String internalName) {
    if (loader == null) {
      return null;
    }
    try (InputStream stream = loader.getResourceAsStream(internalName + ".class")) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
