package dev.coro.rt;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects from a stream as the code that reads the stream would.
 *
 * <p>{@link ObjectInputStream} finds classes by the loader of the nearest caller that is not part
 * of the JDK. When the runtime calls it, that would be the runtime's own loader, which does not see
 * the classes of an application that has a loader of its own. So the call is made by a class that
 * the agent makes for that loader.
 */
final class StreamReader {
  private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  private static final ClassValue<Function<ObjectInputStream, @Nullable Object>> CALLERS =
      new ClassValue<>() {
        @Override
        protected Function<ObjectInputStream, @Nullable Object> computeValue(Class<?> host) {
          return make(host);
        }
      };

  private final ObjectInputStream in;

  /** Null if the loader of the runtime is the right one. */
  private final @Nullable Function<ObjectInputStream, @Nullable Object> caller;

  /** Reads as the nearest caller outside of JDK and runtime. */
  StreamReader(ObjectInputStream in) {
    this.in = in;
    Optional<Class<?>> host =
        WALKER.walk(
            frames ->
                frames
                    .<Class<?>>map(StackFrame::getDeclaringClass)
                    .filter(type -> !FrameKinds.isJdk(type) && !InstrumentedMethods.isRuntime(type))
                    .findFirst());
    boolean own =
        host.isEmpty()
            || host.get().getClassLoader() == StreamReader.class.getClassLoader()
            || CodeAtRunTime.agent() == null;
    caller = own ? null : CALLERS.get(host.get());
  }

  private static Function<ObjectInputStream, @Nullable Object> make(Class<?> host) {
    AgentHook agent = java.util.Objects.requireNonNull(CodeAtRunTime.agent());
    String name = host.getName().replace('.', '/') + "$$CoroReader";
    try {
      agent.open(host);
      Class<?> made =
          MethodHandles.privateLookupIn(host, MethodHandles.lookup())
              .defineClass(agent.streamReader(name));
      @SuppressWarnings("unchecked") // Nobody else knows the class.
      var function =
          (Function<ObjectInputStream, @Nullable Object>)
              made.getDeclaredConstructor().newInstance();
      return function;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot read for " + host, e);
    }
  }

  /** The next object, or null. */
  @Nullable Object read() throws IOException, ClassNotFoundException {
    if (caller == null) {
      return in.readObject();
    }
    try {
      return caller.apply(in);
    } catch (Exception e) {
      // The class declares nothing, and throws what the stream does.
      if (e instanceof IOException failure) {
        throw failure;
      } else if (e instanceof ClassNotFoundException missing) {
        throw missing;
      }
      throw (RuntimeException) e;
    }
  }

  /**
   * The next object, which has to be of a type, or null; {@code StateStream.readValue} has more.
   */
  <T> @Nullable T read(Class<T> type) throws IOException, ClassNotFoundException {
    return StateStream.checked(read(), type);
  }

  /** The stream, for what is no object. */
  ObjectInputStream in() {
    return in;
  }
}
