package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.InstrumentedMethods;
import dev.coro.rt.Refusals;
import dev.coro.rt.StackCheck;
import dev.coro.transform.AddedMethods;
import dev.coro.transform.Diagnostic;
import dev.coro.transform.TransformResult;
import dev.coro.transform.Transformer;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.SuspendableNames;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
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

  private final Hierarchies hierarchies;

  private final LoadedClasses loadedClasses = new LoadedClasses();

  private final EarlierClasses earlier;

  private final @Nullable ProgramTorture torture;

  SuspendableClassTransformer(AgentOptions options, AgentLog log, EarlierClasses earlier) {
    this.options = options;
    this.log = log;
    this.hierarchies = new Hierarchies(suspendableNames(options), options.bridges(), log);
    this.earlier = earlier;
    this.torture = options.torture() == null ? null : ProgramTorture.begin(options.torture(), log);
  }

  private static SuspendableNames suspendableNames(AgentOptions options) {
    SuspendableNames names =
        options.torture() == null
            ? SuspendableNames.of(options.suspendable())
            : SuspendableNames.everythingButJdk(options::selects).and(options.suspendable());
    return names.andPreemptible(options.preempt());
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
      byte[] hooked =
          torture == null ? classFile : torture.prepare(name, classFile, hierarchies.of(loader));
      if (redefined == null) {
        earlier.noteLoading(loader, name.replace('/', '.'));
        return load(loader, name, hooked);
      }
      return redefine(loader, name, redefined, hooked);
    } catch (RuntimeException | IOException | LinkageError e) {
      // Whatever is thrown here the JVM would drop without a word.
      log.say(LogLevel.ERROR, "class " + name.replace('/', '.') + " stays as it was: " + e);
      StackCheck.checkAlways();
      return null;
    }
  }

  private byte @Nullable [] load(ClassLoader loader, String name, byte[] classFile)
      throws IOException {
    TransformResult result =
        Transformer.transform(
            name.replace('/', '.'), classFile, hierarchies.of(loader), options.monitors());
    byte[] instrumented = instrumented(name, result);
    loadedClasses.loaded(
        loader,
        name,
        instrumented != null && result instanceof TransformResult.Transformed transformed
            ? transformed.added()
            : AddedMethods.NONE);
    return instrumented;
  }

  /** Somebody redefines or retransforms the class: the JVM wants the methods that it has now. */
  private byte @Nullable [] redefine(
      ClassLoader loader, String name, Class<?> loaded, byte[] classFile) throws IOException {
    String className = name.replace('/', '.');
    InstrumentedMethods.redefined(loaded);
    AddedMethods present =
        earlier.contains(loaded) ? AddedMethods.EARLIER : loadedClasses.addedTo(loader, name);
    ClassHierarchy own = hierarchies.of(loader);
    checkSuspendables(className, loader, classFile);
    TransformResult result =
        Transformer.redefine(className, classFile, own, options.monitors(), present);
    byte[] instrumented = instrumented(name, result);
    if (instrumented != null
        && result instanceof TransformResult.Transformed transformed
        && !transformed.added().adapters().equals(present.adapters())) {
      log.say(
          LogLevel.WARN,
          ErrorCode.REDEFINITION_REFUSED.message(
              className,
              transformed.added().adapters().size() + ", not " + present.adapters().size()));
    }
    return instrumented;
  }

  /**
   * Classes that were instrumented with the old facts in mind cannot be trusted blindly any more.
   */
  private void checkSuspendables(String className, ClassLoader owner, byte[] classFile) {
    Set<String> changed = hierarchies.redefine(owner, className.replace('.', '/'), classFile);
    if (!changed.isEmpty()) {
      StackCheck.checkAlways();
      log.say(
          LogLevel.WARN,
          ErrorCode.SUSPENDABLE_CHANGED.message(className, String.join(", ", changed)));
    }
  }

  /** The new bytes, or null to leave the class as it is; says what there is to say. */
  byte @Nullable [] instrumented(String name, TransformResult result) throws IOException {
    String className = name.replace('/', '.');
    if (torture != null) {
      torture.count(result);
    }
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
      if (!transformed.bracketed()) {
        StackCheck.checkAlways();
      }
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
    // A retransformation finds the same again, which need not be said twice.
    boolean isNew = Refusals.add(diagnostic.owner() + diagnostic.method(), diagnostic.message());
    if (isNew && torture == null) {
      log.say(LogLevel.WARN, diagnostic.message());
    }
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

  private void dump(String name, byte[] classFile) {
    Path folder = options.dump();
    if (folder == null) {
      return;
    }
    Path file = folder.resolve(name + ".class");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, classFile);
    } catch (IOException e) {
      log.say(LogLevel.ERROR, String.valueOf(AgentOptions.notWritable(file, e).getMessage()));
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

  /** The classes that {@code loader} sees. */
  ClassHierarchy hierarchyOf(ClassLoader loader) {
    return hierarchies.of(loader);
  }

  /** What can be done about a class that was loaded before the agent. */
  TransformResult transformEarlier(ClassLoader loader, String className, byte[] classFile) {
    return Transformer.redefine(
        className, classFile, hierarchies.of(loader), options.monitors(), AddedMethods.EARLIER);
  }

  /** Transforms a class that others need not know of: several hidden ones have one name. */
  TransformResult transformAlone(ClassLoader loader, String name, byte[] classFile) {
    return Transformer.transform(
        name.replace('/', '.'), classFile, hierarchies.create(loader), options.monitors());
  }
}
