package dev.coro.benchmarks.corpus;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verifier of the JDK's class file API, {@code java.lang.classfile}: a second implementation of
 * the JVM's rules, which checks the stack maps. Called by reflection, because this is compiled for
 * JDK 17, which does not have it.
 */
final class JdkJudge implements ClassJudge {
  private static final int FIRST_FEATURE = 24;

  private final Object context;
  private final Method verify;

  private JdkJudge(Object context, Method verify) {
    this.context = context;
    this.verify = verify;
  }

  /** Whether the JDK that runs this has one. */
  static boolean isAvailable() {
    return Runtime.version().feature() >= FIRST_FEATURE;
  }

  /** The verifier over these classes; empty on a JDK that has none. */
  static Optional<ClassJudge> over(ClassSet classes) {
    if (!isAvailable()) {
      return Optional.empty();
    }
    try {
      Class<?> api = Class.forName("java.lang.classfile.ClassFile");
      Class<?> resolver = Class.forName("java.lang.classfile.ClassHierarchyResolver");
      Class<?> resolverOption =
          Class.forName("java.lang.classfile.ClassFile$ClassHierarchyResolverOption");
      Class<?> option = Class.forName("java.lang.classfile.ClassFile$Option");
      Function<ClassDesc, @Nullable InputStream> bytes = type -> stream(classes, type);
      Object parsing = resolver.getMethod("ofResourceParsing", Function.class).invoke(null, bytes);
      // The default cache is not meant for many threads.
      Supplier<Map<?, ?>> cache = () -> Collections.synchronizedMap(new HashMap<>());
      Object cached = resolver.getMethod("cached", Supplier.class).invoke(parsing, cache);
      Object options = Array.newInstance(option, 1);
      Array.set(options, 0, resolverOption.getMethod("of", resolver).invoke(null, cached));
      Object context = api.getMethod("of", option.arrayType()).invoke(null, options);
      return Optional.of(
          new JdkJudge(Objects.requireNonNull(context), api.getMethod("verify", byte[].class)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK's class file API is not the known one", e);
    }
  }

  private static @Nullable InputStream stream(ClassSet classes, ClassDesc type) {
    String descriptor = type.descriptorString();
    byte[] classFile = classes.find(descriptor.substring(1, descriptor.length() - 1));
    return classFile == null ? null : new ByteArrayInputStream(classFile);
  }

  @Override
  public Judge judge() {
    return Judge.JDK;
  }

  @Override
  public String complaint(byte[] classFile) {
    try {
      List<?> errors = (List<?>) Objects.requireNonNull(verify.invoke(context, classFile));
      return errors.isEmpty() ? "" : String.valueOf(errors.get(0));
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
