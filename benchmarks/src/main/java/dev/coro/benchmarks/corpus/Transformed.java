package dev.coro.benchmarks.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A file with transformed classes, one behind the other, for the child JVM that judges them. */
final class Transformed implements CorpusTransform.Sink, AutoCloseable {
  private final DataOutputStream file;

  /** Begins a file. */
  Transformed(Path path) throws IOException {
    file = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)));
  }

  @Override
  public synchronized void accept(String internalName, byte[] classFile) {
    try {
      file.writeUTF(internalName);
      file.writeInt(classFile.length);
      file.write(classFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Reads a whole file: class files by internal name in order. */
  static Map<String, byte[]> read(Path path) throws IOException {
    Map<String, byte[]> classes = new TreeMap<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
      while (true) {
        String name;
        try {
          name = in.readUTF();
        } catch (EOFException e) {
          return classes;
        }
        byte[] classFile = new byte[in.readInt()];
        in.readFully(classFile);
        classes.put(name, classFile);
      }
    }
  }
}
