package dev.coro.benchmarks.canon.savina;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.program.Pattern;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;
import java.util.BitSet;

/**
 * The sieve of Eratosthenes as a chain of tasks that grows: each holds one prime and lets through
 * what that does not divide (M. D. McIlroy's sieve, in C. A. R. Hoare, "Communicating Sequential
 * Processes", 1978).
 *
 * @param limit primes below this are found
 */
public record Sieve(int limit) implements Program {
  /** Numbers that there is room for between two tasks. */
  private static final int ROOM = 16;

  private static final int END = 0;

  @Override
  public String name() {
    return "sieve";
  }

  @Override
  public String size() {
    return String.format(ROOT, "primes below %,d", limit);
  }

  @Override
  public Pattern pattern() {
    return Pattern.MESSAGES;
  }

  @Override
  public int tasks() {
    return primes().cardinality() + 3;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Integer> numbers = world.bounded(ROOM);
    Mailbox<Integer> primes = world.unbounded();
    world.startAnywhere(() -> filter(world, numbers, primes));
    for (int i = 2; i < limit; i++) {
      numbers.send(i);
    }
    numbers.send(END);
    long checksum = 0;
    for (int prime = primes.receive(); prime != END; prime = primes.receive()) {
      checksum = 31 * checksum + prime;
    }
    return checksum;
  }

  @Suspendable
  private static void filter(World world, Mailbox<Integer> in, Mailbox<Integer> primes) {
    int prime = in.receive();
    primes.send(prime);
    if (prime == END) {
      return;
    }
    Mailbox<Integer> out = world.bounded(ROOM);
    world.startAnywhere(() -> filter(world, out, primes));
    int number;
    do {
      number = in.receive();
      if (number == END || number % prime != 0) {
        out.send(number);
      }
    } while (number != END);
  }

  @Override
  public long expected() {
    return primes().stream().asLongStream().reduce(0, (sum, prime) -> 31 * sum + prime);
  }

  private BitSet primes() {
    BitSet left = new BitSet(limit);
    left.set(2, limit);
    for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
      for (int multiple = 2 * i; multiple < limit; multiple += i) {
        left.clear(multiple);
      }
    }
    return left;
  }
}
