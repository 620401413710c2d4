package dev.coro.rt;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The activations between a suspension and the next one that could be saved, and the message that
 * names the one to do something about.
 *
 * <p>The innermost says what is wrong, unless it is only a means: below the body of a lambda, and
 * below the frames of reflection, method handles and Groovy, the activation that used them tells
 * more.
 */
final class InTheWay {
  /** From the innermost activation that cannot be saved outwards. */
  private final List<StackFrame> frames;

  /** How many of them, from the first on, cannot be saved. */
  private final int gap;

  /** Index of the first that is more than a means; the gap's end if there is none. */
  private final int first;

  // Which means there are in front of it.
  private boolean lambda;
  private int lambdaBodies;
  private boolean reflection;
  private boolean handle;
  private boolean foreign;
  private boolean groovy;

  /**
   * Looks at {@code frames}, of which the first {@code gap} cannot be saved; at least one.
   *
   * @param frames the activations up to the driver, or as many of them as help
   */
  InTheWay(List<StackFrame> frames, int gap) {
    this.frames = List.copyOf(frames);
    this.gap = gap;
    int index = 0;
    while (index < gap && noteMeans(frames.get(index))) {
      index++;
    }
    first = index;
  }

  private boolean noteMeans(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    String name = type.getName();
    if (FrameKinds.isLambdaProxy(type)) {
      lambda = true;
    } else if (FrameKinds.isLambdaBody(frame)) {
      lambda = true;
      lambdaBodies++;
    } else if (name.startsWith("java.lang.reflect.") || name.startsWith("jdk.internal.reflect.")) {
      reflection = true;
    } else if (name.startsWith("jdk.internal.foreign.")) {
      foreign = true;
    } else if (FrameKinds.isMethodHandle(type)) {
      handle = true;
    } else if (FrameKinds.isGroovyRuntime(name)) {
      groovy = true;
    } else {
      return false;
    }
    return true;
  }

  /** The text of the exception. */
  String message() {
    StackFrame innermost = frames.get(0);
    String where = Diagnosis.describe(innermost);
    if (!InstrumentedMethods.agentActive()) {
      return ErrorCode.AGENT_NOT_ACTIVE.message("a suspending operation", where);
    }
    String refusal = Refusals.find(innermost);
    if (refusal != null) {
      return refusal;
    } else if (innermost.getMethodName().equals("<init>")) {
      return ErrorCode.INITIALIZER.message(where, "a constructor");
    } else if (innermost.getMethodName().equals("<clinit>")) {
      return ErrorCode.INITIALIZER.message(where, "a static initialiser");
    }
    Obstacle obstacle = obstacle();
    return ErrorCode.PINNED.message(place(obstacle), obstacle.why(), obstacle.remedy());
  }

  /** Where the activation is that the message is about. */
  String place() {
    StackFrame innermost = frames.get(0);
    boolean asItIs =
        !InstrumentedMethods.agentActive()
            || Refusals.find(innermost) != null
            || innermost.getMethodName().startsWith("<");
    return asItIs ? Diagnosis.describe(innermost) : place(obstacle());
  }

  // ---- what kind of thing it is

  private Obstacle obstacle() {
    if (InstrumentedMethods.mayBeReplaced(frames.get(0))) {
      return Obstacle.REDEFINED;
    } else if (foreign || (first < gap && frames.get(first).isNativeMethod())) {
      return Obstacle.NATIVE;
    } else if ((groovy || handle) && isGroovy(first)) {
      return Obstacle.GROOVY;
    } else if (reflection || handle || groovy) {
      Obstacle interceptor = interceptorIn(gap + 1);
      if (interceptor != null) {
        return interceptor;
      }
      return reflection ? Obstacle.REFLECTION : Obstacle.METHOD_HANDLE;
    } else if (first == gap) {
      // The outermost was called at a suspension point, so its interface is suspendable.
      return lambdaBodies == 1 ? Obstacle.OTHER_DECLARATION : Obstacle.LAMBDA;
    }
    Obstacle interceptor = interceptorIn(first + 1);
    if (interceptor != null) {
      return interceptor;
    }
    StackFrame frame = frames.get(first);
    if (FrameKinds.isJdk(frame.getDeclaringClass())) {
      return Obstacle.JDK_CALLBACK;
    } else if (lambda) {
      return Obstacle.LAMBDA;
    } else if (FrameKinds.isDetour(frame) || isSuspendable(frame)) {
      return Obstacle.OTHER_DECLARATION;
    }
    // A handler or interceptor that is a class of its own is called by what it serves.
    interceptor = interceptorIn(first + 2);
    if (interceptor != null) {
      return interceptor;
    }
    return FrameKinds.isGroovyClosure(frame) ? Obstacle.GROOVY_CLOSURE : Obstacle.UNANNOTATED;
  }

