package dev.coro.bridge;

import dev.coro.Suspendable;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Suspendable counterparts of operations of maps. Concurrent maps compute under a lock, which
 * coroutines of one thread would pass: they are left to the original, where nothing can suspend.
 *
 * <p>While a function is suspended others may change the map. {@code computeIfAbsent} then leaves
 * what is there, and returns it; the others throw a {@link ConcurrentModificationException} if it
 * was their entry that has changed.
 */
public final class Maps {
  private static final Set<Class<?>> KNOWN = Set.of(HashMap.class, TreeMap.class);

  private Maps() {}

  /** {@link Map#forEach}. */
  @Suspendable
  public static void forEach(Map<Object, Object> map, BiConsumer<Object, Object> action) {
    if (Walks.isPlain(map, action) || !Walks.isKnown(map, "forEach", BiConsumer.class)) {
      map.forEach(action);
      return;
    }
    Iterator<Map.Entry<Object, Object>> it = map.entrySet().iterator();
    while (it.hasNext()) {
      Map.Entry<Object, Object> entry = it.next();
      action.accept(entry.getKey(), entry.getValue());
    }
    Walks.checkUnchanged(map, it);
  }

  /** {@link Map#computeIfAbsent}. */
  @Suspendable
  public static @Nullable Object computeIfAbsent(
      Map<Object, @Nullable Object> map, Object key, Function<Object, @Nullable Object> function) {
    if (isOriginal(map, function, "computeIfAbsent", Object.class, Function.class)) {
      return map.computeIfAbsent(key, function);
    }
    Object present = map.get(key);
    if (present != null) {
      return present;
    }
    Object computed = function.apply(key);
    if (computed == null) {
      return null;
    }
    Object other = map.putIfAbsent(key, computed);
    return other == null ? computed : other;
  }

  /** {@link Map#computeIfPresent}. */
  @Suspendable
  public static @Nullable Object computeIfPresent(
      Map<Object, @Nullable Object> map,
      Object key,
      BiFunction<Object, @Nullable Object, @Nullable Object> function) {
    if (isOriginal(map, function, "computeIfPresent", Object.class, BiFunction.class)) {
      return map.computeIfPresent(key, function);
    }
    Object old = map.get(key);
    return old == null ? null : replace(map, key, old, function.apply(key, old));
  }

  /** {@link Map#compute}. */
  @Suspendable
  public static @Nullable Object compute(
      Map<Object, @Nullable Object> map,
      Object key,
      BiFunction<Object, @Nullable Object, @Nullable Object> function) {
    if (isOriginal(map, function, "compute", Object.class, BiFunction.class)) {
      return map.compute(key, function);
    }
    Object old = map.get(key);
    return replace(map, key, old, function.apply(key, old));
  }

  /** {@link Map#merge}. */
  @Suspendable
  public static @Nullable Object merge(
      Map<Object, @Nullable Object> map,
      Object key,
      Object value,
      BiFunction<Object, Object, @Nullable Object> function) {
    if (value == null
        || isOriginal(map, function, "merge", Object.class, Object.class, BiFunction.class)) {
      return map.merge(key, Objects.requireNonNull(value), function);
    }
    Object old = map.get(key);
    return replace(map, key, old, old == null ? value : function.apply(old, value));
  }

  private static boolean isOriginal(
      @Nullable Object map, @Nullable Object function, String method, Class<?>... parameters) {
    return map == null
        || Walks.isPlain(map, function)
        || map instanceof ConcurrentMap
        || !Walks.isOf(KNOWN, map, method, parameters);
  }

  /** Puts what was computed of {@code old}, if that is still there. */
  private static @Nullable Object replace(
      Map<Object, @Nullable Object> map,
      Object key,
      @Nullable Object old,
      @Nullable Object computed) {
    if (map.get(key) != old) {
      throw new ConcurrentModificationException(
          "the entry has changed while its new value was computed");
    }
    if (computed != null) {
      map.put(key, computed);
    } else if (old != null || map.containsKey(key)) {
      map.remove(key);
    }
    return computed;
  }
}
