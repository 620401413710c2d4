package dev.coro.it.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the JDK calls back can suspend where the call is direct, with the original's results. */
@Timeout(30)
@SuppressWarnings({"JdkObsolete", "UnusedVariable", "OptionalOfRedundantMethod"}) // to be tested
class CounterpartIT {
  /** In a coroutine it lets others run; in a thread it does nothing. */
  @Suspendable
  private static <T> T pause(T value) {
    Coroutine.checkCancelled();
    if (Thread.currentThread().getName().equals("main-carrier")) {
      throw new AssertionError();
    }
    if (suspends) {
      Coroutine.yieldNow();
      pauses++;
    }
    return value;
  }

  private static boolean suspends;
  private static int pauses;

  /** The outcome outside of coroutines, which is that inside, with suspensions. */
  private static String same(SuspendableCallable<?> task) {
    suspends = false;
    String plain = Both.outcome(task);
    suspends = true;
    pauses = 0;
    try {
      String suspending = Carrier.run(() -> Both.outcome(task));
      assertEquals(plain, suspending);
      assertTrue(pauses > 0, "it was suspended");
    } finally {
      suspends = false;
    }
    return plain;
  }

  private static List<Collection<Integer>> collections() {
    List<Integer> numbers = List.of(5, 3, 1, 4, 2);
    return List.of(
        new ArrayList<>(numbers),
        new LinkedList<>(numbers),
        new ArrayDeque<>(numbers),
        new PriorityQueue<>(numbers),
        new HashSet<>(numbers),
        new CopyOnWriteArrayList<>(numbers),
        Arrays.asList(5, 3, 1, 4, 2),
        numbers,
        Collections.unmodifiableList(new ArrayList<>(numbers)),
        new HashMap<>(Map.of(1, 2, 3, 4)).keySet(),
        new LinkedHashMap<>(Map.of(1, 2, 3, 4)).values(),
        new TreeMap<>(Map.of(1, 2, 3, 4)).keySet(),
        new ConcurrentHashMap<>(Map.of(1, 2, 3, 4)).keySet());
  }

  @Test
  void forEachOfManyCollections() {
    for (int i = 0; i < collections().size(); i++) {
      int index = i;
      same(
          () -> {
            List<Integer> seen = new ArrayList<>();
            collections().get(index).forEach(n -> seen.add(pause(n)));
            return seen;
          });
    }
  }

  @Test
  void forEachTellsOfChanges() {
    for (int i = 1; i <= 3; i++) {
      int last = i;
      same(
          () -> {
            List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
            list.forEach(n -> addAt(list, pause(n), last));
            return list;
          });
      same(
          () -> {
            Collection<Integer> keys = new HashMap<>(Map.of(1, 1, 2, 2, 3, 3)).keySet();
            keys.forEach(n -> removeAt(keys, pause(n), last));
            return keys;
          });
      same(
          () -> {
            Map<Integer, Integer> map = new TreeMap<>(Map.of(1, 1, 2, 2));
            map.forEach((k, v) -> map.put(pause(k), v + 1));
            return map;
          });
    }
  }

  private static void addAt(List<Integer> list, int n, int last) {
    if (n == last) {
      list.add(9);
    }
  }

  private static void removeAt(Collection<Integer> all, int n, int last) {
    if (n == last) {
      all.remove(n);
    }
  }

  @Test
  void maps() {
    for (Supplier<Map<String, Integer>> made :
        List.<Supplier<Map<String, Integer>>>of(HashMap::new, TreeMap::new, LinkedHashMap::new)) {
      same(
          () -> {
            Map<String, Integer> map = made.get();
            List<Object> seen = new ArrayList<>();
            seen.add(map.computeIfAbsent("a", key -> pause(1)));
            seen.add(map.computeIfAbsent("a", key -> pause(2)));
            seen.add(map.computeIfAbsent("none", key -> pause(null)));
            seen.add(map.computeIfPresent("a", (key, old) -> pause(old + 1)));
            seen.add(map.computeIfPresent("b", (key, old) -> pause(old + 1)));
            seen.add(map.compute("b", (key, old) -> pause(old == null ? 7 : 8)));
            seen.add(map.compute("b", (key, old) -> pause(null)));
            seen.add(map.merge("a", 5, (x, y) -> pause(x + y)));
            seen.add(map.merge("c", 5, (x, y) -> pause(x + y)));
            seen.add(map.merge("c", 5, (x, y) -> pause(null)));
            map.forEach((key, value) -> seen.add(pause(key + value)));
            return seen + " " + map;
          });
    }
    same(
        () -> {
          Map<Integer, Integer> map = new HashMap<>();
          return map.merge(1, pause(2), null);
        });
  }

