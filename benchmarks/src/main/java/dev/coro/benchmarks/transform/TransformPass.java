package dev.coro.benchmarks.transform;

import dev.coro.transform.Diagnostic;
import dev.coro.transform.TransformResult;
import dev.coro.transform.Transformer;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.SuspendableNames;
import dev.coro.transform.scan.UnresolvedOwners;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/**
 * Transforms every class of a set, and lets ASM read and write it with computed frames, in turn, so
 * that both see the same state of machine and JVM. Times are processor time of the thread.
 */
public final class TransformPass {
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private final Map<String, byte[]> classFiles;
  private final ClassHierarchy hierarchy;

  /** What one pass over the classes took, and what became of them. */
  public static final class Outcome {
    private final Growth growth = new Growth();
    private final Map<String, List<String>> refusals = new TreeMap<>();
    private final Times all = new Times();
    private final Times changed = new Times();
    private long asmTreeNanos;
    private int unchanged;

    /** Growth of the classes that were changed. */
    public Growth growth() {
      return growth;
    }

    /** Messages of refused methods and classes, by their codes. */
    public Map<String, List<String>> refusals() {
      return refusals;
    }

    /** Times of all classes. */
    public Times all() {
      return all;
    }

    /** Times of the classes that were changed. */
    public Times changed() {
      return changed;
    }

    /**
     * Time that ASM takes for a transform of the changed classes that thinks nothing: to read each
     * into a tree, and to write the tree of its transformed class, whose stack maps are known.
     */
    public long asmTreeNanos() {
      return asmTreeNanos;
    }

    /** Number of classes that were left as they are. */
    public int unchanged() {
      return unchanged;
    }

    private void add(Diagnostic diagnostic) {
      refusals
          .computeIfAbsent(diagnostic.code().code(), code -> new ArrayList<>())
          .add(diagnostic.message());
    }
  }

  /** Processor time, in nanoseconds. */
  public static final class Times {
    private long transformNanos;
    private long asmNanos;

    /** Of the transforms. */
    public long transformNanos() {
      return transformNanos;
    }

    /** Of ASM, to read and write the same classes. */
    public long asmNanos() {
      return asmNanos;
    }

    /** How many times as long as ASM the transform takes. */
    public double ratio() {
      return (double) transformNanos / asmNanos;
    }

    private void add(long transformNanos, long asmNanos) {
      this.transformNanos += transformNanos;
      this.asmNanos += asmNanos;
    }
  }

  /** What is done with a transformed class. */
  public interface Sink {
    /** Takes a class as it is to be defined. */
    void accept(String internalName, byte[] classFile);
  }

  /**
   * Prepares passes.
   *
   * @param classFiles by internal name
   * @param world all classes that they may refer to
   */
  public TransformPass(
      Map<String, byte[]> classFiles, Map<String, byte[]> world, SuspendableNames names) {
    this.classFiles = classFiles;
    this.hierarchy = new ClassHierarchy(world::get, names, new UnresolvedOwners(owner -> {}));
  }

  /** Transforms all classes once. */
  public Outcome run(Sink sink) {
    Outcome outcome = new Outcome();
    classFiles.forEach((name, classFile) -> run(name, classFile, outcome, sink));
    return outcome;
  }

  private void run(String name, byte[] classFile, Outcome outcome, Sink sink) {
    long start = THREAD.getCurrentThreadCpuTime();
    TransformResult result = Transformer.transform(name, classFile, hierarchy);
    long transformed = THREAD.getCurrentThreadCpuTime();
    readAndWrite(classFile);
    long asmNanos = THREAD.getCurrentThreadCpuTime() - transformed;
    outcome.all.add(transformed - start, asmNanos);
    if (result instanceof TransformResult.Transformed changed) {
      outcome.changed.add(transformed - start, asmNanos);
      outcome.asmTreeNanos += treeNanos(classFile, changed.classFile());
      outcome.growth.add(name, classFile.length, changed.classFile().length);
      changed.diagnostics().forEach(outcome::add);
      sink.accept(name, changed.classFile());
    } else if (result instanceof TransformResult.Rejected rejected) {
      outcome.add(rejected.diagnostic());
    } else {
      outcome.unchanged++;
    }
  }

  private static long treeNanos(byte[] before, byte[] after) {
    ClassNode tree = new ClassNode();
    new ClassReader(after).accept(tree, 0);
    long start = THREAD.getCurrentThreadCpuTime();
    ClassReader reader = new ClassReader(before);
    ClassNode read = new ClassNode();
    reader.accept(read, ClassReader.EXPAND_FRAMES);
    ClassWriter writer = new ClassWriter(reader, 0);
    tree.accept(writer);
    if (writer.toByteArray().length == 0 || read.name == null) {
      throw new AssertionError("keeps the work from being optimised away");
    }
    return THREAD.getCurrentThreadCpuTime() - start;
  }

  private void readAndWrite(byte[] classFile) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String first, String second) {
            return hierarchy.commonSuperclass(first, second);
          }
        };
    new ClassReader(classFile).accept(writer, ClassReader.SKIP_FRAMES);
    if (writer.toByteArray().length == 0) {
      throw new AssertionError("keeps the work from being optimised away");
    }
  }
}
