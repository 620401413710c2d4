package dev.coro.rt;

import dev.coro.serial.ParkedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whose resume body a {@link ResumeBody} is, and what stack traces say of an activation that it
 * would resume.
 *
 * <p>It is kept with the class of the resume body: LambdaMetafactory makes one for each, and the
 * loader of the method's class keeps both alive, so nothing outlives anything because of this. The
 * annotation is read when the first trace is wanted, not when the method first suspends.
 */
final class ResumeOrigin {
  private static final ClassValue<AtomicReference<@Nullable ResumeOrigin>> ORIGINS =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable ResumeOrigin> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  private final Class<?> type;
  private final String method;

  /** Descriptor of the resume body. */
  private final String descriptor;

  /** What was read last; another version of the method has other points. */
  private @Nullable Rows rows;

  /**
   * Rows of one version of the method.
   *
   * @param byPoint by number of the suspension point; the first is for a point that is not known
   */
  private record Rows(int stamp, List<StackTraceElement> byPoint) {}

  ResumeOrigin(Class<?> type, String method, String descriptor) {
    this.type = type;
    this.method = method;
    this.descriptor = descriptor;
  }

  /** Notes where {@code body} comes from. */
  static void note(ResumeBody body, Class<?> type, String method, String descriptor) {
    ORIGINS.get(body.getClass()).set(new ResumeOrigin(type, method, descriptor));
  }

  /**
   * Where {@code body} comes from; null if traces do not show it, because it is part of the driver
   * or its class is hidden.
   */
  static @Nullable ResumeOrigin of(ResumeBody body) {
    return body instanceof HiddenResumeBody hidden
        ? hidden.origin()
        : ORIGINS.get(body.getClass()).get();
  }

  /** Whether the row can be an activation of this method. */
  boolean isNamedIn(StackTraceElement row) {
    return row.getMethodName().equals(method) && row.getClassName().equals(type.getName());
  }

  /** The row of an activation of this method that is saved in {@code frame}. */
  StackTraceElement row(SavedFrame frame) {
    // Racing threads read the same; what they publish is immutable.
    Rows known = rows;
    if (known == null || known.stamp() != frame.stamp()) {
      known = read(frame.stamp());
      rows = known;
    }
    List<StackTraceElement> byPoint = known.byPoint();
    boolean applies = known.stamp() == frame.stamp() && frame.point() < byPoint.size();
    return byPoint.get(applies ? frame.point() : 0);
  }

  /** Name of the method that the activation saved in {@code frame} has called; null if unknown. */
  @Nullable String callee(SavedFrame frame) {
    ResumeBodyOf meaning = annotation();
    if (meaning == null || (meaning.stamp() & 0xFFFF) != frame.stamp()) {
      return null;
    }
    String[] callees = meaning.callees();
    return frame.point() <= callees.length ? callees[frame.point() - 1] : null;
  }

  /** The method and line of an activation that is saved in {@code frame}, for messages. */
  static String place(SavedFrame frame) {
    ResumeOrigin origin = of(frame.body);
    if (origin == null) {
      return frame.body instanceof HiddenResumeBody ? "a hidden class" : "code of the runtime";
    }
    StackTraceElement row = origin.row(frame);
    ResumeBodyOf meaning = origin.annotation();
    return ParkedFrame.place(
        row.getClassName(),
        row.getMethodName(),
        meaning == null ? "()V" : meaning.descriptor(),
        row.getFileName() == null ? "" : row.getFileName(),
        row.getLineNumber());
  }

  private Rows read(int stamp) {
    ResumeBodyOf meaning = annotation();
    if (meaning == null) {
      return new Rows(stamp, List.of(row(null, 0)));
    }
    String file = meaning.file().isEmpty() ? null : meaning.file();
    String lines = meaning.lines();
    List<StackTraceElement> byPoint = new ArrayList<>();
    byPoint.add(row(file, 0));
    lines.chars().forEach(line -> byPoint.add(row(file, line)));
    return new Rows(meaning.stamp() & 0xFFFF, List.copyOf(byPoint));
  }

  /** The class that has the method. */
  Class<?> type() {
    return type;
  }

  /** Name of the method. */
  String method() {
    return method;
  }

  /** What the transform said of the method as it is now; null if that cannot be read. */
  @Nullable ResumeBodyOf annotation() {
    try {
      return InstrumentedMethods.resumeBody(type, method + descriptor);
    } catch (LinkageError e) {
      // Reflection needs every class that any method of this one names; one of them is missing.
      return null;
    }
  }

  /** As the JVM writes rows, which names the loader only if it is not one of its own. */
  private StackTraceElement row(@Nullable String file, int line) {
    ClassLoader loader = type.getClassLoader();
    boolean builtIn = loader == null || loader.getClass().getName().startsWith("jdk.internal.");
    Module module = type.getModule();
    String version =
        module.getDescriptor() == null ? null : module.getDescriptor().rawVersion().orElse(null);
    return new StackTraceElement(
        builtIn ? null : loader.getName(),
        module.getName(),
        version,
        type.getName(),
        method,
        file,
        line > 0 ? line : -1);
  }
}
