package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.Refusals;
import dev.coro.rt.StackCheck;
import dev.coro.transform.TransformResult;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Does for classes that are loaded already what can still be done: calls in them are bracketed by
 * retransformation. Their own methods cannot get second bodies, which is said once.
 */
final class EarlierClassService {
  /** Where continuations are; loaded means that there may be some on the stack. */
  private static final String RUNTIME = "dev.coro.rt.ContinuationState";

  private final Instrumentation instrumentation;
  private final SuspendableClassTransformer transformer;
  private final EarlierClasses earlier;
  private final AgentLog log;

  EarlierClassService(
      Instrumentation instrumentation,
      SuspendableClassTransformer transformer,
      EarlierClasses earlier,
      AgentLog log) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
    this.earlier = earlier;
    this.log = log;
  }

  /** Whether this JVM has used continuations before there was an agent. */
  static boolean isRuntimeLoaded(Instrumentation instrumentation) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals(RUNTIME)) {
        return true;
      }
    }
    return false;
  }

  /** Serves all classes that were loaded before the transformer was installed. */
  void serve() {
    // Twice: other threads load classes meanwhile, some of which the transformer was not shown.
    retransform(newClasses());
    retransform(newClasses());
    earlier.complete();
    Set<String> unserved = earlier.unserved();
    if (!unserved.isEmpty()) {
      String names = String.join(", ", unserved);
      log.say(
          LogLevel.WARN,
          ErrorCode.LOADED_EARLIER.message(names + (unserved.size() == 1 ? " was" : " were")));
    }
  }

  private List<Class<?>> newClasses() {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      if (loader == null
          || type.isArray()
          || SuspendableClassTransformer.isLeftAlone(type.getName().replace('.', '/'))) {
        continue;
      }
      if (type.isHidden()) {
        noteHidden(type);
      } else if (earlier.add(type) && mayChange(type, loader)) {
        found.add(type);
      }
    }
    return found;
  }

  /** Its bytes are not to be had. Proxies of lambdas do nothing but call the body. */
  private void noteHidden(Class<?> type) {
    if (!type.getName().contains("$$Lambda") && earlier.add(type)) {
      checkAlways("hidden class " + type.getName() + " was loaded before the agent");
    }
  }

  /** Whether there is something to do, as far as can be told from the class file. */
  private boolean mayChange(Class<?> type, ClassLoader loader) {
    if (!instrumentation.isModifiableClass(type)) {
      return false;
    }
    byte[] classFile = Hierarchies.read(loader, type.getName().replace('.', '/'));
    return classFile == null
        || !(transformer.transformEarlier(loader, type.getName(), classFile)
            instanceof TransformResult.Unchanged);
  }

  private void retransform(List<Class<?>> types) {
    for (Class<?> type : types) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError e) {
        Refusals.add(
            type.getName(),
            ErrorCode.LOADED_EARLIER.message(
                "cannot suspend through " + type.getName() + ", which was"));
        earlier.noteUnserved(type.getName());
        checkAlways("class " + type.getName() + " cannot be retransformed (" + e + ")");
      }
    }
  }

  private void checkAlways(String reason) {
    StackCheck.checkAlways();
    log.say(LogLevel.INFO, reason + "; from now on every suspension looks at the stack");
  }
}
