package dev.coro;

import org.jspecify.annotations.Nullable;

/**
 * Carries what a library keeps in thread-locals along with coroutines: SLF4J's MDC, OpenTelemetry's
 * context, a security context. All coroutines of a carrier share its thread, so without a hook they
 * see each other's.
 *
 * <pre>{@code
 * ContextHook.install(new ContextHook() {
 *   public Object capture() { return MDC.getCopyOfContextMap(); }
 *   public void restore(Object context) {
 *     if (context == null) MDC.clear(); else MDC.setContextMap((Map<String, String>) context);
 *   }
 * });
 * }</pre>
 *
 * <p>A coroutine starts with the context of where it was started. Whenever it gets its turn its
 * context is restored, and when the turn ends it is captured, and the carrier's own restored. Hooks
 * are called on the carrier's thread at every switch, in the order of their installation; they must
 * be quick and must not suspend nor throw. Without hooks, switches cost no more.
 */
public interface ContextHook {
  /** The context of the calling thread; null if it is empty. */
  @Nullable Object capture();

  /** Makes a context that {@link #capture} has returned that of the calling thread. */
  void restore(@Nullable Object context);

  /** Installs a hook, for coroutines that are started from now on. Any thread. */
  static void install(ContextHook hook) {
    ContextHooks.install(hook);
  }

  /** Removes a hook, for coroutines that are started from now on. Any thread. */
  static void remove(ContextHook hook) {
    ContextHooks.remove(hook);
  }
}
