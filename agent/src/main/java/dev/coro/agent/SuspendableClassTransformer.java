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

  SuspendableClassTransformer(AgentOptions options, AgentLog log) {
    this.options = options;
    this.log = log;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || name == null || isSkipped(name) || ClassHierarchy.isJdk(name)) {
      return null;
    }
    try {
      return transform(loader, name, classFile);
    } catch (RuntimeException | IOException | LinkageError e) {
      // Whatever is thrown here the JVM would drop without a word.
      log.say(LogLevel.ERROR, "class " + name.replace('/', '.') + " stays as it was: " + e);
      StackCheck.checkAlways();
      return null;
    }
  }

  private byte @Nullable [] transform(ClassLoader loader, String name, byte[] classFile)
      throws IOException {
    String className = name.replace('/', '.');
    TransformResult result =
        Transformer.transform(className, classFile, hierarchyOf(loader), options.monitors());
    if (result instanceof TransformResult.Rejected rejected) {
      say(rejected.diagnostic());
      StackCheck.checkAlways();
    } else if (result instanceof TransformResult.Transformed transformed) {
      if (!options.selects(className)) {
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
    Refusals.add(diagnostic.owner() + diagnostic.method(), diagnostic.message());
    log.say(LogLevel.WARN, diagnostic.message());
  }

  private void dump(String name, byte[] classFile) throws IOException {
    if (options.dump() != null) {
      Path file = options.dump().resolve(name + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, classFile);
    }
  }

  private static boolean isSkipped(String name) {
    for (String prefix : SKIPPED) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private ClassHierarchy hierarchyOf(ClassLoader loader) {
    ClassHierarchy known = hierarchies.get(loader);
    if (known == null) {
      // The hierarchy must not keep its loader alive, or the entry would never go.
      var weakLoader = new java.lang.ref.WeakReference<>(loader);
      known = new ClassHierarchy(internalName -> read(weakLoader.get(), internalName));
      hierarchies.put(loader, known);
    }
    return known;
  }

  private static byte @Nullable [] read(@Nullable ClassLoader loader, String internalName) {
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
