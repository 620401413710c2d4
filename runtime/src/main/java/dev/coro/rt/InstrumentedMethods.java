package dev.coro.rt;

import dev.coro.internal.ParameterTypes;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells which methods of a class can be suspended, by the resume bodies the class has. */
public final class InstrumentedMethods {
  /** Set by the agent before any other class of coro is used. */
  public static final String AGENT_PROPERTY = "dev.coro.agent";

  /** Packages of the runtime itself, whose activations end in a suspension or drive it. */
  private static final Set<String> RUNTIME_PACKAGES =
      Set.of("dev.coro", "dev.coro.internal", "dev.coro.net", "dev.coro.rt");

  private static final ClassValue<Map<String, ResumeBodyOf>> METHODS =
      new ClassValue<>() {
        @Override
        protected Map<String, ResumeBodyOf> computeValue(Class<?> type) {
          return read(type);
        }
      };

  /**
   * Classes that may have got new bytes. What is read of them is not kept: nobody says when the new
   * bytes take effect, or whether they do.
   */
  private static final Set<Class<?>> REDEFINED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private InstrumentedMethods() {}

  /** Called by the agent when {@code type} is about to be redefined or retransformed. */
  public static void redefined(Class<?> type) {
    REDEFINED.add(type);
    METHODS.remove(type);
  }

  private static Map<String, ResumeBodyOf> methodsOf(Class<?> type) {
    return REDEFINED.contains(type) ? read(type) : METHODS.get(type);
  }

  /**
   * The method that a resume body belongs to, for messages: {@code com.acme.Cart#checkout(Order)}.
   */
  static String describeMethod(StackFrame resumeBody) {
    String parameters = ParameterTypes.of(descriptor(resumeBody));
    return resumeBody.getClassName() + "#" + resumeBody.getMethodName() + "(" + parameters + ")";
  }

  /** Whether the agent is installed: when this JVM started, or later. */
  public static boolean agentActive() {
    return System.getProperty(AGENT_PROPERTY) != null;
  }

  /** Whether the activation belongs to a method with a resume body, or to such a body. */
  public static boolean contains(StackFrame frame) {
    return resumeBody(frame) != null;
  }

  /**
   * Descriptor of the method that the activation belongs to, as its author wrote it, also if the
   * activation is one of the method's resume body.
   */
  public static String descriptor(StackFrame frame) {
    ResumeBodyOf body = resumeBody(frame);
    return body == null ? frame.getDescriptor() : body.descriptor();
  }

  /**
   * What the transform said of a method of {@code type}; null if it has no resume body.
   *
   * @param method name and descriptor of the method or of its resume body
   */
  static @Nullable ResumeBodyOf resumeBody(Class<?> type, String method) {
    return methodsOf(type).get(method);
  }

  private static @Nullable ResumeBodyOf resumeBody(StackFrame frame) {
    return resumeBody(frame.getDeclaringClass(), frame.getMethodName() + frame.getDescriptor());
  }

  /**
   * Whether the activation is at a suspension point: it belongs to an instrumented method, and the
   * line it is at has a suspension point that calls a method of this name.
   *
   * @param callee name of the method called, as the proxy of a lambda has it
   */
  static boolean expectsSuspension(StackFrame frame, String callee) {
    ResumeBodyOf body = resumeBody(frame);
    if (body == null) {
      return false;
    } else if (callee.equals("resumeInside")) {
      return true; // Only resume bodies that hold monitors call it.
    }
    int line = frame.getLineNumber();
    // The line of an activation that runs on in replaced code is not known.
    boolean anyLine = line <= 0 && !REDEFINED.contains(frame.getDeclaringClass());
    for (int i = 0; i < body.callees().length; i++) {
      char pointLine = body.lines().charAt(i);
      boolean sameLine = anyLine || pointLine == 0 || pointLine == (char) line;
      if (sameLine && body.callees()[i].equals(callee)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the activation may run on in code that was replaced meanwhile, of which nothing is
   * known any more.
   */
  static boolean mayBeReplaced(StackFrame frame) {
    return REDEFINED.contains(frame.getDeclaringClass()) && contains(frame);
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
            MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
        methods.put(method.getName() + descriptor, resumeBody);
        methods.put(method.getName() + resumeBody.descriptor(), resumeBody);
      }
    }
    return methods;
  }
}
