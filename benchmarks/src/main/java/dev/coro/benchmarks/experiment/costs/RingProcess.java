package dev.coro.benchmarks.experiment.costs;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** One of the processes of a {@link ProcessRing}. */
final class RingProcess {
  private static final int MESSAGE_BYTES = Long.BYTES + Integer.BYTES;

  private RingProcess() {}

  /** Passes the token on until its input ends. */
  public static void main(String[] arguments) throws IOException {
    int number = Integer.parseInt(arguments[0]);
    Map<Integer, Station> stations = new HashMap<>();
    byte[] bytes = new byte[MESSAGE_BYTES];
    ByteBuffer message = ByteBuffer.wrap(bytes);
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      while (in.readNBytes(bytes, 0, MESSAGE_BYTES) == MESSAGE_BYTES) {
        int touched = message.getInt(Long.BYTES);
        Station station = stations.computeIfAbsent(touched, size -> new Station(number, size));
        message.putLong(0, station.touch(message.getLong(0)));
        out.write(bytes);
      }
    }
  }
}
