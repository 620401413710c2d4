package dev.coro.agent;

import dev.coro.transform.RuntimeNames;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Tells in which class the program begins. */
final class MainClass {
  private MainClass() {}

  /** Binary name of the class that the launcher was told to start; empty if that is not known. */
  static String ofThisProgram() {
    String command = System.getProperty("sun.java.command", "");
    String classPath = System.getProperty("java.class.path", "");
    if (!classPath.isEmpty() && (command + " ").startsWith(classPath + " ")) {
      return ofJar(classPath); // java -jar: the class path is the jar
    }
    String name = command.split(" ", 2)[0];
    return name.substring(name.indexOf('/') + 1); // module/class
  }

  private static String ofJar(String path) {
    try (JarFile jar = new JarFile(path)) {
      Manifest manifest = jar.getManifest();
      String name =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
      return name == null ? "" : name.strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether the class itself has the method that the launcher calls. */
  static boolean declaresMain(ClassReader reader) {
    boolean[] found = new boolean[1];
    reader.accept(
        new ClassVisitor(RuntimeNames.ASM_API) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            found[0] |=
                (access & Opcodes.ACC_STATIC) != 0
                    && name.equals("main")
                    && descriptor.equals("([Ljava/lang/String;)V");
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return found[0];
  }
}
