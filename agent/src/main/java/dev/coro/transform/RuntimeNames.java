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
  public static final String PREEMPTION = "dev/coro/rt/Preemption";
  public static final String OTHER_VERSIONS = "dev/coro/rt/OtherVersions";
  public static final String CODE_AT_RUN_TIME = "dev/coro/rt/CodeAtRunTime";

  /** Parameters of every resume body, behind the markers that tell overloads apart. */
  public static final String RESUME_PARAMETERS = "L" + SAVED_FRAME + ";L" + STATE + ";)V";

  /** What says that a call blocks its carrier. */
  public static final String BLOCKERS = "dev/coro/bridge/Blockers";

  /** Package of the bridges, with the slash behind it. */
  public static final String BRIDGE_PACKAGE = "dev/coro/bridge/";

  /** Packages of the runtime, but for those whose names begin so. */
  private static final java.util.Set<String> PACKAGES =
      java.util.Set.of(
          "dev/coro/",
          BRIDGE_PACKAGE,
          "dev/coro/internal/",
          "dev/coro/internal/jfr/",
          "dev/coro/io/",
          "dev/coro/net/",
          "dev/coro/rt/",
          "dev/coro/serial/",
          "dev/coro/stream/",
          "dev/coro/sync/",
          "dev/coro/testing/");

  private RuntimeNames() {}

  /** Whether a class belongs to the runtime, going by its package. */
  public static boolean isRuntime(String internalName) {
    return internalName.startsWith("dev/coro/")
        && PACKAGES.contains(internalName.substring(0, internalName.lastIndexOf('/') + 1));
  }
}
