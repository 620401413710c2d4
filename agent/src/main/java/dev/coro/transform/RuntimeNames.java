package dev.coro.transform;

import org.objectweb.asm.Opcodes;

/** Names of the runtime's classes, as instrumented code refers to them. No class is loaded. */
public final class RuntimeNames {
  /** Version of ASM's visitors. */
  public static final int ASM_API = Opcodes.ASM9;

  public static final String SUSPENDABLE_DESCRIPTOR = "Ldev/coro/Suspendable;";
  public static final String SUSPENDABLE_ITERATOR = "dev/coro/SuspendableIterator";
  public static final String NOT_INSTRUMENTED_DESCRIPTOR = "Ldev/coro/rt/NotInstrumented;";
  public static final String STATE = "dev/coro/rt/ContinuationState";
  public static final String CURRENT = "dev/coro/rt/CurrentContinuation";
  public static final String SAVED_FRAME = "dev/coro/rt/SavedFrame";
  public static final String FRAMES = "dev/coro/rt/Frames";
  public static final String RESUME_BODY = "dev/coro/rt/ResumeBody";
  public static final String RESUME_BODIES = "dev/coro/rt/ResumeBodies";
  public static final String RESUME_BODY_OF_DESCRIPTOR = "Ldev/coro/rt/ResumeBodyOf;";
  public static final String PINS = "dev/coro/rt/Pins";
  public static final String MONITORS = "dev/coro/rt/Monitors";
  public static final String TORTURE = "dev/coro/rt/Torture";
  public static final String OTHER_VERSIONS = "dev/coro/rt/OtherVersions";
  public static final String CODE_AT_RUN_TIME = "dev/coro/rt/CodeAtRunTime";

  /** Parameters of every resume body, behind the markers that tell overloads apart. */
  public static final String RESUME_PARAMETERS = "L" + SAVED_FRAME + ";L" + STATE + ";)V";

  private RuntimeNames() {}
}
