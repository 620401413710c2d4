package dev.coro.rt;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells by its class what an activation is; names of libraries are the only sign of many. */
final class FrameKinds {
  /** In the names of classes that CGLIB, Byte Buddy and Javassist generate. */
  private static final List<String> GENERATED =
      List.of("CGLIB$$", "ByCGLIB$", "$ByteBuddy$", "$auxiliary$", "_$$_jvst", "_$$_javassist");

  private FrameKinds() {}

  /** Whether it only passes a call on; where it would do more, the transform has put an adapter. */
  static boolean isLambdaProxy(Class<?> type) {
    return type.isHidden() && type.getName().contains("$$Lambda");
  }

  /** Whether it is code of method handles, most of which the JVM makes at run time. */
  static boolean isMethodHandle(Class<?> type) {
    return type.getName().startsWith("java.lang.invoke.") && !isLambdaProxy(type);
  }

  /** Whether the compiler, or the transform, made the method for a lambda or method reference. */
  static boolean isLambdaBody(StackFrame frame) {
    return frame.getMethodName().startsWith("lambda$");
  }

  /** Whether the transform made the method for a call of another one. */
  static boolean isDetour(StackFrame frame) {
    return frame.getMethodName().contains("$coro$") && !isLambdaBody(frame);
  }

  /** What intercepts calls: a dynamic proxy, a mock or a generated subclass; null for others. */
  static @Nullable Obstacle interceptor(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    String name = type.getName();
    if (isMockito(frame)) {
      return Obstacle.MOCK;
    } else if (Proxy.isProxyClass(type)) {
      return Obstacle.DYNAMIC_PROXY;
    }
    for (String part : GENERATED) {
      if (name.contains(part)) {
        return Obstacle.GENERATED_SUBCLASS;
      }
    }
    return null;
  }

  /** Whether it belongs to Groovy itself. */
  static boolean isGroovyRuntime(String className) {
    return className.startsWith("org.codehaus.groovy.")
        || className.startsWith("org.apache.groovy.")
        || className.startsWith("groovy.lang.");
  }

  /** Whether Groovy has compiled the class. */
  static boolean isGroovy(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Class<?> parent : c.getInterfaces()) {
        if (parent.getName().equals("groovy.lang.GroovyObject")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it is the body of a closure or lambda of Groovy. */
  static boolean isGroovyClosure(StackFrame frame) {
    Class<?> parent = frame.getDeclaringClass().getSuperclass();
    return frame.getMethodName().equals("doCall")
        && parent != null
        && parent.getName().equals("groovy.lang.Closure");
  }

  /** Whether it is Mockito's own code. */
  static boolean isMockito(StackFrame frame) {
    return frame.getClassName().startsWith("org.mockito.")
        || frame.getClassName().contains("$MockitoMock$");
  }

  /** Whether the class belongs to the JDK. */
  static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return true;
    }
    String module = type.getModule().getName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }
}
