package dev.coro.plugin;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import javax.lang.model.util.Elements;

/** One rule about the use of {@code @Suspendable}; reports through {@link Trees#printMessage}. */
interface Check {
  /**
   * Examines one attributed top-level class with everything nested in it.
   *
   * @param type the class
   * @param trees where to report
   * @param elements names of the elements
   */
  void examine(TreePath type, Trees trees, Elements elements);
}
