package dev.coro.benchmarks.corpus;

import dev.coro.benchmarks.transform.ClassFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** The classes of one part of the corpus, and those that they may refer to. */
final class ClassSet {
  /** By the name in the file, which need not be that of the file: {@code BOOT-INF/classes/..}. */
  private final SortedMap<String, byte[]> judged = new TreeMap<>();

  /** Classes that are there to be referred to. */
  private final Map<String, byte[]> others = new HashMap<>();

  private final SortedMap<String, String> unreadable = new TreeMap<>();
  private int duplicates;

  /**
   * Reads the classes.
   *
   * @param runtime the jar with coro's runtime
   * @param jdk all classes of the JDK
   */
  static ClassSet read(CorpusInput input, Path runtime, Map<String, byte[]> jdk)
      throws IOException {
    ClassSet set = new ClassSet();
    if (input.jdk()) {
      ClassFiles.ofJdk(input.modules()).forEach(set::add);
    }
    for (Path jar : input.jars()) {
      ClassFiles.of(jar).forEach(set::add);
    }
    for (Path jar : input.classPath()) {
      ClassFiles.of(jar).forEach(set.others::putIfAbsent);
    }
    ClassFiles.of(runtime).forEach(set.others::putIfAbsent);
    jdk.forEach(set.others::putIfAbsent);
    return set;
  }

  private void add(String path, byte[] classFile) {
    String name;
    try {
      name = nameOf(classFile);
    } catch (RuntimeException e) {
      unreadable.put(path, String.valueOf(e));
      return;
    }
    if (judged.putIfAbsent(name, classFile) != null) {
      duplicates++;
    }
  }

  private static String nameOf(byte[] classFile) {
    try {
      return new ClassReader(classFile).getClassName();
    } catch (IllegalArgumentException e) {
      // A version that ASM does not know: the rest of the file can be read all the same.
      byte[] known = classFile.clone();
      known[6] = 0;
      known[7] = 52;
      return new ClassReader(known).getClassName();
    }
  }

  /** The classes that are to be judged, by internal name in order. */
  SortedMap<String, byte[]> judged() {
    return Collections.unmodifiableSortedMap(judged);
  }

  /** Files that are no class files, with the reason. */
  SortedMap<String, String> unreadable() {
    return Collections.unmodifiableSortedMap(unreadable);
  }

  /** Number of class files left out because there is another one of that class. */
  int duplicates() {
    return duplicates;
  }

  /** Bytes of a class as it is before the transform; null if there is none of that name. */
  byte @Nullable [] find(String internalName) {
    byte[] classFile = judged.get(internalName);
    return classFile != null ? classFile : others.get(internalName);
  }
}
