package dev.coro.rt;

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

  /** By number of the suspension point; the first is for a point that is not known. */
  private StackTraceElement @Nullable [] rows;

  private ResumeOrigin(Class<?> type, String method, String descriptor) {
    this.type = type;
    this.method = method;
    this.descriptor = descriptor;
  }

  /** Notes where {@code body} comes from. */
  static void note(ResumeBody body, Class<?> type, String method, String descriptor) {
    ORIGINS.get(body.getClass()).set(new ResumeOrigin(type, method, descriptor));
  }

  /** Where {@code body} comes from; null if it is part of the driver. */
  static @Nullable ResumeOrigin of(ResumeBody body) {
    return ORIGINS.get(body.getClass()).get();
  }

  /** Whether the row can be an activation of this method. */
  boolean isNamedIn(StackTraceElement row) {
    return row.getMethodName().equals(method) && row.getClassName().equals(type.getName());
  }

  /** The row of an activation that waits at a suspension point. */
  StackTraceElement row(int point) {
    // Racing threads make equal rows; their elements are immutable.
    StackTraceElement[] known = rows;
    if (known == null) {
      known = makeRows();
      rows = known;
    }
    return known[point < known.length ? point : 0];
  }

  /** Name of the method called at a suspension point; null if it is not known. */
  @Nullable String callee(int point) {
    ResumeBodyOf meaning = annotation();
    return meaning != null && point <= meaning.callees().length
        ? meaning.callees()[point - 1]
        : null;
  }

  private StackTraceElement[] makeRows() {
    ResumeBodyOf meaning = annotation();
    if (meaning == null) {
      return new StackTraceElement[] {makeRow(null, 0)};
    }
    String file = meaning.file().isEmpty() ? null : meaning.file();
    String lines = meaning.lines();
    StackTraceElement[] made = new StackTraceElement[lines.length() + 1];
    made[0] = makeRow(file, 0);
    for (int i = 0; i < lines.length(); i++) {
      made[i + 1] = makeRow(file, lines.charAt(i));
    }
    return made;
  }

  private @Nullable ResumeBodyOf annotation() {
    try {
      return InstrumentedMethods.resumeBody(type, method + descriptor);
    } catch (LinkageError e) {
      // Reflection needs every class that any method of this one names; one of them is missing.
      return null;
    }
  }

  /** As the JVM writes rows, which names the loader only if it is not one of its own. */
  private StackTraceElement makeRow(@Nullable String file, int line) {
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
