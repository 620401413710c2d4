package dev.coro.rt;

import dev.coro.internal.ErrorCode;
import dev.coro.serial.ParkedFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns saved frames into descriptions of themselves that another JVM understands, and back. */
final class FrameForms {
  private FrameForms() {}

  /**
   * Describes the frame of an activation of {@code owner}.
   *
   * @throws IllegalStateException if its method could not be found again
   */
  static ParkedFrame describe(SavedFrame frame, ContinuationState owner) {
    ResumeOrigin origin = ResumeOrigin.of(frame.body);
    ResumeBodyOf meaning = origin == null ? null : origin.annotation();
    if (origin == null || meaning == null) {
      throw new IllegalStateException(
          ErrorCode.NOT_WRITABLE.message(
              owner.describe(),
              "it is parked in " + ResumeOrigin.place(frame) + ", which has no name for others",
              "Suspend in classes that are loaded by name."));
    }
    if ((meaning.stamp() & 0xFFFF) != frame.stamp()) {
      throw new IllegalStateException(
          ErrorCode.NOT_WRITABLE.message(
              owner.describe(),
              "it is parked in a version of "
                  + ResumeOrigin.place(frame)
                  + " that was redefined since",
              "Write it before the class is redefined."));
    }
    return new ParkedFrame(
        origin.type().getName(),
        origin.method(),
        meaning.descriptor(),
        meaning.stamp(),
        frame.point(),
        meaning.file(),
        Math.max(0, origin.row(frame).getLineNumber()),
        Arrays.stream(FrameSlots.primitives(frame)).boxed().toList(),
        Collections.unmodifiableList(Arrays.asList(FrameSlots.references(frame))));
  }

  /**
   * The name of what the slot for references keeps, for messages: {@code variable 'cart'}.
   *
   * @param type the class of the method; null if it is not known
   */
  static String nameOf(ParkedFrame frame, int slot, @Nullable Class<?> type) {
    AgentHook agent = CodeAtRunTime.agent();
    List<String> names =
        agent == null || type == null
            ? List.of()
            : agent.savedReferences(
                type, frame.method(), frame.descriptor(), frame.stamp(), frame.point());
    String name = slot < names.size() ? names.get(slot) : "";
    return switch (name) {
      case "" -> "value number " + (slot + 1);
      case "this" -> "'this'";
      default -> "variable '" + name + "'";
    };
  }

  /**
   * What can resume an activation that was described.
   *
   * @throws IllegalStateException if the method is not there, not suspendable, or another one
   */
  static ResumeBody resumeBody(ParkedFrame form, Class<?> type) {
    Method method = find(form, type);
    ResumeBodyOf meaning = method.getAnnotation(ResumeBodyOf.class);
    if (meaning.stamp() != form.stamp()) {
      throw new IllegalStateException(
          ErrorCode.METHOD_CHANGED.message(form.place(), "the method has other code here"));
    } else if (form.point() < 1 || form.point() > meaning.lines().length()) {
      throw new IllegalStateException(
          ErrorCode.BAD_FORM.message(form.place() + " has no suspension point " + form.point()));
    }
    String descriptor =
        MethodType.methodType(void.class, method.getParameterTypes()).toMethodDescriptorString();
    return ResumeBodies.find(lookup(form, type), form.method(), descriptor);
  }

  /** A saved frame of an activation that was described, with no caller. */
  static SavedFrame frame(
      ParkedFrame form, ResumeBody body, @Nullable Object[] references, long[] primitives) {
    SavedFrame frame = FrameSlots.make(body, references, primitives);
    frame.state = form.stamp() << Short.SIZE | form.point();
    return frame;
  }

  private static Method find(ParkedFrame form, Class<?> type) {
    boolean declared = false;
    try {
      for (Method method : type.getDeclaredMethods()) {
        if (!method.getName().equals(form.method())) {
          continue;
        }
        ResumeBodyOf meaning = method.getAnnotation(ResumeBodyOf.class);
        if (meaning != null && meaning.descriptor().equals(form.descriptor())) {
          return method;
        }
        String own =
            MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
        declared |= own.equals(form.descriptor());
      }
    } catch (LinkageError e) {
      // Reflection needs every class that any method of this one names.
      throw new IllegalStateException(
          ErrorCode.CLASS_NOT_READ.message(form.place(), "its class cannot be linked, " + e), e);
    }
    if (!InstrumentedMethods.agentActive()) {
      throw new IllegalStateException(
          ErrorCode.NOT_READABLE.message(
              form.place(),
              "the coro agent is not active, so no method can be resumed",
              "Start Java with -javaagent:coro.jar."));
    } else if (declared) {
      throw new IllegalStateException(
          ErrorCode.NOT_READABLE.message(
              form.place(),
              "the method has no resume body here",
              "Give the agent the options that the writer's had, and keep the method"
                  + " @Suspendable."));
    }
    throw new IllegalStateException(
        ErrorCode.METHOD_CHANGED.message(form.place(), "its class has no such method here"));
  }

  private static Lookup lookup(ParkedFrame form, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      AgentHook agent = CodeAtRunTime.agent();
      if (agent != null) {
        agent.open(type);
      }
    }
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(
          ErrorCode.NOT_READABLE.message(
              form.place(),
              "its package is closed to coro",
              "Open the package to the module of coro in module-info.java."),
          e);
    }
  }
}