  @Test
  void whatAnotherCoroutineHasPutMeanwhileStays() {
    Map<String, Integer> map = new HashMap<>();
    Carrier.run(
        () -> {
          var first = Coroutine.start(() -> map.computeIfAbsent("k", key -> later(1)));
          var second = Coroutine.start(() -> map.computeIfAbsent("k", key -> later(2)));
          assertEquals(1, first.join());
          assertEquals(1, second.join());
          var third =
              Coroutine.start(() -> Both.outcome(() -> map.compute("k", (k, v) -> later(v))));
          Coroutine.yieldNow();
          map.put("k", 9);
          assertEquals("java.util.ConcurrentModificationException", third.join());
        });
  }

  @Suspendable
  private static int later(int value) {
    Coroutine.yieldNow();
    Coroutine.yieldNow();
    return value;
  }

  @Test
  void optionals() {
    for (Optional<Integer> optional : List.of(Optional.of(1), Optional.<Integer>empty())) {
      same(
          () -> {
            List<Object> seen = new ArrayList<>();
            optional.ifPresent(n -> seen.add(pause(n)));
            optional.ifPresentOrElse(n -> seen.add(pause(n)), () -> seen.add(pause("none")));
            seen.add(optional.map(n -> pause(n + 1)));
            seen.add(optional.map(n -> pause(null)));
            seen.add(optional.flatMap(n -> pause(Optional.of(n))));
            seen.add(optional.filter(n -> pause(n > 1)));
            seen.add(optional.or(() -> pause(Optional.of(3))));
            seen.add(optional.orElseGet(() -> pause(4)));
            seen.add(pause(optional).orElseThrow(() -> pause(new IllegalStateException())));
            return seen;
          });
    }
    same(() -> pause(Optional.of(1)).flatMap(n -> pause(null)));
    same(() -> pause(Optional.of(1)).map(null));
  }

  /** Equal keys, told apart by their identity. */
  private record Item(int key, int number) {}

