package dev.coro;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The contexts of one coroutine, for the hooks that were installed when it was started. */
final class ContextHooks {
  private static volatile List<ContextHook> installed = List.of();

  private final List<ContextHook> hooks;

  /**
   * What each hook has captured; of the carrier while the coroutine runs, else of the coroutine.
   */
  private final @Nullable Object[] contexts;

  private ContextHooks(List<ContextHook> hooks) {
    this.hooks = hooks;
    contexts = new Object[hooks.size()];
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = hooks.get(i).capture();
    }
  }

  static synchronized void install(ContextHook hook) {
    List<ContextHook> more = new ArrayList<>(installed);
    more.add(Objects.requireNonNull(hook, "hook"));
    installed = List.copyOf(more);
  }

  static synchronized void remove(ContextHook hook) {
    List<ContextHook> fewer = new ArrayList<>(installed);
    fewer.remove(hook);
    installed = List.copyOf(fewer);
  }

  /** The context of the calling thread, for a coroutine that it starts; null without hooks. */
  static @Nullable ContextHooks capture() {
    List<ContextHook> hooks = installed;
    return hooks.isEmpty() ? null : new ContextHooks(hooks);
  }

  /** Exchanges the contexts of the coroutine and of the thread, at both ends of a turn. */
  void exchange() {
    for (int i = 0; i < contexts.length; i++) {
      ContextHook hook = hooks.get(i);
      Object coming = contexts[i];
      contexts[i] = hook.capture();
      hook.restore(coming);
    }
  }
}
