package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script coro in a project that is a dummy, with a java and an mvn that only tell. */
@DisabledOnOs(OS.WINDOWS)
final class ScriptTest {
  private static final String SHELL = "/bin/sh";
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private Path temp;
  private Path root;
  private Path tools;
  private Path agent;
  private Path program;

  @BeforeEach
  void layOutProject() throws IOException {
    temp = temp.toRealPath();
    root = Files.createDirectories(temp.resolve("project"));
    tools = Files.createDirectories(temp.resolve("tools"));
    Path script = Path.of(System.getProperty("coro.root"), "coro");
    Files.copy(script, root.resolve("coro"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    for (String module : List.of("runtime", "agent", "benchmarks")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
      old(Files.createFile(root.resolve(module).resolve("src/main/Some.java")));
      old(Files.createFile(root.resolve(module).resolve("pom.xml")));
      old(root.resolve(module).resolve("src/main"));
    }
    old(Files.createFile(root.resolve("pom.xml")));
    agent = root.resolve("agent/target/coro.jar");
    program = root.resolve("benchmarks/target/coro-benchmarks.jar");
    for (Path jar : List.of(agent, program)) {
      Files.createDirectories(jar.getParent());
      Files.createFile(jar);
    }
    for (String tool : List.of("dirname", "readlink", "sed", "head", "find", "touch", "cat")) {
      tool(tool, "exec " + find(tool) + " \"$@\"");
    }
    java("17.0.1");
    tool("mvn", "echo \"mvn $*\"; : > '" + program + "'; : > '" + agent + "'");
  }

  @Test
  void missingJavaIsTold() throws Exception {
    Files.delete(tools.resolve("java"));
    assertFails(
        2,
        "[CO403] Java missing, in the PATH: there is no java program. Install JDK 17 or later and"
            + " set JAVA_HOME to it.\n");
  }

  @Test
  void javaHomeWithoutJavaIsTold() throws Exception {
    ProcessBuilder builder = script();
    builder.environment().put("JAVA_HOME", "/nowhere");
    ProgramRun run = ProgramRun.of(builder);
    assertEquals(
        new ProgramRun(
            2,
            "",
            "[CO403] Java missing, in JAVA_HOME /nowhere: there is no java program. Install JDK 17"
                + " or later and set JAVA_HOME to it.\n"),
        run);
  }

  @Test
  void javaThatIsTooOldIsTold() throws Exception {
    for (String version : List.of("11.0.2", "1.8.0_402")) {
      java(version);
      assertFails(
          2,
          "[CO403] Java too old, at "
              + tools.resolve("java")
              + ": it is version "
              + version
              + ". Set JAVA_HOME to JDK 17 or later.\n");
    }
  }

  @Test
  void programStartsWithoutBuildWhenNothingChanged() throws Exception {
    ProgramRun run = ProgramRun.of(script("run", "a b", "--x"));
    assertEquals(new ProgramRun(0, started("[run][a b][--x]"), ""), run);
  }

  @Test
  void javaHomeGoesBeforeThePath() throws Exception {
    java("11.0.2");
    Path home = Files.createDirectories(temp.resolve("jdk/bin"));
    Files.copy(tools.resolve("java"), home.resolve("java"));
    Files.writeString(
        home.resolve("java"), Files.readString(home.resolve("java")).replace("11.0.2", "25-ea"));
    executable(home.resolve("java"));
    ProcessBuilder builder = script("x");
    builder.environment().put("JAVA_HOME", temp.resolve("jdk").toString());
    assertEquals(new ProgramRun(0, started("[x]"), ""), ProgramRun.of(builder));
  }

  @Test
  void scriptWorksThroughLinksFromAnywhere() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("far"), Path.of("../project/coro"));
    Files.createSymbolicLink(bin.resolve("coro"), bin.resolve("far"));
    ProcessBuilder builder = script("x");
    builder.command().set(0, bin.resolve("coro").toString());
    builder.directory(bin.toFile());
    assertEquals(new ProgramRun(0, started("[x]"), ""), ProgramRun.of(builder));
  }

  @Test
  void missingJarIsBuilt() throws Exception {
    Files.delete(agent);
    assertBuilds();
  }

  @Test
  void newerSourceIsBuiltOnce() throws Exception {
    makeStale();
    assertBuilds();
    assertEquals(new ProgramRun(0, started("[x]"), ""), ProgramRun.of(script("x")));
  }

  @Test
  void failedBuildIsTold() throws Exception {
    makeStale();
    tool("mvn", "exit 1");
    assertFails(
        1,
        "Building coro, once ...\n[CO407] Build failed, in "
            + root
            + ": see Maven's messages above. Correct what they name, then run ./coro again.\n");
  }

  @Test
  void missingMavenIsTold() throws Exception {
    makeStale();
    Files.delete(tools.resolve("mvn"));
    assertFails(
        1,
        "[CO407] Build impossible, in "
            + root
            + ": Maven (mvn) is not on the PATH. Install Maven 3.8.6 or later.\n");
  }

  /** One source is newer than the jars, whatever the clock of the file system resolves. */
  private void makeStale() throws IOException {
    old(program);
    Path source = root.resolve("runtime/src/main/Some.java");
    Files.setLastModifiedTime(source, FileTime.from(LONG_AGO.plusSeconds(60)));
  }

  private void assertBuilds() throws Exception {
    ProgramRun run = ProgramRun.of(script("x"));
    assertEquals(started("[x]"), run.out());
    assertTrue(run.err().startsWith("Building coro, once ...\nmvn -q -B -DskipTests "), run.err());
  }

  private void assertFails(int status, String message) throws Exception {
    assertEquals(new ProgramRun(status, "", message), ProgramRun.of(script("--help")));
  }

  private String started(String arguments) {
    return "[-Dcoro.agent="
        + agent
        + "][-Dcoro.terminal=false][-cp]["
        + program
        + ":"
        + agent
        + "][dev.coro.benchmarks.cli.Main]"
        + arguments
        + "\n";
  }

  private ProcessBuilder script(String... arguments) {
    var command = new java.util.ArrayList<String>(List.of(root.resolve("coro").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", tools.toString());
    return builder;
  }

  private void java(String version) throws IOException {
    tool(
        "java",
        "if [ \"$1\" = -version ]; then echo 'openjdk version \""
            + version
            + "\" 2020-01-01' >&2; else printf '[%s]' \"$@\"; echo; fi");
  }

  private void tool(String name, String body) throws IOException {
    executable(Files.writeString(tools.resolve(name), "#!" + SHELL + "\n" + body + "\n"));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String tool) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path file = Path.of(folder, tool);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException("no " + tool);
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
  }
}
