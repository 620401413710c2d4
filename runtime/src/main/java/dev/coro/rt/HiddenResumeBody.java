package dev.coro.rt;

import java.lang.invoke.MethodHandle;

/** Resume body in a hidden class, which other classes can reach by a method handle only. */
record HiddenResumeBody(MethodHandle handle) implements ResumeBody {
  @Override
  public void resume(SavedFrame frame, ContinuationState continuation) {
    try {
      handle.invokeExact(frame, continuation);
    } catch (Throwable e) {
      throw ResultSlot.<RuntimeException>asUnchecked(e);
    }
  }
}
