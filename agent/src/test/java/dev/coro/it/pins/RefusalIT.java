package dev.coro.it.pins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way is noticed and named, in doubt only as well as always. */
class RefusalIT {
  private static final String PROGRAM = "dev.coro.it.pins.ProgramCases#";
  private static final String JDK = "dev.coro.it.pins.JdkCases#";

  @TempDir static Path folder;
  private static boolean hasLibrary;
  private static ChildJvm inDoubt;
  private static ChildJvm always;

  @BeforeAll
  static void run() throws Exception {
    List<String> properties = new ArrayList<>();
    Path library = folder.resolve("libcallback.so");
    hasLibrary = compile(library);
    if (hasLibrary) {
      properties.add("-Dcoro.test.library=" + library);
      properties.add("-XX:+IgnoreUnrecognizedVMOptions");
      properties.add("--enable-native-access=ALL-UNNAMED");
    }
    inDoubt = run(properties, "");
    always = run(properties, "=verify");
  }

  private static ChildJvm run(List<String> properties, String options) throws IOException {
    List<String> arguments = new ArrayList<>(properties);
    arguments.add("-javaagent:" + ChildJvm.agent() + options);
    arguments.addAll(List.of("-cp", ChildJvm.classPath(List.of()), PinMatrix.class.getName()));
    return ChildJvm.run(folder, arguments);
  }

  /** Needs a C compiler, and the headers of a JDK. */
  private static boolean compile(Path library) throws IOException, InterruptedException {
    Path include = Path.of(System.getProperty("java.home"), "include");
    Path source = folder.resolve("native.c");
    try (var stream = RefusalIT.class.getResourceAsStream("/pins/native.c")) {
      Files.copy(stream, source);
    }
    List<String> command =
        new ArrayList<>(List.of("cc", "-shared", "-fPIC", "-o", library.toString()));
    command.add("-I" + include);
    command.add("-I" + include.resolve("linux"));
    command.add("-I" + include.resolve("darwin"));
    command.add(source.toString());
    try {
      Process compiler =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("cc.txt").toFile())
              .start();
      return compiler.waitFor(30, TimeUnit.SECONDS) && compiler.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @TestFactory
  Stream<DynamicTest> programIsNamed() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("unannotated", Said.unannotated(PROGRAM + "plain() at ProgramCases.java"));
    expected.put("lambda", Said.lambda(PROGRAM + "lambda$lambda$N() at ProgramCases.java"));
    expected.put(
        "lambdaThatCalls",
        Said.otherDeclaration(PROGRAM + "lambda$lambdaThatCalls$N() at ProgramCases.java"));
    expected.put(
        "lambdaInLambda", Said.lambda(PROGRAM + "lambda$inner$N(Object) at ProgramCases.java"));
    for (String name : List.of("otherDeclaration", "inherited", "sameLine", "sameLineWithValues")) {
      expected.put(name, Said.otherDeclaration(PROGRAM + name + "() at ProgramCases.java"));
    }
    expected.put(
        "constructor",
        Said.initializer(
            "dev.coro.it.pins.ProgramCases$Built#<init>() at ProgramCases.java", "a constructor"));
    expected.put(
        "staticInitialiser",
        Said.initializer(
            "dev.coro.it.pins.ProgramCases$Initialised#<clinit>() at ProgramCases.java",
            "a static initialiser"));
    expected.put(
        "dynamicCall", Said.handle("a method handle", "dev.coro.it.pins.DynamicCaller#run()"));
    String hidden = Said.unannotated("dev.coro.it.pins.HiddenTask/N#run() at HiddenTask.java");
    expected.put("hiddenClass", hidden);
    expected.put("hiddenClassByReference", hidden);
    return tests(expected);
  }

