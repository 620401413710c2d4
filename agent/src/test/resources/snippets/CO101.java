import dev.coro.*;

/** Wraps the fragment of the section, and its remedy. */
class CO101 {
  static class Erroneous {
    // SNIPPET

    @Suspendable
    static void around() {
      read();
      Coroutine.yield();
    }
  }

  static class Fixed {
    static native void read();

    @Suspendable
    static void around() {
      Coroutine.yield();
    }
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("erroneous")) {
      Class.forName("CO101$Erroneous");
    } else {
      Carrier.run(() -> Fixed.around());
      System.out.println("fine");
    }
  }
}
