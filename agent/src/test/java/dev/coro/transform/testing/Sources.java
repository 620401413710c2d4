package dev.coro.transform.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles source texts in memory, as scripting engines and template engines do. */
public final class Sources {
  private final List<JavaFileObject> texts = new ArrayList<>();

  /**
   * Adds a source file.
   *
   * @param name of its first class, with dots
   */
  public Sources add(String name, String text) {
    texts.add(
        new SimpleJavaFileObject(
            URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        });
    return this;
  }

  /** Compiles all of them; class files by class name with dots. */
  public Map<String, byte[]> compile() {
    var compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-g", "-cp", System.getProperty("java.class.path"));
    Memory memory = new Memory(compiler.getStandardFileManager(null, null, null));
    if (!compiler.getTask(complaints, memory, null, options, null, texts).call()) {
      throw new IllegalArgumentException(complaints.toString());
    }
    Map<String, byte[]> files = new HashMap<>();
    memory.outputs.forEach((name, bytes) -> files.put(name, bytes.toByteArray()));
    return files;
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    final Map<String, ByteArrayOutputStream> outputs = new HashMap<>();

    Memory(JavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          outputs.put(className, bytes);
          return bytes;
        }
      };
    }
  }
}
