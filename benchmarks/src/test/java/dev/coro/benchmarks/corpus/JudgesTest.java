package dev.coro.benchmarks.corpus;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.transform.ClassFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each judge refuses a class into which a mistake was planted, and takes it without. */
final class JudgesTest {
  private static final Path AGENT = Path.of(System.getProperty("coro.agent")).toAbsolutePath();

  /** Is loaded, as it is, in every JVM, also in the one that judges. */
  private static final String LOADED = "java/util/ArrayList";

  private static final String OTHER = "java/util/zip/ZipFile";

  /** HotSpot verifies no class of this name, and does not see what is planted. */
  private static final String EXEMPT = "java/lang/String";

  /** The JVM has rules of its own for this package. */
  private static final String REFLECTION = "jdk/internal/reflect/MethodAccessorImpl";

  private static final String SOURCE =
      "public class Sample { Runnable r; public int a() { return b() + 1; } int b() { return 2; } }";

  private static Map<String, byte[]> base;

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    base = ClassFiles.ofJdk(List.of("java.base"));
  }

  @Test
  void jvmRefusesMistakesInCopiesOfClassesOfTheJdk() throws Exception {
    Map<String, byte[]> untouched = new TreeMap<>();
    Map<String, byte[]> broken = new TreeMap<>();
    for (String name : List.of(LOADED, OTHER, REFLECTION)) {
      untouched.put(name, bytesOfJdk(name));
      broken.put(name, SampleJar.broken(bytesOfJdk(name)));
    }
    JvmJudge judge = new JvmJudge(CorpusInput.ofJdk(List.of("java.base")), AGENT, folder);
    assertEquals(new JvmJudge.Verdict(3, List.of()), judge(judge, untouched));
    broken.put(EXEMPT, SampleJar.broken(bytesOfJdk(EXEMPT)));
    JvmJudge.Verdict verdict = judge(judge, broken);
    assertRefused(verdict, untouched.keySet());
    List<Complaint> others =
        verdict.complaints().stream().filter(complaint -> !complaint.isFailure()).toList();
    assertEquals(List.of(EXEMPT), others.stream().map(Complaint::className).toList());
    assertEquals("HotSpot verifies no class of this name", others.get(0).untouched());
  }

  @Test
  void jvmRefusesMistakeInAClassOfAJar() throws Exception {
    Path classes = SampleJar.compile(folder, "Sample", SOURCE);
    byte[] classFile = Objects.requireNonNull(ClassFiles.of(classes).get("Sample"));
    CorpusInput input = CorpusInput.ofJars("sample", List.of(classes), List.of());
    JvmJudge judge = new JvmJudge(input, AGENT, folder.resolve("work"));
    Map<String, byte[]> broken = Map.of("Sample", SampleJar.broken(classFile));
    assertEquals(new JvmJudge.Verdict(1, List.of()), judge(judge, Map.of("Sample", classFile)));
    assertRefused(judge(judge, broken), broken.keySet());
  }

  private JvmJudge.Verdict judge(JvmJudge judge, Map<String, byte[]> classes) throws Exception {
    Path file = folder.resolve("transformed.bin");
    try (Transformed transformed = new Transformed(file)) {
      classes.forEach(transformed::accept);
    }
    return judge.judge(file, List.copyOf(classes.keySet()));
  }

  private static void assertRefused(JvmJudge.Verdict verdict, Set<String> names) {
    assertEquals(0, verdict.verified());
    List<Complaint> failures = verdict.complaints().stream().filter(Complaint::isFailure).toList();
    assertEquals(names, failures.stream().map(Complaint::className).collect(toSet()));
    for (Complaint failure : failures) {
      assertTrue(failure.text().contains("java.lang.VerifyError"), failure.text());
      assertTrue(failure.text().contains("planted"), failure.text());
    }
  }

  @Test
  void asmRefusesMistake() throws Exception {
    ClassSet classes = classesOfJdk();
    assertJudges(new AsmJudge(new Supertypes(classes)));
  }

  @Test
  void classFileApiRefusesMistakeWhereThereIsOne() throws Exception {
    assertEquals(Runtime.version().feature() >= 24, JdkJudge.isAvailable());
    var judge = JdkJudge.over(classesOfJdk());
    assertEquals(JdkJudge.isAvailable(), judge.isPresent());
    if (judge.isPresent()) {
      assertJudges(judge.get());
    }
  }

  private static void assertJudges(ClassJudge judge) {
    byte[] classFile = bytesOfJdk(LOADED);
    assertEquals("", judge.complaint(classFile));
    String complaint = judge.complaint(SampleJar.broken(classFile));
    assertTrue(complaint.contains("planted"), complaint);
  }

  private ClassSet classesOfJdk() throws Exception {
    return ClassSet.read(CorpusInput.ofJdk(List.of("java.base")), AGENT, Map.of());
  }

  private static byte[] bytesOfJdk(String name) {
    return Objects.requireNonNull(base.get(name));
  }
}
