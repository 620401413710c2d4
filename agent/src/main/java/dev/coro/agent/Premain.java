package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.rt.CodeAtRunTime;
import dev.coro.rt.StackCheck;
import dev.coro.transform.Transformer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Entry point of {@code -javaagent:coro.jar}. */
public final class Premain {
  private static boolean installed;

  private Premain() {}

  /** Installs the transform before {@code main} runs. Wrong options end the JVM with status 1. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    AgentOptions options;
    try {
      options = AgentOptions.parse(arguments);
      options.createDumpFolder();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    install(options, instrumentation);
  }

  /**
   * Installs the transform in a running JVM. Methods of classes that are loaded already cannot be
   * suspended, which is said once; suspensions through them are refused. In a JVM that has coro it
   * serves requests for dumps, too.
   *
   * @throws IllegalArgumentException for wrong options; the JVM runs on
   */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    if (arguments != null && DumpRequest.is(arguments)) {
      DumpRequest.serve(arguments);
      return;
    }
    AgentOptions options = AgentOptions.parse(arguments);
    options.createDumpFolder();
    boolean used = EarlierClassService.isRuntimeLoaded(instrumentation);
    install(options, instrumentation);
    if (used || options.verify()) {
      // Activations on the stack run code without brackets, and the runtime has read its settings.
      StackCheck.checkAlways();
    }
  }

  /**
   * Links what is needed for every class. Another agent may load classes of its own while it looks
   * at one of ours; our transformer, called for these, must not need that very class.
   */
  private static void prepare() {
    try {
      MethodHandles.lookup().ensureInitialized(Transformer.class);
    } catch (IllegalAccessException e) {
      throw new LinkageError("the transform is not accessible", e);
    }
  }

  private static synchronized void install(AgentOptions options, Instrumentation instrumentation) {
    if (installed) {
      return; // Attached once more, or to a JVM that was started with the agent.
    }
    installed = true;
    // The runtime reads these when it is initialised, which is after this method.
    System.setProperty("dev.coro.agent", "active");
    if (options.verify()) {
      System.setProperty("dev.coro.verify", "true");
    }
    if (options.watchdog() != null) {
      System.setProperty("coro.watchdog", options.watchdog().toString());
    }
    if (options.slice() != null) {
      System.setProperty("coro.slice", options.slice().toString());
    }
    if (options.bridges().blocking() != null) {
      System.setProperty("dev.coro.blocking", options.bridges().blocking());
    }
    AgentLog log = new AgentLog(options.log());
    EarlierClasses earlier = new EarlierClasses();
    var transformer = new SuspendableClassTransformer(options, log, earlier);
    CodeAtRunTime.install(new RunTimeCode(transformer, instrumentation, log));
    prepare();
    instrumentation.addTransformer(transformer, true);
    new EarlierClassService(instrumentation, transformer, earlier, log).serve();
    log.say(LogLevel.DEBUG, "agent installed with " + options);
  }
}
