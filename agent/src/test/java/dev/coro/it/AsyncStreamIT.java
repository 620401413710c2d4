package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.stream.AsyncStream;
import dev.coro.stream.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cold asynchronous streams. */
@Timeout(30)
class AsyncStreamIT {
  private static final Duration SHORT = Duration.ofMillis(2);

  private final List<Object> ran = Collections.synchronizedList(new ArrayList<>());

  /** 0, 1, 2 and so on, with a suspension in front of each, until it is stopped. */
  private final AsyncStream<Integer> numbers =
      AsyncStream.of(
          out -> {
            try {
              for (int i = 0; ; i++) {
                Coroutine.yieldNow();
                ran.add("emit " + i);
                out.emit(i);
              }
            } finally {
              ran.add("stopped");
            }
          });

  @Test
  void theSourceRunsNoFasterThanTheCollector() {
    Carrier.run(
        () ->
            numbers
                .take(2)
                .collect(
                    number -> {
                      Coroutine.yieldNow();
                      ran.add("collect " + number);
                    }));
    assertEquals(List.of("emit 0", "collect 0", "emit 1", "collect 1", "stopped"), ran);
  }

  @Test
  void itRunsAnewForEachCollector() {
    Carrier.run(
        () -> {
          AsyncStream<Integer> three = numbers.take(3);
          assertEquals(List.of(0, 1, 2), three.toList());
          assertEquals(List.of(0, 1, 2), three.toList());
        });
  }

  @Test
  void operatorsDoWhatTheySay() {
    Carrier.run(
        () -> {
          assertEquals(
              List.of(20, 40),
              numbers.drop(1).filter(n -> n % 2 == 0).map(n -> 10 * n).take(2).toList());
          assertEquals(List.of(0, 1), numbers.takeWhile(n -> n < 2).toList());
          assertEquals(
              List.of(1, 2, 2, 3, 3, 3),
              numbers
                  .drop(1)
                  .take(3)
                  .flatMap(n -> AsyncStream.from(Collections.nCopies(n, n)))
                  .toList());
          assertEquals(Optional.of(0), numbers.first());
          assertEquals(Optional.empty(), numbers.take(0).first());
          assertEquals(6, numbers.take(4).fold(0, Integer::sum));
          assertThrows(IllegalArgumentException.class, () -> numbers.take(-1));
          assertThrows(IllegalArgumentException.class, () -> numbers.buffer(-1));
        });
  }

  @Test
  void aBufferLetsTheSourceRunAhead() {
    Carrier.run(
        () -> {
          AsyncStream.from(List.of(1, 2, 3))
              .onEach(n -> ran.add("emit " + n))
              .buffer(2)
              .collect(
                  n -> {
                    ran.add("collect " + n);
                    Coroutine.sleep(SHORT);
                  });
        });
    assertTrue(ran.indexOf("emit 3") < ran.indexOf("collect 2"), ran::toString);
  }

  @Test
  void aConflatedStreamDropsWhatTheCollectorIsTooSlowFor() {
    Carrier.run(
        () -> {
          List<Integer> seen = new ArrayList<>();
          AsyncStream.from(List.of(1, 2, 3, 4))
              .conflate()
              .collect(
                  n -> {
                    seen.add(n);
                    Coroutine.sleep(SHORT);
                  });
          assertEquals(4, seen.get(seen.size() - 1));
          assertTrue(seen.size() < 4, seen::toString);
        });
  }

  @Test
  void mergedStreamsInterleaveAndStopTogether() {
    Carrier.run(
        () -> {
          List<Integer> merged =
              AsyncStream.merge(List.of(numbers.map(n -> n), numbers.map(n -> 100 + n)))
                  .take(6)
                  .toList();
          assertTrue(merged.containsAll(List.of(0, 1, 100, 101)), merged::toString);
        });
    assertEquals(2, Collections.frequency(ran, "stopped"));
  }

