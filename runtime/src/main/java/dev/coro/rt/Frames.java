package dev.coro.rt;

import org.jspecify.annotations.Nullable;

/**
 * The shapes of saved frames: {@code R<m>L<n>} has m slots for references and n for primitives,
 * which are all kept as longs. Methods that need more than the largest shape use {@link Arrays}.
 *
 * <p>A fixed family instead of a class per method: nothing is defined at run time, little metaspace
 * is used, and code that copies or prints frames is written once.
 *
 * <p>Instrumented code saves an activation with one call of {@code save}, which takes the values of
 * all slots, null and zero for those that it does not need, so that nothing of an earlier
 * suspension stays. Behind them come the state and what to save into: the frame of an activation
 * that was resumed, or the resume body of one that has no frame yet.
 *
 * <p>This file is long because it is regular: every shape reads like the one before.
 */
public final class Frames {
  private Frames() {}

  /** Shape without slots: an activation that needs nothing of its past. */
  public static class R0L0 extends SavedFrame {
    R0L0(ResumeBody body) {
      super(body);
    }

    public static void save(int state, Object target, ContinuationState continuation) {
      R0L0 frame = target instanceof R0L0 own ? own : new R0L0((ResumeBody) target);
      frame.link(state, continuation);
    }
  }

  /** Shape of 0 references and 1 primitive. */
  public static class R0L1 extends R0L0 {
    public long l0;

    R0L1(ResumeBody body) {
      super(body);
    }

    public static void save(long l0, int state, Object target, ContinuationState continuation) {
      R0L1 frame = target instanceof R0L1 own ? own : new R0L1((ResumeBody) target);
      frame.l0 = l0;
      frame.link(state, continuation);
    }
  }

  /** Shape of 0 references and 2 primitives. */
  public static class R0L2 extends R0L1 {
    public long l1;

    R0L2(ResumeBody body) {
      super(body);
    }

    public static void save(
        long l0, long l1, int state, Object target, ContinuationState continuation) {
      R0L2 frame = target instanceof R0L2 own ? own : new R0L2((ResumeBody) target);
      frame.l0 = l0;
      frame.l1 = l1;
      frame.link(state, continuation);
    }
  }

  /** Shape of 0 references and 4 primitives. */
  public static final class R0L4 extends R0L2 {
    public long l2;
    public long l3;

    R0L4(ResumeBody body) {
      super(body);
    }

    public static void save(
        long l0,
        long l1,
        long l2,
        long l3,
        int state,
        Object target,
        ContinuationState continuation) {
      R0L4 frame = target instanceof R0L4 own ? own : new R0L4((ResumeBody) target);
      frame.l0 = l0;
      frame.l1 = l1;
      frame.l2 = l2;
      frame.l3 = l3;
      frame.link(state, continuation);
    }
  }

  /** Shape of 1 reference and 0 primitives. */
  public static class R1L0 extends R0L0 {
    public @Nullable Object r0;

    R1L0(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0, int state, Object target, ContinuationState continuation) {
      R1L0 frame = target instanceof R1L0 own ? own : new R1L0((ResumeBody) target);
      frame.r0 = r0;
      frame.link(state, continuation);
    }
  }

  /** Shape of 1 reference and 1 primitive. */
  public static class R1L1 extends R1L0 {
    public long l0;

    R1L1(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0, long l0, int state, Object target, ContinuationState continuation) {
      R1L1 frame = target instanceof R1L1 own ? own : new R1L1((ResumeBody) target);
      frame.r0 = r0;
      frame.l0 = l0;
      frame.link(state, continuation);
    }
  }

  /** Shape of 1 reference and 2 primitives. */
  public static class R1L2 extends R1L1 {
    public long l1;

    R1L2(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        long l0,
        long l1,
        int state,
        Object target,
        ContinuationState continuation) {
      R1L2 frame = target instanceof R1L2 own ? own : new R1L2((ResumeBody) target);
      frame.r0 = r0;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.link(state, continuation);
    }
  }

  /** Shape of 1 reference and 4 primitives. */
  public static final class R1L4 extends R1L2 {
    public long l2;
    public long l3;

