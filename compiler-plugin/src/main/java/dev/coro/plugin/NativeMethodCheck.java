package dev.coro.plugin;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** CO101: a native method has no bytecode, hence no activation that could be saved. */
final class NativeMethodCheck implements Check {
  @Override
  public void examine(TreePath type, Trees trees, Elements elements) {
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
        Element element = trees.getElement(getCurrentPath());
        if (element.getModifiers().contains(Modifier.NATIVE)) {
          if (Annotations.isSuspendable(element)) {
            report(method, "Remove the annotation, and suspend");
          } else if (Annotations.isSuspendable(
              Objects.requireNonNull(element.getEnclosingElement()))) {
            report(method, "Annotate the other methods instead of their type, and suspend");
          }
        }
        return super.visitMethod(method, null);
      }

      private void report(MethodTree method, String remedy) {
        MethodPlace place = MethodPlace.of(getCurrentPath(), trees, elements);
        trees.printMessage(
            Diagnostic.Kind.ERROR,
            message(place, remedy),
            method,
            getCurrentPath().getCompilationUnit());
      }
    }.scan(type, null);
  }

  private static String message(MethodPlace place, String remedy) {
    return "[CO101] native method %s cannot be @Suspendable: its activation cannot be saved. %s in a"
            .formatted(place, remedy)
        + " Java method before or after the call.";
  }
}
