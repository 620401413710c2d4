package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.canon.program.Work;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A process of a chain: reads numbers, stirs each, and writes it at once. */
final class Relay {
  private Relay() {}

  /** Runs until there is no more to read. */
  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    byte[] bytes = new byte[Long.BYTES];
    while (in.readNBytes(bytes, 0, bytes.length) == bytes.length) {
      out.writeLong(Work.stir(ByteBuffer.wrap(bytes).getLong()));
      out.flush();
    }
  }
}
