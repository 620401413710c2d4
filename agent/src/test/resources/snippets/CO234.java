import dev.coro.*;

/** Wraps the remedy of the section, and the error. */
class CO234 {
  static void erroneous() {
    Channel<Integer> channel = Channel.<Integer>buffered(1);
    use(channel);
  }

  static void fixed() {
    // SNIPPET
    use(channel);
  }

  /** From another thread than that of the carrier. */
  static void use(Channel<Integer> channel) {
    Carrier.run(() -> channel.send(1));
    System.out.println("fine: " + channel.tryReceive());
  }

  public static void main(String[] args) {
    if (args[0].equals("erroneous")) {
      erroneous();
    } else {
      fixed();
    }
  }
}
