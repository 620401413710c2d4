import dev.coro.*;

/** Wraps the fragment of the section, and its remedy. */
class CO218 {
  static class Account {
    int balance;

    @Suspendable
    synchronized void deposit(int amount) {
      int read = balance;
      Coroutine.yield();
      balance = read + amount;
    }
  }

  static class Erroneous extends Account {
    // SNIPPET
  }

  static class Fixed extends Account {
    @Suspendable
    synchronized int balance() {
      return balance;
    }
  }

  public static void main(String[] args) {
    boolean erroneous = args[0].equals("erroneous");
    System.out.println("fine: " + (erroneous ? erroneous() : fixed()));
  }

  static int erroneous() {
    return Carrier.run(
        () -> {
          Erroneous account = new Erroneous();
          Coroutine.start(() -> account.deposit(1));
          Coroutine.yield();
          return account.balance();
        });
  }

  static int fixed() {
    return Carrier.run(
        () -> {
          Fixed account = new Fixed();
          Coroutine.start(() -> account.deposit(1));
          Coroutine.yield();
          return account.balance();
        });
  }
}
