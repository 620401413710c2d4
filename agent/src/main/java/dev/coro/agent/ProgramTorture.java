package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.Torture;
import dev.coro.transform.Diagnostic;
import dev.coro.transform.TransformResult;
import dev.coro.transform.scan.ClassHierarchy;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodTooLargeException;

/**
 * The agent's option {@code torture}: prepares classes for forced suspensions, and counts. Any
 * thread may call it.
 */
final class ProgramTorture {
  private final TortureOptions options;
  private final AgentLog log;
  private final Map<String, Integer> refused = new TreeMap<>();

  /**
   * The class that the program begins in, as far as is known; its superclass may have the method.
   */
  private String mainClass;

  private int classes;
  private int methods;
  private int withoutRoom;

  private ProgramTorture(TortureOptions options, AgentLog log, String mainClass) {
    this.options = options;
    this.log = log;
    this.mainClass = mainClass.replace('.', '/');
  }

  /** Begins to torture, and says the seed. */
  static ProgramTorture begin(TortureOptions options, AgentLog log) {
    Torture.prepare(options.seed(), options.rate(), options.threads());
    ProgramTorture torture = new ProgramTorture(options, log, MainClass.ofThisProgram());
    System.err.println(
        "[coro] torture: seed="
            + options.seed()
            + ",rate="
            + options.rate()
            + (options.threads() ? ",threads" : ""));
    Runtime.getRuntime().addShutdownHook(new Thread(torture::report, "torture report"));
    return torture;
  }

  // ---- classes

  /** The class with forced suspensions. */
  byte[] prepare(String name, byte[] classFile, ClassHierarchy hierarchy) {
    boolean isMain = isMainClass(name, classFile);
    if (!hierarchy.seesRuntime()) {
      return classFile;
    }
    try {
      return TortureHooks.insert(classFile, hierarchy, isMain);
    } catch (MethodTooLargeException e) {
      synchronized (this) {
        withoutRoom++;
      }
      return classFile;
    }
  }

  private synchronized boolean isMainClass(String name, byte[] classFile) {
    if (!name.equals(mainClass)) {
      return false;
    }
    ClassReader reader = new ClassReader(classFile);
    if (!MainClass.declaresMain(reader) && reader.getSuperName() != null) {
      mainClass = reader.getSuperName();
    }
    return true;
  }

  /** Counts what became of a class. */
  synchronized void count(TransformResult result) {
    if (result instanceof TransformResult.Transformed transformed) {
      classes++;
      methods += transformed.plans().size();
      transformed.diagnostics().forEach(this::count);
    } else if (result instanceof TransformResult.Rejected rejected) {
      count(rejected.diagnostic());
    }
  }

  private void count(Diagnostic diagnostic) {
    if (diagnostic.code() == ErrorCode.NATIVE_METHOD) {
      return; // There is no call in it at which it could be suspended.
    }
    refused.merge(diagnostic.code().code(), 1, Integer::sum);
    log.say(LogLevel.INFO, diagnostic.message());
  }

  // ---- figures

  private synchronized void report() {
    Torture.Counts counts = Torture.counts();
    System.err.println(
        "[coro] torture: "
            + counts.suspensions()
            + " suspensions at "
            + counts.points()
            + " points, "
            + counts.pinned()
            + " pinned; "
            + methods
            + " methods of "
            + classes
            + " classes transformed, refused "
            + refused
            + ", "
            + withoutRoom
            + " classes had no room");
    if (options.report() != null) {
      write(options.report(), counts);
    }
  }

  private void write(java.nio.file.Path file, Torture.Counts counts) {
    Properties figures = new Properties();
    figures.setProperty("seed", String.valueOf(options.seed()));
    figures.setProperty("rate", String.valueOf(options.rate()));
    figures.setProperty("threads", String.valueOf(options.threads()));
    figures.setProperty("classes", String.valueOf(classes));
    figures.setProperty("methods", String.valueOf(methods));
    figures.setProperty("classesWithoutRoom", String.valueOf(withoutRoom));
    figures.setProperty("points", String.valueOf(counts.points()));
    figures.setProperty("suspensions", String.valueOf(counts.suspensions()));
    figures.setProperty("pinned", String.valueOf(counts.pinned()));
    refused.forEach((code, count) -> figures.setProperty("refused." + code, String.valueOf(count)));
    try (Writer writer = Files.newBufferedWriter(file)) {
      figures.store(writer, "Figures of a torture");
    } catch (IOException e) {
      System.err.println("[coro] torture: cannot write " + file + ": " + e);
    }
  }
}
