package dev.coro.plugin;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** A method as messages name it: {@code com.acme.Cart#checkout(Order) at Cart.java:41}. */
record MethodPlace(String owner, String name, String parameterTypes, String file, long line) {
  /** Describes the method that the path leads to; types appear as the source writes them. */
  static MethodPlace of(TreePath path, Trees trees, Elements elements) {
    MethodTree method = (MethodTree) path.getLeaf();
    Element owner = trees.getElement(path).getEnclosingElement();
    CompilationUnitTree unit = path.getCompilationUnit();
    long start = nameOrStart(method, unit, trees);
    return new MethodPlace(
        elements.getBinaryName((TypeElement) owner).toString(),
        method.getName().toString(),
        method.getParameters().stream()
            .map(parameter -> parameter.getType().toString())
            .collect(Collectors.joining(", ")),
        Path.of(unit.getSourceFile().getName()).getFileName().toString(),
        unit.getLineMap().getLineNumber(start));
  }

  /** The return type stands on the line of the name; the tree itself starts at the annotations. */
  private static long nameOrStart(MethodTree method, CompilationUnitTree unit, Trees trees) {
    var positions = trees.getSourcePositions();
    return method.getReturnType() == null
        ? positions.getStartPosition(unit, method)
        : positions.getStartPosition(unit, method.getReturnType());
  }

  @Override
  public String toString() {
    return "%s#%s(%s) at %s:%d".formatted(owner, name, parameterTypes, file, line);
  }
}
