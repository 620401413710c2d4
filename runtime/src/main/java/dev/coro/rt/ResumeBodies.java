package dev.coro.rt;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the {@link ResumeBody} of a method when the method suspends for the first time. Classes of
 * Java 7 and later ask through {@code invokedynamic}, older ones by a call.
 */
public final class ResumeBodies {
  private static final MethodType RESUME =
      MethodType.methodType(void.class, SavedFrame.class, ContinuationState.class);

  /** Resume bodies by name and descriptor of the method that implements them. */
  private static final ClassValue<ConcurrentHashMap<String, ResumeBody>> BODIES =
      new ClassValue<>() {
        @Override
        protected ConcurrentHashMap<String, ResumeBody> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private ResumeBodies() {}

  /** Bootstrap of a call site that returns the resume body. */
  public static CallSite callSite(Lookup lookup, String name, MethodType type, String descriptor) {
    return new ConstantCallSite(
        MethodHandles.constant(ResumeBody.class, find(lookup, name, descriptor)));
  }

  /** The resume body with this name and descriptor in the class of {@code lookup}. */
  public static ResumeBody find(Lookup lookup, String name, String descriptor) {
    ConcurrentHashMap<String, ResumeBody> bodies = BODIES.get(lookup.lookupClass());
    String key = name + descriptor;
    ResumeBody known = bodies.get(key);
    if (known != null) {
      return known;
    }
    ResumeBody made = make(lookup, name, descriptor);
    if (!lookup.hasFullPrivilegeAccess()) {
      return made; // The class itself can have a faster one.
    }
    ResumeBody raced = bodies.putIfAbsent(key, made);
    return raced == null ? made : raced;
  }

  /**
   * Overloads have leading array parameters that only tell them apart; they are captured as null.
   */
  private static ResumeBody make(Lookup lookup, String name, String descriptor) {
    try {
      MethodType type =
          MethodType.fromMethodDescriptorString(
              descriptor, ContinuationState.class.getClassLoader());
      MethodHandle implementation = lookup.findStatic(lookup.lookupClass(), name, type);
      int markers = type.parameterCount() - RESUME.parameterCount();
      boolean isHidden = lookup.lookupClass().isHidden();
      if (isHidden || !lookup.hasFullPrivilegeAccess()) {
        return new HiddenResumeBody(
            MethodHandles.insertArguments(implementation, 0, new Object[markers]),
            isHidden ? null : new ResumeOrigin(lookup.lookupClass(), name, descriptor));
      }
      MethodType factory =
          MethodType.methodType(ResumeBody.class, type.parameterList().subList(0, markers));
      MethodHandle made =
          LambdaMetafactory.metafactory(lookup, "resume", factory, RESUME, implementation, RESUME)
              .getTarget();
      ResumeBody body = (ResumeBody) made.invokeWithArguments(new Object[markers]);
      ResumeOrigin.note(body, lookup.lookupClass(), name, descriptor);
      return body;
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("no resume body " + name + descriptor + " in " + lookup, e);
    }
  }
}
