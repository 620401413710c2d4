package dev.coro.plugin;

import dev.coro.Suspendable;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The outcome of compiling one source in memory with the plugin.
 *
 * @param errors javac's error messages, in the order of the source
 * @param classNames binary names of the classes that javac wrote
 */
record Compilation(List<String> errors, List<String> classNames) {
  /** Compiles {@code source} as {@code fileName}; {@code pluginOption} is {@code -Xplugin:...}. */
  static Compilation of(String fileName, String source, String pluginOption) throws Exception {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-processorpath",
            origin(CoroPlugin.class),
            "-classpath",
            origin(Suspendable.class),
            pluginOption);
    try (StandardJavaFileManager standard = javac.getStandardFileManager(null, null, null);
        ClassNameCollector classes = new ClassNameCollector(standard)) {
      javac
          .getTask(null, classes, diagnostics, options, null, List.of(new Source(fileName, source)))
          .call();
      return new Compilation(errors(diagnostics), List.copyOf(classes.names));
    }
  }

  private static List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }

  private static String origin(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String fileName, String text) {
      super(URI.create("memory:///" + fileName), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps the names of the classes that javac writes, and drops their bytes. */
  private static final class ClassNameCollector extends ForwardingJavaFileManager<JavaFileManager> {
    private final List<String> names = new ArrayList<>();

    ClassNameCollector(JavaFileManager delegate) {
      super(delegate);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      names.add(className);
      return new Sink(className);
    }
  }

  private static final class Sink extends SimpleJavaFileObject {
    Sink(String className) {
      super(URI.create("memory:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return OutputStream.nullOutputStream();
    }
  }
}