  @TestFactory
  Stream<DynamicTest> jdkIsNamed() {
    Map<String, String> apis = new LinkedHashMap<>();
    apis.put("forEach", "java.util.Vector#forEach(Consumer) at Vector.java");
    apis.put(
        "computeIfAbsent",
        "java.util.concurrent.ConcurrentHashMap#computeIfAbsent(Object, Function) at"
            + " ConcurrentHashMap.java");
    apis.put(
        "comparator",
        "java.util.concurrent.CopyOnWriteArrayList#sort(Comparator) at CopyOnWriteArrayList.java");
    apis.put("streamMap", "java.util.stream.ReferencePipeline#toList() at ReferencePipeline.java");
    apis.put("stringConcat", "java.lang.String#valueOf(Object) at String.java");
    Map<String, String> expected = new LinkedHashMap<>();
    apis.forEach((name, api) -> expected.put(name, Said.jdkCallback(api, caller(name))));
    return tests(expected);
  }

  @TestFactory
  Stream<DynamicTest> reflectionIsNamed() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("reflection", Said.reflection(caller("reflection")));
    expected.put(
        "unannotatedReflection", Said.reflection(JDK + "reflects(Method) at JdkCases.java"));
    expected.put("serialization", Said.reflection(caller("serialization")));
    expected.put(
        "reflectionByReference",
        Said.reflection(JDK + "lambda$coro$N(Method, Object, Object[]) at JdkCases.java"));
    expected.put("methodHandle", Said.handle("a method handle", caller("methodHandle")));
    expected.put(
        "invokeWithArguments",
        Said.handle(
            "java.lang.invoke.MethodHandle#invokeWithArguments(List) at MethodHandle.java",
            caller("invokeWithArguments")));
    // The metafactory's proxies and their callers look like any lambda.
    expected.put("metafactory", Said.otherDeclaration(caller("metafactory")));
    return tests(expected);
  }

  @TestFactory
  Stream<DynamicTest> proxyIsNamed() {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String name :
        List.of("invokeDefault", "proxyThatReflects", "proxyThatCalls", "proxyWithClass")) {
      expected.put(name, Said.proxy("jdk.proxy2.$ProxyN#parkHere()", caller(name)));
    }
    // Hidden classes have taken the place of dynamic proxies here.
    expected.put(
        "handleProxy",
        Runtime.version().feature() < 21
            ? Said.proxy("com.sun.proxy.jdk.proxy2.$ProxyN#run()", caller("handleProxy"))
            : Said.handle("a method handle", caller("handleProxy")));
    return tests(expected);
  }

  @TestFactory
  Stream<DynamicTest> nativeCodeIsNamed(TestReporter reporter) {
    if (!hasLibrary) {
      reporter.publishEntry("skipped", "there is no C compiler `cc` or no JDK header");
      return Stream.of();
    }
    String place = "dev.coro.it.pins.NativeCases#callPark() at NativeCases.java";
    return tests(
        Map.of(
            "native",
            Said.nativeCode(
                place, "dev.coro.it.pins.NativeCases#callsNative() at NativeCases.java"),
            "nativeByReference",
            Said.nativeCode(
                place, "dev.coro.it.pins.NativeCases#lambda$coro$N() at NativeCases.java")));
  }

  @Test
  void hiddenClassAndInheritedMethodSuspendAndNothingNeedsToLookAlways() {
    assertEquals("3", inDoubt.results().get("hiddenClassSuspends"));
    assertEquals("3", always.results().get("hiddenClassSuspends"));
    assertEquals("2", inDoubt.results().get("inheritedSuspends"));
    assertEquals("2", always.results().get("inheritedSuspends"));
    assertEquals("false", inDoubt.results().get("always"));
    assertEquals("true", always.results().get("always"));
    assertEquals("", inDoubt.errors());
  }

  private static String caller(String name) {
    return JDK + name + "() at JdkCases.java";
  }

  private static Stream<DynamicTest> tests(Map<String, String> expected) {
    return Stream.concat(inDoubt.tests(expected), always.tests(expected));
  }
}
