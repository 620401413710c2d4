package dev.coro.rt;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Resume body that can be reached by a method handle only: in a hidden class, or in a module that
 * lets nobody make a lambda there.
 *
 * @param origin null for a hidden class
 */
record HiddenResumeBody(MethodHandle handle, @Nullable ResumeOrigin origin) implements ResumeBody {
  @Override
  public void resume(SavedFrame frame, ContinuationState continuation) {
    try {
      handle.invokeExact(frame, continuation);
    } catch (Throwable e) {
      throw ResultSlot.<RuntimeException>asUnchecked(e);
    }
  }
}
