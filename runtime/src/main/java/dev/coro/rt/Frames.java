package dev.coro.rt;

import org.jspecify.annotations.Nullable;

/**
 * The shapes of saved frames: {@code R<m>L<n>} has m slots for references and n for primitives,
 * which are all kept as longs. Methods that need more than the largest shape use {@link Arrays}.
 *
 * <p>A fixed family instead of a class per method: nothing is defined at run time, little metaspace
 * is used, and code that copies or prints frames is written once.
 */
public final class Frames {
  private Frames() {}

  /** Shape without slots: an activation that needs nothing of its past. */
  public static class R0L0 extends SavedFrame {
    public R0L0(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 0 references and 1 primitives. */
  public static class R0L1 extends R0L0 {
    public long l0;

    public R0L1(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 0 references and 2 primitives. */
  public static class R0L2 extends R0L1 {
    public long l1;

    public R0L2(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 0 references and 4 primitives. */
  public static final class R0L4 extends R0L2 {
    public long l2;
    public long l3;

    public R0L4(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 1 references and 0 primitives. */
  public static class R1L0 extends R0L0 {
    public @Nullable Object r0;

    public R1L0(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 1 references and 1 primitives. */
  public static class R1L1 extends R1L0 {
    public long l0;

    public R1L1(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 1 references and 2 primitives. */
  public static class R1L2 extends R1L1 {
    public long l1;

    public R1L2(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 1 references and 4 primitives. */
  public static final class R1L4 extends R1L2 {
    public long l2;
    public long l3;

    public R1L4(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 2 references and 0 primitives. */
  public static class R2L0 extends R1L0 {
    public @Nullable Object r1;

    public R2L0(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 2 references and 1 primitives. */
  public static class R2L1 extends R2L0 {
    public long l0;

    public R2L1(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 2 references and 2 primitives. */
  public static class R2L2 extends R2L1 {
    public long l1;

    public R2L2(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 2 references and 4 primitives. */
  public static final class R2L4 extends R2L2 {
    public long l2;
    public long l3;

    public R2L4(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 3 references and 0 primitives. */
  public static class R3L0 extends R2L0 {
    public @Nullable Object r2;

    public R3L0(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 3 references and 1 primitives. */
  public static class R3L1 extends R3L0 {
    public long l0;

    public R3L1(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 3 references and 2 primitives. */
  public static class R3L2 extends R3L1 {
    public long l1;

    public R3L2(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 3 references and 4 primitives. */
  public static final class R3L4 extends R3L2 {
    public long l2;
    public long l3;

    public R3L4(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 4 references and 0 primitives. */
  public static class R4L0 extends R3L0 {
    public @Nullable Object r3;

    public R4L0(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 4 references and 1 primitives. */
  public static class R4L1 extends R4L0 {
    public long l0;

    public R4L1(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 4 references and 2 primitives. */
  public static class R4L2 extends R4L1 {
    public long l1;

    public R4L2(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 4 references and 4 primitives. */
  public static final class R4L4 extends R4L2 {
    public long l2;
    public long l3;

    public R4L4(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 6 references and 0 primitives. */
  public static class R6L0 extends R4L0 {
    public @Nullable Object r4;
    public @Nullable Object r5;

    public R6L0(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 6 references and 1 primitives. */
  public static class R6L1 extends R6L0 {
    public long l0;

    public R6L1(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 6 references and 2 primitives. */
  public static class R6L2 extends R6L1 {
    public long l1;

    public R6L2(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 6 references and 4 primitives. */
  public static final class R6L4 extends R6L2 {
    public long l2;
    public long l3;

    public R6L4(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 8 references and 0 primitives. */
  public static class R8L0 extends R6L0 {
    public @Nullable Object r6;
    public @Nullable Object r7;

    public R8L0(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 8 references and 1 primitives. */
  public static class R8L1 extends R8L0 {
    public long l0;

    public R8L1(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 8 references and 2 primitives. */
  public static class R8L2 extends R8L1 {
    public long l1;

    public R8L2(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** Shape of 8 references and 4 primitives. */
  public static final class R8L4 extends R8L2 {
    public long l2;
    public long l3;

    public R8L4(int state, ResumeBody body, ContinuationState continuation) {
      super(state, body, continuation);
    }
  }

  /** The shape beyond the largest fixed one. */
  public static final class Arrays extends SavedFrame {
    public final @Nullable Object[] references;
    public final long[] primitives;

    public Arrays(
        int state,
        int referenceCount,
        int primitiveCount,
        ResumeBody body,
        ContinuationState continuation) {
      this(
          new @Nullable Object[referenceCount],
          new long[primitiveCount],
          state,
          body,
          continuation);
    }

    // The arrays are there before the frame links itself: running out of memory leaves nothing half
    // linked.
    private Arrays(
        @Nullable Object[] references,
        long[] primitives,
        int state,
        ResumeBody body,
        ContinuationState continuation) {
      super(state, body, continuation);
      this.references = references;
      this.primitives = primitives;
    }
  }
}
