import dev.coro.*;

/** Wraps the remedy of the section, and the error. */
class CO234 {
  static void erroneous() throws Exception {
    Channel<Integer> channel = Channel.<Integer>buffered(1);
    use(channel);
  }

  static void fixed() throws Exception {
    // SNIPPET
    use(channel);
  }

  /** By a carrier, and by a thread that runs no coroutine. */
  static void use(Channel<Integer> channel) throws Exception {
    Carrier.run(() -> channel.send(1));
    Thread thread = new Thread(() -> System.out.println("fine: " + channel.tryReceive()));
    thread.start();
    thread.join();
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("erroneous")) {
      erroneous();
    } else {
      fixed();
    }
  }
}
