package dev.coro.benchmarks.artifacts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Runs ProGuard over a jar, in a JVM of its own. */
public final class Obfuscation {
  private static final List<String> PROGUARD =
      List.of(
          "com.guardsquare:proguard-base:7.7.0",
          "com.guardsquare:proguard-core:9.1.10",
          "org.jetbrains.kotlin:kotlin-stdlib:2.1.0",
          "org.jetbrains.kotlin:kotlin-metadata-jvm:2.1.0",
          "org.apache.logging.log4j:log4j-api:2.24.2",
          "org.apache.logging.log4j:log4j-core:2.24.2",
          "com.google.code.gson:gson:2.11.0",
          "org.json:json:20231013");

  /** Overloads by nothing but the result's type, everything public, and optimised. */
  private static final List<String> SETTINGS =
      List.of(
          "-overloadaggressively",
          "-allowaccessmodification",
          "-mergeinterfacesaggressively",
          "-optimizationpasses",
          "1",
          "-dontnote",
          "-dontwarn",
          "-ignorewarnings",
          "-keep",
          "public class ** { public static void main(java.lang.String[]); }");

  private final Artifacts central;
  private final Path folder;

  /** Fetches ProGuard from {@code central} and writes into {@code folder}. */
  public Obfuscation(Artifacts central, Path folder) {
    this.central = central;
    this.folder = folder;
  }

  /**
   * The obfuscated form of a jar, made unless it is there already.
   *
   * @param further settings of ProGuard
   */
  public Path obfuscate(Path jar, List<Path> classPath, List<String> further)
      throws IOException, InterruptedException {
    String name = String.valueOf(jar.getFileName());
    Path target = folder.resolve("obfuscated-" + name);
    if (Files.exists(target)) {
      return target;
    }
    Path unfinished = folder.resolve("unfinished-" + name);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(proguard());
    command.add("proguard.ProGuard");
    command.addAll(List.of("-injars", quoted(jar), "-outjars", quoted(unfinished)));
    for (String module : List.of("java.base", "java.desktop", "java.xml")) {
      Path library = JdkLibrary.of(module, folder);
      command.addAll(List.of("-libraryjars", quoted(library) + "(!**.jar;!module-info.class)"));
    }
    for (Path library : classPath) {
      command.addAll(List.of("-libraryjars", quoted(library)));
    }
    command.addAll(SETTINGS);
    command.addAll(further);
    Path log = folder.resolve("proguard.log");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("ProGuard ended with " + status + ", see " + log);
    }
    return Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private String proguard() throws IOException, InterruptedException {
    List<String> jars = new ArrayList<>();
    for (String coordinates : PROGUARD) {
      jars.add(central.jar(coordinates).toString());
    }
    return String.join(File.pathSeparator, jars);
  }

  private static String quoted(Path path) {
    return "'" + path.toAbsolutePath() + "'";
  }
}
