package dev.coro.internal;

/** Passes checked exceptions through methods that do not declare them. */
public final class Rethrow {
  private Rethrow() {}

  /** Throws exactly {@code thrown}; never returns, so that callers can throw what it returns. */
  public static RuntimeException unchecked(Throwable thrown) {
    throw Rethrow.<RuntimeException>sneaky(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
