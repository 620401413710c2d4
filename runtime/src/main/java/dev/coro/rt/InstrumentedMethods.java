package dev.coro.rt;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells which methods of a class can be suspended, by the resume bodies the class has. */
public final class InstrumentedMethods {
  /** Set by the agent before any other class of coro is used. */
  public static final String AGENT_PROPERTY = "dev.coro.agent";

  /** Packages of the runtime itself, whose activations end in a suspension or drive it. */
  private static final Set<String> RUNTIME_PACKAGES =
      Set.of("dev.coro", "dev.coro.internal", "dev.coro.rt");

  private static final ClassValue<Map<String, ResumeBodyOf>> METHODS =
      new ClassValue<>() {
        @Override
        protected Map<String, ResumeBodyOf> computeValue(Class<?> type) {
          return read(type);
        }
      };

  private InstrumentedMethods() {}

  /** Whether the agent is installed: when this JVM started, or later. */
  public static boolean agentActive() {
    return System.getProperty(AGENT_PROPERTY) != null;
  }

  /** Whether the activation belongs to a method with a resume body, or to such a body. */
  public static boolean contains(StackFrame frame) {
    return METHODS
        .get(frame.getDeclaringClass())
        .containsKey(frame.getMethodName() + frame.getDescriptor());
  }

  /**
   * Whether the activation is at a suspension point: it belongs to an instrumented method, and the
   * line it is at has a suspension point that calls a method of this name.
   *
   * @param callee name of the method called, as the proxy of a lambda has it
   */
  static boolean expectsSuspension(StackFrame frame, String callee) {
    ResumeBodyOf body =
        METHODS.get(frame.getDeclaringClass()).get(frame.getMethodName() + frame.getDescriptor());
    if (body == null) {
      return false;
    }
    int line = frame.getLineNumber();
    for (int i = 0; i < body.callees().length; i++) {
      char pointLine = body.lines().charAt(i);
      boolean sameLine = line <= 0 || pointLine == 0 || pointLine == (char) line;
      if (sameLine && body.callees()[i].equals(callee)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code type} is part of the runtime. */
  public static boolean isRuntime(Class<?> type) {
    return type.getClassLoader() == InstrumentedMethods.class.getClassLoader()
        && RUNTIME_PACKAGES.contains(type.getPackageName());
  }

  private static Map<String, ResumeBodyOf> read(Class<?> type) {
    Map<String, ResumeBodyOf> methods = new ConcurrentHashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      ResumeBodyOf resumeBody = method.getAnnotation(ResumeBodyOf.class);
      if (resumeBody != null) {
        String descriptor =
            java.lang.invoke.MethodType.methodType(
                    method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
        methods.put(method.getName() + descriptor, resumeBody);
        methods.put(method.getName() + resumeBody.descriptor(), resumeBody);
      }
    }
    return methods;
  }
}