    R1L4(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        long l0,
        long l1,
        long l2,
        long l3,
        int state,
        Object target,
        ContinuationState continuation) {
      R1L4 frame = target instanceof R1L4 own ? own : new R1L4((ResumeBody) target);
      frame.r0 = r0;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.l2 = l2;
      frame.l3 = l3;
      frame.link(state, continuation);
    }
  }

  /** Shape of 2 references and 0 primitives. */
  public static class R2L0 extends R1L0 {
    public @Nullable Object r1;

    R2L0(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        int state,
        Object target,
        ContinuationState continuation) {
      R2L0 frame = target instanceof R2L0 own ? own : new R2L0((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.link(state, continuation);
    }
  }

  /** Shape of 2 references and 1 primitive. */
  public static class R2L1 extends R2L0 {
    public long l0;

    R2L1(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        long l0,
        int state,
        Object target,
        ContinuationState continuation) {
      R2L1 frame = target instanceof R2L1 own ? own : new R2L1((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.l0 = l0;
      frame.link(state, continuation);
    }
  }

  /** Shape of 2 references and 2 primitives. */
  public static class R2L2 extends R2L1 {
    public long l1;

    R2L2(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        long l0,
        long l1,
        int state,
        Object target,
        ContinuationState continuation) {
      R2L2 frame = target instanceof R2L2 own ? own : new R2L2((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.link(state, continuation);
    }
  }

  /** Shape of 2 references and 4 primitives. */
  public static final class R2L4 extends R2L2 {
    public long l2;
    public long l3;

    R2L4(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        long l0,
        long l1,
        long l2,
        long l3,
        int state,
        Object target,
        ContinuationState continuation) {
      R2L4 frame = target instanceof R2L4 own ? own : new R2L4((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.l2 = l2;
      frame.l3 = l3;
      frame.link(state, continuation);
    }
  }

  /** Shape of 3 references and 0 primitives. */
  public static class R3L0 extends R2L0 {
    public @Nullable Object r2;

    R3L0(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        int state,
        Object target,
        ContinuationState continuation) {
      R3L0 frame = target instanceof R3L0 own ? own : new R3L0((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.link(state, continuation);
    }
  }

  /** Shape of 3 references and 1 primitive. */
  public static class R3L1 extends R3L0 {
    public long l0;

    R3L1(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        long l0,
        int state,
        Object target,
        ContinuationState continuation) {
      R3L1 frame = target instanceof R3L1 own ? own : new R3L1((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.l0 = l0;
      frame.link(state, continuation);
    }
  }

  /** Shape of 3 references and 2 primitives. */
  public static class R3L2 extends R3L1 {
    public long l1;

    R3L2(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        long l0,
        long l1,
        int state,
        Object target,
        ContinuationState continuation) {
      R3L2 frame = target instanceof R3L2 own ? own : new R3L2((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.link(state, continuation);
    }
  }

  /** Shape of 3 references and 4 primitives. */
  public static final class R3L4 extends R3L2 {
    public long l2;
    public long l3;

    R3L4(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        long l0,
        long l1,
        long l2,
        long l3,
        int state,
        Object target,
        ContinuationState continuation) {
      R3L4 frame = target instanceof R3L4 own ? own : new R3L4((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.l2 = l2;
      frame.l3 = l3;
      frame.link(state, continuation);
    }
  }

  /** Shape of 4 references and 0 primitives. */
  public static class R4L0 extends R3L0 {
    public @Nullable Object r3;

    R4L0(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        int state,
        Object target,
        ContinuationState continuation) {
      R4L0 frame = target instanceof R4L0 own ? own : new R4L0((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.link(state, continuation);
    }
  }

  /** Shape of 4 references and 1 primitive. */
  public static class R4L1 extends R4L0 {
    public long l0;

    R4L1(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        long l0,
        int state,
        Object target,
        ContinuationState continuation) {
      R4L1 frame = target instanceof R4L1 own ? own : new R4L1((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.l0 = l0;
      frame.link(state, continuation);
    }
  }

  /** Shape of 4 references and 2 primitives. */
  public static class R4L2 extends R4L1 {
    public long l1;

    R4L2(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        long l0,
        long l1,
        int state,
        Object target,
        ContinuationState continuation) {
      R4L2 frame = target instanceof R4L2 own ? own : new R4L2((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.link(state, continuation);
    }
  }

  /** Shape of 4 references and 4 primitives. */
  public static final class R4L4 extends R4L2 {
    public long l2;
    public long l3;

    R4L4(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        long l0,
        long l1,
        long l2,
        long l3,
        int state,
        Object target,
        ContinuationState continuation) {
      R4L4 frame = target instanceof R4L4 own ? own : new R4L4((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.l2 = l2;
      frame.l3 = l3;
      frame.link(state, continuation);
    }
  }

  /** Shape of 6 references and 0 primitives. */
  public static class R6L0 extends R4L0 {
    public @Nullable Object r4;
    public @Nullable Object r5;

    R6L0(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        @Nullable Object r4,
        @Nullable Object r5,
        int state,
        Object target,
        ContinuationState continuation) {
      R6L0 frame = target instanceof R6L0 own ? own : new R6L0((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.r4 = r4;
      frame.r5 = r5;
      frame.link(state, continuation);
    }
  }

  /** Shape of 6 references and 1 primitive. */
  public static class R6L1 extends R6L0 {
    public long l0;

    R6L1(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        @Nullable Object r4,
        @Nullable Object r5,
        long l0,
        int state,
        Object target,
        ContinuationState continuation) {
      R6L1 frame = target instanceof R6L1 own ? own : new R6L1((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.r4 = r4;
      frame.r5 = r5;
      frame.l0 = l0;
      frame.link(state, continuation);
    }
  }

  /** Shape of 6 references and 2 primitives. */
  public static class R6L2 extends R6L1 {
    public long l1;

    R6L2(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        @Nullable Object r4,
        @Nullable Object r5,
        long l0,
        long l1,
        int state,
        Object target,
        ContinuationState continuation) {
      R6L2 frame = target instanceof R6L2 own ? own : new R6L2((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.r4 = r4;
      frame.r5 = r5;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.link(state, continuation);
    }
  }

  /** Shape of 6 references and 4 primitives. */
  public static final class R6L4 extends R6L2 {
    public long l2;
    public long l3;

    R6L4(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        @Nullable Object r4,
        @Nullable Object r5,
        long l0,
        long l1,
        long l2,
        long l3,
        int state,
        Object target,
        ContinuationState continuation) {
      R6L4 frame = target instanceof R6L4 own ? own : new R6L4((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.r4 = r4;
      frame.r5 = r5;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.l2 = l2;
      frame.l3 = l3;
      frame.link(state, continuation);
    }
  }

  /** Shape of 8 references and 0 primitives. */
  public static class R8L0 extends R6L0 {
    public @Nullable Object r6;
    public @Nullable Object r7;

    R8L0(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        @Nullable Object r4,
        @Nullable Object r5,
        @Nullable Object r6,
        @Nullable Object r7,
        int state,
        Object target,
        ContinuationState continuation) {
      R8L0 frame = target instanceof R8L0 own ? own : new R8L0((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.r4 = r4;
      frame.r5 = r5;
      frame.r6 = r6;
      frame.r7 = r7;
      frame.link(state, continuation);
    }
  }

  /** Shape of 8 references and 1 primitive. */
  public static class R8L1 extends R8L0 {
    public long l0;

    R8L1(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        @Nullable Object r4,
        @Nullable Object r5,
        @Nullable Object r6,
        @Nullable Object r7,
        long l0,
        int state,
        Object target,
        ContinuationState continuation) {
      R8L1 frame = target instanceof R8L1 own ? own : new R8L1((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.r4 = r4;
      frame.r5 = r5;
      frame.r6 = r6;
      frame.r7 = r7;
      frame.l0 = l0;
      frame.link(state, continuation);
    }
  }

  /** Shape of 8 references and 2 primitives. */
  public static class R8L2 extends R8L1 {
    public long l1;

    R8L2(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        @Nullable Object r4,
        @Nullable Object r5,
        @Nullable Object r6,
        @Nullable Object r7,
        long l0,
        long l1,
        int state,
        Object target,
        ContinuationState continuation) {
      R8L2 frame = target instanceof R8L2 own ? own : new R8L2((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.r4 = r4;
      frame.r5 = r5;
      frame.r6 = r6;
      frame.r7 = r7;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.link(state, continuation);
    }
  }

  /** Shape of 8 references and 4 primitives. */
  public static final class R8L4 extends R8L2 {
    public long l2;
    public long l3;

    R8L4(ResumeBody body) {
      super(body);
    }

    public static void save(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        @Nullable Object r4,
        @Nullable Object r5,
        @Nullable Object r6,
        @Nullable Object r7,
        long l0,
        long l1,
        long l2,
        long l3,
        int state,
        Object target,
        ContinuationState continuation) {
      R8L4 frame = target instanceof R8L4 own ? own : new R8L4((ResumeBody) target);
      frame.r0 = r0;
      frame.r1 = r1;
      frame.r2 = r2;
      frame.r3 = r3;
      frame.r4 = r4;
      frame.r5 = r5;
      frame.r6 = r6;
      frame.r7 = r7;
      frame.l0 = l0;
      frame.l1 = l1;
      frame.l2 = l2;
      frame.l3 = l3;
      frame.link(state, continuation);
    }
  }

  /** The shape beyond the largest fixed one, which is filled by a few values a call. */
  public static final class Arrays extends SavedFrame {
    public final @Nullable Object[] references;
    public final long[] primitives;

    private Arrays(ResumeBody body, int referenceCount, int primitiveCount) {
      super(body);
      this.references = new @Nullable Object[referenceCount];
      this.primitives = new long[primitiveCount];
    }

    Arrays(ResumeBody body, @Nullable Object[] references, long[] primitives) {
      super(body);
      this.references = references;
      this.primitives = primitives;
    }

    @Override
    SavedFrame copy() {
      Arrays copy = new Arrays(body, references.clone(), primitives.clone());
      copy.state = state;
      copy.caller = caller;
      return copy;
    }

    /** Links the frame, with no references in it; {@code put} comes next. */
    public static Arrays save(
        int referenceCount,
        int primitiveCount,
        int state,
        Object target,
        ContinuationState continuation) {
      Arrays frame =
          target instanceof Arrays own
              ? own
              : new Arrays((ResumeBody) target, referenceCount, primitiveCount);
      java.util.Arrays.fill(frame.references, null);
      frame.link(state, continuation);
      return frame;
    }

    /** Fills slots from {@code first} on. */
    public static void put(@Nullable Object r0, int first, Arrays frame) {
      frame.references[first] = r0;
    }

    /** Fills slots from {@code first} on. */
    public static void put(@Nullable Object r0, @Nullable Object r1, int first, Arrays frame) {
      frame.references[first] = r0;
      frame.references[first + 1] = r1;
    }

    /** Fills slots from {@code first} on. */
    public static void put(
        @Nullable Object r0, @Nullable Object r1, @Nullable Object r2, int first, Arrays frame) {
      frame.references[first] = r0;
      frame.references[first + 1] = r1;
      frame.references[first + 2] = r2;
    }

    /** Fills slots from {@code first} on. */
    public static void put(
        @Nullable Object r0,
        @Nullable Object r1,
        @Nullable Object r2,
        @Nullable Object r3,
        int first,
        Arrays frame) {
      frame.references[first] = r0;
      frame.references[first + 1] = r1;
      frame.references[first + 2] = r2;
      frame.references[first + 3] = r3;
    }

    /** Fills slots from {@code first} on. */
    public static void put(long l0, int first, Arrays frame) {
      frame.primitives[first] = l0;
    }

    /** Fills slots from {@code first} on. */
    public static void put(long l0, long l1, int first, Arrays frame) {
      frame.primitives[first] = l0;
      frame.primitives[first + 1] = l1;
    }

    /** Fills slots from {@code first} on. */
    public static void put(long l0, long l1, long l2, int first, Arrays frame) {
      frame.primitives[first] = l0;
      frame.primitives[first + 1] = l1;
      frame.primitives[first + 2] = l2;
    }

    /** Fills slots from {@code first} on. */
    public static void put(long l0, long l1, long l2, long l3, int first, Arrays frame) {
      frame.primitives[first] = l0;
      frame.primitives[first + 1] = l1;
      frame.primitives[first + 2] = l2;
      frame.primitives[first + 3] = l3;
    }
  }
}
