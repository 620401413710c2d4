package dev.coro.benchmarks.peers.weave;

import com.offbynull.coroutines.instrumenter.InstrumentationSettings;
import com.offbynull.coroutines.instrumenter.Instrumenter;
import com.offbynull.coroutines.instrumenter.asm.ClassLoaderClassInformationRepository;
import com.offbynull.coroutines.instrumenter.generators.DebugGenerators.MarkerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kilim.tools.Weaver;
import org.apache.commons.javaflow.providers.core.ContinuableClassTransformationFactory;
import org.apache.commons.javaflow.spi.ExtendedClasspathResourceLoader;
import org.apache.commons.javaflow.spi.ResourceTransformer;

/**
 * Has each of the peers weave the classes of its package, with its own weaver and this project's
 * version of ASM: the ones that Kilim and offbynull name cannot read the classes of today's JDKs.
 * The build runs it after the compiler.
 */
public final class WeavePeers {
  private static final String PACKAGE = "dev/coro/benchmarks/peers";

  private final Path classes;
  private final Instant wovenUntil;

  private WeavePeers(Path classes, Instant wovenUntil) {
    this.classes = classes;
    this.wovenUntil = wovenUntil;
  }

  /**
   * Weaves what was compiled since the last time.
   *
   * @param arguments the folder of the compiled classes, and a file whose time tells when this has
   *     run last
   */
  public static void main(String[] arguments) throws IOException {
    Path stamp = Path.of(arguments[1]);
    FileTime last =
        Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
    WeavePeers weaving = new WeavePeers(Path.of(arguments[0]), last.toInstant());
    weaving.weaveKilim();
    weaving.weaveJavaFlow();
    weaving.weaveOffbynull();
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
  }

  private void weaveKilim() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-q", "-d", classes.toString()));
    List<Path> files = compiled("kilim");
    if (files.isEmpty()) {
      return;
    }
    files.forEach(file -> arguments.add(file.toString()));
    String[] parsed = Weaver.parseArgs(arguments.toArray(new String[0])).toArray(new String[0]);
    if (Weaver.doMain(parsed, new String[] {classes.toString()}) != 0) {
      throw new IOException("Kilim could not weave " + files);
    }
  }

  private void weaveJavaFlow() throws IOException {
    ResourceTransformer weaver =
        new ContinuableClassTransformationFactory()
            .createTransformer(
                new ExtendedClasspathResourceLoader(WeavePeers.class.getClassLoader()));
    for (Path file : compiled("javaflow")) {
      byte[] woven = weaver.transform(Files.readAllBytes(file));
      if (woven != null) { // Null stands for a class in which nothing suspends.
        Files.write(file, woven);
      }
    }
    weaver.release();
  }

  private void weaveOffbynull() throws IOException {
    Instrumenter weaver =
        new Instrumenter(
            new ClassLoaderClassInformationRepository(WeavePeers.class.getClassLoader()));
    InstrumentationSettings settings = new InstrumentationSettings(MarkerType.NONE, false, false);
    for (Path file : compiled("offbynull")) {
      Files.write(file, weaver.instrument(Files.readAllBytes(file), settings).getInstrumentedClass());
    }
  }

  /** The class files of a peer that the compiler has written since the last time. */
  private List<Path> compiled(String peer) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve(PACKAGE).resolve(peer))) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".class")
            && !name.equals("package-info.class")
            && Files.getLastModifiedTime(file).toInstant().isAfter(wovenUntil)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
