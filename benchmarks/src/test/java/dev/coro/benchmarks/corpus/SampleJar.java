package dev.coro.benchmarks.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Jars of the tests, and class files that no verifier may take. */
final class SampleJar {
  private SampleJar() {}

  /** Compiles source files, each given by its name and text in turn; returns the folder. */
  static Path compile(Path folder, String... namesAndTexts) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-g", "-d", classes.toString()));
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      Path source = folder.resolve(namesAndTexts[i] + ".java");
      arguments.add(Files.writeString(source, namesAndTexts[i + 1]).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, status);
    return classes;
  }

  /** Packs a folder, with each name behind a prefix. */
  static Path pack(Path folder, Path jar, String prefix) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(prefix + folder.relativize(path)));
        out.write(Files.readAllBytes(path));
      }
    }
    return jar;
  }

  /** The class with one method more, which returns an int as if it were an object. */
  static byte[] broken(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public void visitEnd() {
                int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
                MethodVisitor method =
                    visitMethod(access, "planted", "()Ljava/lang/Object;", null, null);
                method.visitCode();
                method.visitInsn(Opcodes.ICONST_1);
                method.visitInsn(Opcodes.ARETURN);
                method.visitMaxs(1, 0);
                method.visitEnd();
                super.visitEnd();
              }
            },
            0);
    return writer.toByteArray();
  }
}