  private static List<Item> items() {
    Random random = new Random(42);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      items.add(new Item(random.nextInt(20), i));
    }
    return items;
  }

  @Test
  void sortsAreStable() {
    Comparator<Item> order = (a, b) -> pause(Integer.compare(a.key(), b.key()));
    same(
        () -> {
          List<Item> list = items();
          list.sort((a, b) -> pause(Integer.compare(a.key(), b.key())));
          return list;
        });
    same(
        () -> {
          List<Item> list = new LinkedList<>(items());
          Collections.sort(list, (a, b) -> pause(Integer.compare(a.key(), b.key())));
          return list;
        });
    same(
        () -> {
          Item[] array = items().toArray(new Item[0]);
          Arrays.sort(array, 10, 150, (a, b) -> pause(Integer.compare(a.key(), b.key())));
          Arrays.sort(array, (a, b) -> pause(Integer.compare(b.key(), a.key())));
          return Arrays.toString(array);
        });
    assertTrue(order != null);
    same(
        () -> {
          List<Item> list = items();
          list.sort(
              (a, b) -> {
                pause(list.add(a));
                return 0;
              });
          return list;
        });
  }

  @Test
  void removeIfAndReplaceAll() {
    for (int i = 0; i < 5; i++) {
      int index = i;
      same(
          () -> {
            Collection<Integer> all = collections().get(index);
            boolean removed = all.removeIf(n -> pause(n % 2 == 0));
            return removed + " " + all;
          });
      same(
          () -> {
            Collection<Integer> all = collections().get(index);
            return Both.outcome(() -> all.removeIf(n -> pause(n) / (n - 4) > 5)) + all;
          });
    }
    for (int i = 0; i < 2; i++) {
      int index = i;
      same(
          () -> {
            List<Integer> list = (List<Integer>) collections().get(index);
            list.replaceAll(n -> pause(n + 1));
            return list;
          });
    }
  }

  /** A method of the author, which is suspendable by itself. */
  @Suspendable
  private static void send(int n) {
    CHANNEL.trySend(pause(n));
  }

  private static final Channel<Integer> CHANNEL = Channel.<Integer>unlimited().shared();

  @Test
  void nestedLambdasMethodReferencesVariablesAndParameters() {
    same(
        () -> {
          List<Integer> seen = new ArrayList<>();
          List.of(1, 2)
              .forEach(
                  x ->
                      List.of(10, 20)
                          .forEach(y -> Optional.of(y).ifPresent(z -> seen.add(pause(x + z)))));
          return seen;
        });
    same(
        () -> {
          List.of(1, 2).forEach(CounterpartIT::send);
          return List.of(CHANNEL.receive(), CHANNEL.receive());
        });
    same(
        () -> {
          List<Integer> seen = new ArrayList<>();
          Consumer<Integer> action = n -> seen.add(pause(n));
          List.of(1, 2).forEach(action);
          each(List.of(3), new Collector(seen));
          return seen;
        });
    same(() -> Optional.of(3).map(CounterpartIT::twice).orElseGet(() -> 1L));
  }

  @Suspendable
  private static long twice(int n) {
    return pause(2L * n);
  }

  @Suspendable
  private static void each(List<Integer> list, Consumer<Integer> action) {
    list.forEach(action);
  }

  private record Collector(List<Integer> seen) implements Consumer<Integer> {
    @Override
    @Suspendable
    public void accept(Integer n) {
      seen.add(pause(n));
    }
  }

  @Test
  void aGeneratorYieldsFromALambda() {
    Generator<Integer> generator = Generator.of(out -> List.of(1, 2, 3).forEach(n -> out.yield(n)));
    List<Integer> seen = new ArrayList<>();
    for (int n : generator) {
      seen.add(n);
    }
    assertEquals(List.of(1, 2, 3), seen);
  }

  @Test
  void whatTheClassItselfSaysIsKept() {
    same(() -> Both.outcome(() -> Map.of(1, 2).computeIfAbsent(pause(1), k -> pause(k))));
    same(
        () ->
            Both.outcome(
                () ->
                    Collections.unmodifiableMap(new HashMap<>())
                        .merge(pause(1), 2, (x, y) -> pause(x))));
    same(() -> Both.outcome(() -> pause(List.of(1)).removeIf(n -> pause(true))));
    same(
        () -> {
          List<Integer> list =
              new ArrayList<>(List.of(3, 1, 2)) {
                private static final long serialVersionUID = 1;
              };
          list.replaceAll(n -> pause(n + 1));
          list.sort((a, b) -> pause(a - b));
          return list.removeIf(n -> pause(n == 3)) + " " + list;
        });
    same(
        () -> {
          List<Integer> seen = new ArrayList<>();
          pause(List.of(1, 2)).iterator().forEachRemaining(n -> seen.add(pause(n)));
          return seen;
        });
  }

  @Test
  void aChannelIsWalkedOverWhileItsReceiverWaits() {
    Channel<Integer> channel = Channel.rendezvous();
    List<Integer> seen = new ArrayList<>();
    Carrier.run(
        () -> {
          Coroutine.start(
              () -> {
                channel.send(1);
                channel.send(2);
                channel.close();
              });
          channel.forEach(n -> seen.add(later(n)));
        });
    assertEquals(List.of(1, 2), seen);
  }

  /** What holds a lock or belongs to somebody else is refused, by name. */
  @Test
  void whatCannotBeDoneIsRefused() {
    suspends = true;
    try {
      Carrier.run(
          () -> {
            for (SuspendableCallable<?> task :
                List.<SuspendableCallable<?>>of(
                    () -> {
                      new Vector<>(List.of(1)).forEach(n -> pause(n));
                      return 1;
                    },
                    () -> {
                      Collections.synchronizedList(new ArrayList<>(List.of(1)))
                          .forEach(n -> pause(n));
                      return 1;
                    },
                    () ->
                        new ConcurrentHashMap<Integer, Integer>().computeIfAbsent(1, n -> pause(n)),
                    () -> Stream.of(1).map(n -> pause(n)).toList())) {
              assertEquals("dev.coro.NotSuspendableException", Both.outcome(task));
            }
          });
    } finally {
      suspends = false;
    }
  }
}
