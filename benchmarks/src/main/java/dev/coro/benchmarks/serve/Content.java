package dev.coro.benchmarks.serve;

import dev.coro.Suspendable;
import dev.coro.io.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The body of a response. */
sealed interface Content {
  /** How many bytes it has. */
  long length();

  /** What is in memory. */
  record Bytes(ByteBuffer bytes) implements Content {
    static Bytes of(String text) {
      return new Bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Bytes part(ByteBuffer whole, long from, long length) {
      return new Bytes(whole.slice(Math.toIntExact(from), Math.toIntExact(length)));
    }

    @Override
    public long length() {
      return bytes.remaining();
    }
  }

  /** A part of a file. */
  record FilePart(Path path, long from, long length) implements Content {
    private static final int CHUNK = 65_536;

    /** Reads it bit by bit. Suspends. */
    @Suspendable
    void writeTo(OpenFile file, Output output) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(CHUNK, length));
      long position = from;
      long end = from + length;
      while (position < end) {
        buffer.clear().limit((int) Math.min(CHUNK, end - position));
        int count = file.read(buffer, position);
        if (count < 0) {
          throw new IOException(path + " has become shorter while it was sent");
        }
        position += count;
        output.write(buffer.flip());
      }
    }
  }

  /** Several, one behind the other. */
  record Sequence(List<Content> contents) implements Content {
    @Override
    public long length() {
      return contents.stream().mapToLong(Content::length).sum();
    }
  }

  /** Where contents go to. */
  interface Output {
    /** Writes all of it. Suspends. */
    @Suspendable
    void write(ByteBuffer bytes) throws IOException;
  }
}
