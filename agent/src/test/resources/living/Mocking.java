import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.coro.Continuation;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;

/** Mocks and spies of classes with suspendable methods. Prints one line for each case. */
public class Mocking {
  public static void main(String[] args) {
    Object[] early = new Object[1];
    Continuation parked = new Continuation(() -> early[0] = new Service().twice(1));
    parked.resume();

    Service mock = mock(Service.class);
    when(mock.fetch(1)).thenReturn(5);
    say("stubbed", () -> mock.fetch(1) + " " + mock.fetch(2) + " " + mock.plain(3));

    Service spy = spy(new Service());
    doReturn(7).when(spy).fetch(1);
    say("spy", () -> spy.fetch(1) + " " + spy.plain(3) + " " + spy.quick(4));
    verify(spy).plain(3);

    try {
      while (parked.resume()) {}
    } catch (IllegalStateException e) {
      early[0] = e.getMessage().substring(1, 6);
    }
    System.out.println("parked before: " + early[0]);
    say("real object", () -> new Service().twice(1));
    say("through a spy", () -> spy.fetch(2));
    say("after that", () -> new Service().twice(1));
    try (var mocked = mockStatic(Service.class)) {
      mocked.when(() -> Service.loaded(1)).thenReturn(9);
      say("static mock", () -> Service.loaded(1) + " " + Service.loaded(2));
    }
    say("static", () -> Service.loaded(1));
  }

  private static void say(String name, SuspendableCallable<?> body) {
    Object[] result = new Object[1];
    int suspended = 0;
    Continuation continuation =
        new Continuation(
            () -> {
              try {
                result[0] = body.call();
              } catch (NotSuspendableException e) {
                result[0] = e.getMessage().substring(1, 6);
              }
            });
    while (continuation.resume()) {
      suspended++;
    }
    System.out.println(name + ": " + result[0] + ", suspended " + suspended);
  }
}

final class Service {
  @Suspendable
  int fetch(int x) {
    Continuation.suspend();
    return 2 * x;
  }

  @Suspendable
  int twice(int x) {
    return fetch(x) + fetch(x + 1);
  }

  /** Suspendable, but never suspends. */
  @Suspendable
  int quick(int x) {
    if (x < 0) {
      Continuation.suspend();
    }
    return x + 1;
  }

  int plain(int x) {
    return x;
  }

  @Suspendable
  static int loaded(int x) {
    Continuation.suspend();
    return 3 * x;
  }
}
