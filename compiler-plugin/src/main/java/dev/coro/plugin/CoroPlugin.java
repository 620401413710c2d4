package dev.coro.plugin;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.List;

/**
 * The javac plugin {@code -Xplugin:coro}: reports uses of {@code @Suspendable} that cannot work.
 *
 * <p>Each top-level class goes through all checks as soon as javac has attributed it; a report is a
 * compilation error at the place in the source. Uses javac's public tree API only, so it needs no
 * {@code --add-exports}. javac calls it on one thread.
 */
public final class CoroPlugin implements Plugin {
  /** Creates the plugin; called by javac's service loader. */
  public CoroPlugin() {}

  /** Returns the name behind {@code -Xplugin:}. */
  @Override
  public String getName() {
    return "coro";
  }

  /**
   * Registers the checks with a compilation.
   *
   * @param task the compilation
   * @param arguments none are known yet
   * @throws IllegalArgumentException if there are arguments
   */
  @Override
  public void init(JavacTask task, String... arguments) {
    if (arguments.length > 0) {
      throw new IllegalArgumentException(
          "[CO001] Argument '%s', javac option -Xplugin:coro: the plugin takes no arguments."
                  .formatted(arguments[0])
              + " Write -Xplugin:coro alone.");
    }
    Trees trees = Trees.instance(task);
    List<Check> checks = List.of(new NativeMethodCheck());
    task.addTaskListener(
        new TaskListener() {
          @Override
          public void finished(TaskEvent event) {
            if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
              TreePath type = trees.getPath(event.getTypeElement());
              checks.forEach(check -> check.examine(type, trees, task.getElements()));
            }
          }
        });
  }
}