  @Test
  void failuresOfSourceAndCollectorComeOut() {
    IOException bad = new IOException("bad");
    AsyncStream<Integer> failing =
        AsyncStream.of(
            out -> {
              out.emit(1);
              throw bad;
            });
    Carrier.run(
        () -> {
          assertSame(bad, Thrown.by(IOException.class, failing::toList));
          assertSame(bad, Thrown.by(IOException.class, () -> failing.buffer(1).toList()));
          assertSame(
              bad,
              Thrown.by(
                  IOException.class,
                  () ->
                      numbers
                          .buffer(1)
                          .collect(
                              n -> {
                                throw bad;
                              })));
        });
    assertTrue(ran.contains("stopped"));
  }

  @Test
  void cancellingTheCollectorStopsTheSource() {
    Carrier.run(
        () ->
            assertFalse(
                CancelScope.moveOnAfter(
                    SHORT, () -> numbers.buffer(1).collect(n -> Coroutine.sleep(SHORT)))));
    assertTrue(ran.contains("stopped"));
  }

  @Test
  void aChannelIsAStream() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.buffered(3);
          channel.send(1);
          channel.send(2);
          channel.close();
          assertEquals(List.of(1, 2), AsyncStream.from(channel).toList());
        });
  }

  // ---- the JDK's streams and publishers

  @Test
  void streamsOfTheJdkGoBothWays() {
    assertEquals(
        List.of(1, 2, 3),
        Carrier.<List<Integer>>run(() -> Streams.from(Stream.of(1, 2, 3)).toList()));
    try (Carrier carrier = Carrier.open("source");
        Stream<Integer> stream = Streams.toStream(numbers, carrier, 2)) {
      assertEquals(List.of(0, 2, 4), stream.map(n -> 2 * n).limit(3).toList());
    }
    assertTrue(ran.contains("stopped"));
  }

  @Test
  void aPublisherIsAStream() {
    SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
    new Thread(
            () -> {
              try (publisher) {
                while (publisher.getNumberOfSubscribers() == 0) {
                  Thread.onSpinWait();
                }
                IntStream.range(0, 1000).forEach(publisher::submit);
              }
            })
        .start();
    int sum = Carrier.<Integer>run(() -> Streams.from(publisher, 4).fold(0, Integer::sum));
    assertEquals(499_500, sum);
  }

  @Test
  void aStreamIsAPublisherThatKeepsToWhatIsRequested() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (Carrier carrier = Carrier.open("source")) {
      Streams.toPublisher(numbers.take(5), carrier)
          .subscribe(
              new Flow.Subscriber<>() {
                private Flow.Subscription subscription;

                @Override
                public void onSubscribe(Flow.Subscription given) {
                  subscription = given;
                  given.request(1);
                }

                @Override
                public void onNext(Integer number) {
                  ran.add("got " + number);
                  subscription.request(1);
                }

                @Override
                public void onError(Throwable thrown) {
                  ran.add(thrown);
                  ended.countDown();
                }

                @Override
                public void onComplete() {
                  ran.add("complete");
                  ended.countDown();
                }
              });
      ended.await();
    }
    assertTrue(ran.containsAll(List.of("got 0", "got 4", "complete")), ran::toString);
  }

  @Test
  void aSubscriberThatCancelsStopsTheStream() throws Exception {
    try (Carrier carrier = Carrier.open("source")) {
      Streams.toPublisher(numbers, carrier)
          .subscribe(
              new Flow.Subscriber<>() {
                private Flow.Subscription subscription;

                @Override
                public void onSubscribe(Flow.Subscription given) {
                  subscription = given;
                  given.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(Integer number) {
                  if (number == 3) {
                    subscription.cancel();
                  }
                }

                @Override
                public void onError(Throwable thrown) {
                  ran.add(thrown);
                }

                @Override
                public void onComplete() {
                  ran.add("complete");
                }
              });
    }
    assertTrue(ran.contains("stopped"));
    assertFalse(ran.contains("complete"), ran::toString);
  }
}
