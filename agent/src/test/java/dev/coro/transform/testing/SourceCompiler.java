package dev.coro.transform.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles source text made by tests, in the package of the fixtures. */
public final class SourceCompiler {
  private SourceCompiler() {}

  /**
   * Compiles one class.
   *
   * @param simpleName its name
   * @param members source text of everything between its braces
   * @param folder empty folder for the class files
   * @return class files by class name with dots
   */
  public static Map<String, byte[]> compile(
      String simpleName, String members, Path folder, String... options) {
    String text =
        "package dev.coro.transform.fixtures;\n"
            + "import dev.coro.*;\n"
            + "public class "
            + simpleName
            + " {\n"
            + members
            + "}\n";
    List<String> arguments =
        new ArrayList<>(
            List.of("-proc:none", "-d", folder.toString(), "-cp", classPath(), "-nowarn"));
    arguments.addAll(List.of(options));
    StringWriter complaints = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                complaints, null, null, arguments, null, List.of(new SourceText(simpleName, text)))
            .call();
    if (!compiled) {
      throw new IllegalArgumentException(complaints.toString());
    }
    return classFiles(folder);
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** Reads the class files in a folder, by class name with dots. */
  static Map<String, byte[]> classFiles(Path folder) {
    Map<String, byte[]> found = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String path =
            folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
        found.put(path.substring(0, path.length() - ".class".length()), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static final class SourceText extends SimpleJavaFileObject {
    private final String text;

    SourceText(String simpleName, String text) {
      super(URI.create("string:///" + simpleName + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
