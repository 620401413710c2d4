import dev.coro.*;
import dev.coro.serial.*;
import java.io.*;

/** Wraps the example of the page. */
class Values {
  static void example() throws Exception {
    // SNIPPET
  }

  public static void main(String[] args) throws Exception {
    example();
  }
}
