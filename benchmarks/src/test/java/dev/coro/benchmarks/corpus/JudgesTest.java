package dev.coro.benchmarks.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.transform.ClassFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each judge refuses a class into which a mistake was planted, and takes it without. */
final class JudgesTest {
  private static final Path AGENT = Path.of(System.getProperty("coro.agent")).toAbsolutePath();

  /** Is loaded, as it is, in every JVM, also in the one that judges. */
  private static final String LOADED = "java/util/ArrayList";

  private static final String OTHER = "java/util/prefs/Base64";

  /** The JVM has rules of its own for this package. */
  private static final String REFLECTION = "jdk/internal/reflect/MethodAccessorImpl";

  private static final String SOURCE =
      "public class Sample { Runnable r; public int a() { return b() + 1; } int b() { return 2; } }";

  @TempDir private Path folder;

  @Test
  void jvmRefusesMistakeInACopyOfAClassOfTheJdk() throws Exception {
    for (String name : List.of(LOADED, OTHER, REFLECTION)) {
      byte[] classFile = bytesOfJdk(name);
      JvmJudge judge = new JvmJudge(CorpusInput.ofJdk(List.of()), AGENT, folder);
      assertEquals(new JvmJudge.Verdict(1, List.of()), judge(judge, name, classFile), name);
      assertRefused(judge(judge, name, SampleJar.broken(classFile)), name);
    }
  }

  @Test
  void jvmRefusesMistakeInAClassOfAJar() throws Exception {
    Path classes = SampleJar.compile(folder, "Sample", SOURCE);
    byte[] classFile = Objects.requireNonNull(ClassFiles.of(classes).get("Sample"));
    CorpusInput input = CorpusInput.ofJars("sample", List.of(classes), List.of());
    JvmJudge judge = new JvmJudge(input, AGENT, folder.resolve("work"));
    assertEquals(new JvmJudge.Verdict(1, List.of()), judge(judge, "Sample", classFile));
    assertRefused(judge(judge, "Sample", SampleJar.broken(classFile)), "Sample");
  }

  @Test
  void hotSpotsExceptionsAreTold() throws Exception {
    JvmJudge judge = new JvmJudge(CorpusInput.ofJdk(List.of()), AGENT, folder);
    JvmJudge.Verdict verdict =
        judge(judge, "java/lang/String", bytesOfJdk("java/lang/String"));
    assertEquals(0, verdict.verified());
    Complaint complaint = verdict.complaints().get(0);
    assertFalse(complaint.isFailure());
    assertEquals("HotSpot verifies no class of this name", complaint.untouched());
  }

  private JvmJudge.Verdict judge(JvmJudge judge, String name, byte[] classFile) throws Exception {
    Path file = folder.resolve("transformed.bin");
    try (Transformed transformed = new Transformed(file)) {
      transformed.accept(name, classFile);
    }
    return judge.judge(file, List.of(name));
  }

  private static void assertRefused(JvmJudge.Verdict verdict, String name) {
    assertEquals(0, verdict.verified(), name);
    assertEquals(1, verdict.complaints().size(), verdict.toString());
    Complaint complaint = verdict.complaints().get(0);
    assertTrue(complaint.isFailure(), complaint.toString());
    assertTrue(complaint.text().contains("java.lang.VerifyError"), complaint.text());
    assertTrue(complaint.text().contains("planted"), complaint.text());
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

  private static void assertJudges(ClassJudge judge) throws Exception {
    byte[] classFile = bytesOfJdk(LOADED);
    assertEquals("", judge.complaint(classFile));
    String complaint = judge.complaint(SampleJar.broken(classFile));
    assertTrue(complaint.contains("planted"), complaint);
  }

  private ClassSet classesOfJdk() throws Exception {
    return ClassSet.read(
        CorpusInput.ofJdk(List.of("java.base")), AGENT, Map.of());
  }

  private static byte[] bytesOfJdk(String name) throws Exception {
    return Objects.requireNonNull(
        ClassFiles.ofJdk(List.of("java.base", "java.prefs")).get(name));
  }
}