  private boolean isGroovy(int index) {
    return index < frames.size() && FrameKinds.isGroovy(frames.get(index).getDeclaringClass());
  }

  private static boolean isSuspendable(StackFrame frame) {
    return InstrumentedMethods.contains(frame)
        || CodeAtRunTime.isSuspendable(
            frame.getDeclaringClass(), frame.getMethodName(), frame.getMethodType());
  }

  /**
   * The first interceptor from the first frame up to index {@code end}; null if there is none. The
   * caller of the gap counts: a generated method may call its original too, and so be suspendable.
   */
  private @Nullable Obstacle interceptorIn(int end) {
    for (int i = first; i < end && i <= gap && i < frames.size(); i++) {
      Obstacle interceptor = FrameKinds.interceptor(frames.get(i));
      if (interceptor != null) {
        return interceptor;
      }
    }
    return null;
  }

  // ---- where it is

  private String place(Obstacle obstacle) {
    if (foreign && obstacle == Obstacle.NATIVE) {
      // Its frames are code that the JVM has spun: they have no name to look for.
      return "a foreign function" + calledIn(first);
    }
    int index =
        switch (obstacle) {
          case UNANNOTATED, GROOVY, GROOVY_CLOSURE -> first;
          case LAMBDA, REDEFINED -> 0;
          case OTHER_DECLARATION -> callerOfOther();
          case JDK_CALLBACK -> outermostOfJdk();
          case NATIVE -> Math.min(first, gap - 1);
          case REFLECTION, METHOD_HANDLE -> outermostMeans();
          case DYNAMIC_PROXY, GENERATED_SUBCLASS, MOCK -> lastInterceptor(obstacle);
        };
    StackFrame frame = frames.get(index);
    Class<?> type = frame.getDeclaringClass();
    String place = Diagnosis.describe(frame);
    if (type.isHidden() && FrameKinds.isMethodHandle(type)) {
      // Code that the JVM spins for a method handle has no name to look for.
      place = "a method handle";
    }
    return switch (obstacle) {
      case UNANNOTATED, GROOVY, GROOVY_CLOSURE, LAMBDA, OTHER_DECLARATION, REDEFINED -> place;
      default -> place + calledIn(index + 1);
    };
  }

  /** What called a suspendable method through a declaration that is not. */
  private int callerOfOther() {
    if (first < gap) {
      return FrameKinds.isDetour(frames.get(first)) ? first + 1 : first;
    }
    int body = 0;
    while (body + 1 < gap && FrameKinds.isLambdaProxy(frames.get(body).getDeclaringClass())) {
      body++;
    }
    return body;
  }

  /** The method of the JDK that the program called, as far as it has a name. */
  private int outermostOfJdk() {
    int found = first;
    for (int i = first; i < gap; i++) {
      Class<?> type = frames.get(i).getDeclaringClass();
      if (!FrameKinds.isJdk(type)) {
        break;
      } else if (!FrameKinds.isMethodHandle(type) && !FrameKinds.isLambdaProxy(type)) {
        found = i;
      }
    }
    return found;
  }

  /** The outermost frame of reflection, or else of a method handle. */
  private int outermostMeans() {
    for (int i = first - 1; i >= 0; i--) {
      Class<?> type = frames.get(i).getDeclaringClass();
      if (reflection
          ? type.getName().startsWith("java.lang.reflect.")
          : FrameKinds.isMethodHandle(type)) {
        return i;
      }
    }
    return 0;
  }

  /** The outermost frame of the interceptor, which is the method that the program called. */
  private int lastInterceptor(Obstacle obstacle) {
    int last = first;
    for (int i = first; i <= gap && i < frames.size(); i++) {
      if (FrameKinds.interceptor(frames.get(i)) == obstacle) {
        last = i;
      }
    }
    // An inline mock is the class itself, with a call of Mockito in front of its code.
    boolean inline = frames.get(last).getClassName().startsWith("org.mockito.");
    return inline && last + 1 < frames.size() ? nextOfProgram(last + 1) : last;
  }

  private String calledIn(int start) {
    int index = nextOfProgram(start);
    return index < frames.size() ? ", called in " + Diagnosis.describe(frames.get(index)) : "";
  }

  /** Index of the first frame from {@code start} on that is code of the program. */
  private int nextOfProgram(int start) {
    int index = start;
    while (index < frames.size()
        && (FrameKinds.isJdk(frames.get(index).getDeclaringClass())
            || FrameKinds.isLambdaProxy(frames.get(index).getDeclaringClass())
            || BridgeGate.isBridge(frames.get(index)))) {
      index++;
    }
    return index;
  }
}
