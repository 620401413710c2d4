package dev.coro.bridge;

import dev.coro.Suspendable;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Suspendable counterparts of the methods of {@link Optional}. */
public final class Optionals {
  private Optionals() {}

  /** {@link Optional#ifPresent}. */
  @Suspendable
  public static void ifPresent(Optional<Object> optional, Consumer<Object> action) {
    if (optional.isPresent()) {
      action.accept(optional.get());
    }
  }

  /** {@link Optional#ifPresentOrElse}. */
  @Suspendable
  public static void ifPresentOrElse(
      Optional<Object> optional, Consumer<Object> action, Runnable emptyAction) {
    if (optional.isPresent()) {
      action.accept(optional.get());
    } else {
      emptyAction.run();
    }
  }

  /** {@link Optional#filter}. */
  @Suspendable
  public static Optional<Object> filter(Optional<Object> optional, Predicate<Object> predicate) {
    Objects.requireNonNull(predicate);
    return optional.isEmpty() || predicate.test(optional.get()) ? optional : Optional.empty();
  }

  /** {@link Optional#map}. */
  @Suspendable
  public static Optional<Object> map(
      Optional<Object> optional, Function<Object, @Nullable Object> mapper) {
    Objects.requireNonNull(mapper);
    return optional.isEmpty() ? optional : Optional.ofNullable(mapper.apply(optional.get()));
  }

  /** {@link Optional#flatMap}. */
  @Suspendable
  public static Optional<Object> flatMap(
      Optional<Object> optional, Function<Object, Optional<Object>> mapper) {
    Objects.requireNonNull(mapper);
    return optional.isEmpty() ? optional : Objects.requireNonNull(mapper.apply(optional.get()));
  }

  /** {@link Optional#or}. */
  @Suspendable
  public static Optional<Object> or(
      Optional<Object> optional, Supplier<Optional<Object>> supplier) {
    Objects.requireNonNull(supplier);
    return optional.isPresent() ? optional : Objects.requireNonNull(supplier.get());
  }

  /** {@link Optional#orElseGet}. */
  @Suspendable
  public static @Nullable Object orElseGet(
      Optional<Object> optional, Supplier<@Nullable Object> supplier) {
    return optional.isPresent() ? optional.get() : supplier.get();
  }

  /** {@link Optional#orElseThrow(Supplier)}. */
  @Suspendable
  public static Object orElseThrow(
      Optional<Object> optional, Supplier<? extends Throwable> supplier) throws Throwable {
    if (optional.isPresent()) {
      return optional.get();
    }
    throw supplier.get();
  }
}
