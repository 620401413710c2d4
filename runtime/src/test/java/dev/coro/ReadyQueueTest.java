package dev.coro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {
  private final EventLoop loop = new EventLoop(CarrierSettings.named("test"));

  private CoroutineContinuation named(String name) {
    return loop.start(name, (SuspendableRunnable) () -> {}).continuation();
  }

  private static List<String> drain(ReadyQueue queue) {
    List<String> names = new ArrayList<>();
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      names.add(next.coroutine.name());
    }
    return names;
  }

  @Test
  void afterSoManyWakeUpsInARowOneOfTheOthersGetsItsTurn() {
    ReadyQueue queue = new ReadyQueue(CarrierSettings.named("test").withWakeUpsFirst(2));
    queue.add(named("a"));
    queue.add(named("b"));
    for (int i = 1; i <= 5; i++) {
      queue.addWokenUp(named("w" + i));
    }
    assertEquals(List.of("w1", "w2", "a", "w3", "w4", "b", "w5"), drain(queue));
  }

  @Test
  void withoutThatSettingAllAreServedInOrder() {
    ReadyQueue queue = new ReadyQueue(CarrierSettings.named("test"));
    queue.add(named("a"));
    queue.addWokenUp(named("w"));
    queue.add(named("b"));
    assertEquals(List.of("a", "w", "b"), drain(queue));
  }
}
