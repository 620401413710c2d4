package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.io.DirectoryWatch;
import dev.coro.io.DirectoryWatch.Change;
import dev.coro.io.DirectoryWatch.Kind;
import dev.coro.io.OpenFile;
import dev.coro.io.SuspendableFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FilesIT {
  @TempDir Path folder;

  // ---- SuspendableFiles

  @Test
  void theMethodsDoWhatThoseOfFilesDo() {
    Carrier.run(
        () -> {
          Path inner = SuspendableFiles.createDirectories(folder.resolve("a/b"));
          Path file = inner.resolve("text");
          assertEquals(file, SuspendableFiles.writeString(file, "grün\nrot\n"));
          assertEquals("grün\nrot\n", SuspendableFiles.readString(file));
          assertEquals(
              "gr\u00c3\u00bcn\nrot\n",
              SuspendableFiles.readString(file, StandardCharsets.ISO_8859_1));
          assertEquals(List.of("grün", "rot"), SuspendableFiles.readAllLines(file));
          assertEquals(10, SuspendableFiles.size(file));
          Path copy = SuspendableFiles.copy(file, inner.resolve("copy"));
          assertEquals(-1, SuspendableFiles.mismatch(file, copy));
          SuspendableFiles.write(copy, new byte[] {1}, StandardOpenOption.APPEND);
          assertEquals(10, SuspendableFiles.mismatch(file, copy));
          assertEquals(11, SuspendableFiles.readAllBytes(copy).length);
          Path moved = SuspendableFiles.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
          assertEquals(11, SuspendableFiles.readAttributes(moved).size());
          assertEquals(List.of(file), SuspendableFiles.list(inner));
          assertTrue(SuspendableFiles.isDirectory(inner));
          assertEquals(inner.toRealPath(), SuspendableFiles.toRealPath(inner.resolve("../../a/b")));
          SuspendableFiles.delete(file);
          assertFalse(SuspendableFiles.exists(file));
          assertFalse(SuspendableFiles.deleteIfExists(file));
          Path temporary = SuspendableFiles.createTempFile(inner, "x", ".y");
          assertTrue(SuspendableFiles.exists(temporary));
          SuspendableFiles.createDirectory(inner.resolve("c"));
        });
  }

  @Test
  void theExceptionsAreThoseOfFiles() {
    Carrier.run(
        () -> {
          Path none = folder.resolve("none");
          Thrown.by(NoSuchFileException.class, () -> SuspendableFiles.readString(none));
          Thrown.by(NoSuchFileException.class, () -> SuspendableFiles.delete(none));
          Path file = SuspendableFiles.writeString(folder.resolve("file"), "");
          Thrown.by(FileAlreadyExistsException.class, () -> SuspendableFiles.createDirectory(file));
          Thrown.by(DirectoryNotEmptyException.class, () -> SuspendableFiles.delete(folder));
        });
  }

  @Test
  void othersRunMeanwhile() {
    AtomicInteger steps = new AtomicInteger();
    Carrier.run(
        () -> {
          Coroutine<Void> other =
              Coroutine.start(
                  () -> {
                    while (true) {
                      steps.incrementAndGet();
                      Coroutine.yieldNow();
                    }
                  });
          SuspendableFiles.write(folder.resolve("large"), new byte[1 << 20]);
          other.cancel();
        });
    assertTrue(steps.get() > 0);
  }

  @Test
  void outsideOfACoroutineTheThreadDoesIt() throws IOException {
    SuspendableFiles.writeString(folder.resolve("file"), "text");
    try (OpenFile file = OpenFile.open(folder.resolve("file"))) {
      assertEquals(4, file.readAllBytes(10).length);
    }
  }

  @Test
  void whoIsCancelledDoesNotBegin() {
    Path file = folder.resolve("file");
    Carrier.run(
        () -> {
          var scope = new CancelScope();
          scope.cancel();
          assertFalse(scope.run(() -> SuspendableFiles.writeString(file, "text")));
        });
    assertFalse(Files.exists(file));
  }

  // ---- OpenFile

  @Test
  void aFileIsReadAndWrittenInParts() {
    Path path = folder.resolve("parts");
    Carrier.run(
        () -> {
          try (OpenFile file =
              OpenFile.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE)) {
            file.writeAll(ByteBuffer.wrap("hello world".getBytes(StandardCharsets.UTF_8)));
            assertEquals(
                5, file.write(ByteBuffer.wrap("WORLD".getBytes(StandardCharsets.UTF_8)), 6));
            assertEquals(11, file.size());
            file.seek(4);
            ByteBuffer four = ByteBuffer.allocate(4);
            file.readFully(four);
            assertEquals("o WO", new String(four.array(), StandardCharsets.UTF_8));
            ByteBuffer start = ByteBuffer.allocate(3);
            assertEquals(3, file.read(start, 0));
            assertEquals("hel", new String(start.array(), StandardCharsets.UTF_8));
            file.truncate(9);
            file.force(true);
            assertEquals(1, file.readAllBytes(100).length);
            assertEquals(-1, file.read(ByteBuffer.allocate(1)));
            Thrown.by(EOFException.class, () -> file.readFully(ByteBuffer.allocate(1)));
            assertEquals(path.toString(), file.toString());
          }
        });
    assertEquals(9, path.toFile().length());
  }

  @Test
  void cancellationDoesNotCloseTheFile() {
    Path path = folder.resolve("file");
    Carrier.run(
        () -> {
          try (OpenFile file =
              OpenFile.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 50; i++) {
              var scope = new CancelScope();
              Coroutine.start(() -> scope.cancel());
              scope.run(
                  () -> {
                    while (true) {
                      file.write(ByteBuffer.allocate(1000));
                    }
                  });
            }
            assertTrue(file.channel().isOpen());
            assertEquals(0, file.size() % 1000);
          }
        });
  }

  @Test
  void aClosedFileSaysSo() {
    Carrier.run(
        () -> {
          OpenFile file =
              OpenFile.open(
                  folder.resolve("f"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          file.close();
          file.close();
          Thrown.by(ClosedChannelException.class, () -> file.write(ByteBuffer.allocate(1)));
        });
  }

  @Test
  void readingAllKeepsTheLimit() throws IOException {
    Path path = Files.write(folder.resolve("f"), new byte[10_000]);
    Carrier.run(
        () -> {
          for (int limit : new int[] {10_000, 10_001, 1 << 20}) {
            try (OpenFile file = OpenFile.open(path)) {
              assertArrayEquals(new byte[10_000], file.readAllBytes(limit));
            }
          }
          for (int limit : new int[] {0, 1, 8192, 9_999}) {
            try (OpenFile file = OpenFile.open(path)) {
              Thrown.by(IOException.class, () -> file.readAllBytes(limit));
            }
          }
        });
  }

  // ---- DirectoryWatch

  @Test
  void changesAreTold() {
    Carrier.run(
        () -> {
          try (DirectoryWatch watch = DirectoryWatch.open(folder)) {
            Path file = folder.resolve("new");
            Coroutine.start(() -> SuspendableFiles.writeString(file, "text"));
            assertTrue(awaitChange(watch, Kind.CREATED).contains(new Change(Kind.CREATED, file)));
            SuspendableFiles.delete(file);
            assertTrue(awaitChange(watch, Kind.DELETED).contains(new Change(Kind.DELETED, file)));
            assertEquals("changes of " + folder, watch.toString());
          }
        });
  }

  @Suspendable
  private static List<Change> awaitChange(DirectoryWatch watch, Kind kind) throws IOException {
    List<Change> all = new ArrayList<>();
    while (all.stream().noneMatch(change -> change.kind() == kind)) {
      all.addAll(watch.next());
    }
    return all;
  }

  @Test
  void cancellingLosesNoChange() {
    Carrier.run(
        () -> {
          try (DirectoryWatch watch = DirectoryWatch.open(folder)) {
            for (int i = 0; i < 20; i++) {
              assertFalse(CancelScope.moveOnAfter(Duration.ofMillis(1), watch::next));
              SuspendableFiles.createDirectory(folder.resolve("d" + i));
              assertEquals(
                  List.of(new Change(Kind.CREATED, folder.resolve("d" + i))), watch.next());
            }
          }
        });
  }

  @Test
  void closingEndsTheWait() {
    Carrier.run(
        () -> {
          DirectoryWatch watch = DirectoryWatch.open(folder);
          Coroutine<List<Change>> waiting = Coroutine.start(() -> watch.next());
          Coroutine.sleep(Duration.ofMillis(5));
          watch.close();
          watch.close();
          Thrown.by(AsynchronousCloseException.class, waiting::join);
          Thrown.by(ClosedChannelException.class, watch::next);
        });
  }

  @Test
  void aFolderThatIsDeletedSaysSo() {
    Carrier.run(
        () -> {
          Path inner = SuspendableFiles.createDirectory(folder.resolve("inner"));
          try (DirectoryWatch watch = DirectoryWatch.open(inner)) {
            SuspendableFiles.delete(inner);
            Thrown.by(
                NoSuchFileException.class,
                () -> {
                  while (true) {
                    assertNotNull(watch.next());
                  }
                });
          }
          Path file = SuspendableFiles.writeString(folder.resolve("f"), "");
          Thrown.by(NotDirectoryException.class, () -> DirectoryWatch.open(file));
        });
  }
}
