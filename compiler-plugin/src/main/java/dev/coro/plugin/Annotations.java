package dev.coro.plugin;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Questions about annotations; known by name, so that the plugin does not need the runtime. */
final class Annotations {
  private static final String SUSPENDABLE = "dev.coro.Suspendable";

  private Annotations() {}

  /** Returns whether the element itself carries {@code @Suspendable}. */
  static boolean isSuspendable(Element element) {
    return element.getAnnotationMirrors().stream()
        .map(mirror -> mirror.getAnnotationType().asElement())
        .anyMatch(type -> ((TypeElement) type).getQualifiedName().contentEquals(SUSPENDABLE));
  }
}
