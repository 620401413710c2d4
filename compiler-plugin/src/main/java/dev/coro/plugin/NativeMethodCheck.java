package dev.coro.plugin;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
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
        if (element.getModifiers().contains(Modifier.NATIVE)
            && Annotations.isSuspendable(element)) {
          report(MethodPlace.of(getCurrentPath(), trees, elements), method);
        }
        return super.visitMethod(method, null);
      }

      private void report(MethodPlace place, MethodTree method) {
        trees.printMessage(
            Diagnostic.Kind.ERROR, message(place), method, getCurrentPath().getCompilationUnit());
      }
    }.scan(type, null);
  }

  private static String message(MethodPlace place) {
    return "[CO101] native method %s cannot be @Suspendable: its activation cannot be saved."
            .formatted(place)
        + " Remove the annotation, and suspend in a Java method before or after the call.";
  }
}
