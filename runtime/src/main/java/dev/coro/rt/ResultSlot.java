package dev.coro.rt;

import org.jspecify.annotations.Nullable;

/**
 * Where an activation that has ended leaves its result, or what it threw, for its caller; and the
 * one who resumes, the result of the operation that suspended.
 *
 * <p>A superclass instead of an object of its own, so that instrumented code reaches a result by
 * one field access. That code names {@link ContinuationState} as the owner of all these methods.
 */
abstract class ResultSlot {
  /** Result of the activation that has just ended, if primitive; an int is sign-extended. */
  long primitiveResult;

  /** Whether the activation that has just ended threw. */
  boolean failed;

  /** Result of the activation that has just ended, if a reference, or what it threw. */
  @Nullable Object referenceResult;

  ResultSlot() {}

  // ---- for the driver, and who resumes

  final void fail(Throwable thrown) {
    failed = true;
    referenceResult = thrown;
  }

  final Throwable takeFailure() {
    Throwable thrown = (Throwable) java.util.Objects.requireNonNull(referenceResult);
    failed = false;
    referenceResult = null;
    return thrown;
  }

  /** Ends the operation that suspended, with a result. For the one who resumes. */
  public final void deliver(@Nullable Object result) {
    referenceResult = result;
  }

  /** Ends the operation that suspended, with an exception. For the one who resumes. */
  public final void deliverFailure(Throwable thrown) {
    fail(thrown);
  }

  // ---- called by instrumented code

  /**
   * Throws what the callee threw, if it did. Called behind a suspension point after resumption,
   * where the callee has no result; where it has one, taking that does the same.
   */
  public final void throwFailure() {
    if (failed) {
      throw ResultSlot.<RuntimeException>asUnchecked(takeFailure());
    }
  }

  /** Leaves an int, short, char, byte or boolean result. */
  public static void completeInt(int result, ContinuationState continuation) {
    continuation.primitiveResult = result;
  }

  /** Leaves a long result. */
  public static void completeLong(long result, ContinuationState continuation) {
    continuation.primitiveResult = result;
  }

  /** Leaves a float result. */
  public static void completeFloat(float result, ContinuationState continuation) {
    continuation.primitiveResult = Float.floatToRawIntBits(result);
  }

  /** Leaves a double result. */
  public static void completeDouble(double result, ContinuationState continuation) {
    continuation.primitiveResult = Double.doubleToRawLongBits(result);
  }

  /** Leaves a reference result. */
  public static void completeReference(@Nullable Object result, ContinuationState continuation) {
    continuation.referenceResult = result;
  }

  /** Takes an int, short, char, byte or boolean result, or throws what the callee threw. */
  public static int resultInt(ContinuationState continuation) {
    continuation.throwFailure();
    return (int) continuation.primitiveResult;
  }

  /** Takes a long result, or throws what the callee threw. */
  public static long resultLong(ContinuationState continuation) {
    continuation.throwFailure();
    return continuation.primitiveResult;
  }

  /** Takes a float result, or throws what the callee threw. */
  public static float resultFloat(ContinuationState continuation) {
    continuation.throwFailure();
    return Float.intBitsToFloat((int) continuation.primitiveResult);
  }

  /** Takes a double result, or throws what the callee threw. */
  public static double resultDouble(ContinuationState continuation) {
    continuation.throwFailure();
    return Double.longBitsToDouble(continuation.primitiveResult);
  }

  /**
   * Takes a reference result, or throws what the callee threw; the slot does not keep it alive any
   * longer.
   */
  public static @Nullable Object resultReference(ContinuationState continuation) {
    continuation.throwFailure();
    Object result = continuation.referenceResult;
    continuation.referenceResult = null;
    return result;
  }

  /**
   * Passes checked exceptions out of methods that do not declare them; never returns.
   *
   * @param <E> lets the compiler infer an unchecked exception
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> E asUnchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
