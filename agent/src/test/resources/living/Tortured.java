import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Says the same however often it is suspended; has what torture has once found errors in. */
public class Tortured {
  /** Called through a method of the JDK's that it does not know of. */
  static class Base {
    public int applyAsInt(int x) {
      return fibonacci(x) + 1;
    }
  }

  static class Operator extends Base implements IntUnaryOperator {}

  /** Has no serial version of its own, which therefore depends on its methods. */
  static class SerialOperator extends Base implements IntUnaryOperator, Serializable {}

  /** Called by the JVM while activations of {@link Guest} save themselves. */
  static final class Loader extends ClassLoader {
    Loader() {
      super(Tortured.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!isGuest(name)) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }

    private static boolean isGuest(String name) {
      return lower(name).equals("tortured$guest");
    }

    private static String lower(String name) {
      StringBuilder text = new StringBuilder();
      for (char c : name.toCharArray()) {
        text.append(one(c));
      }
      return text.toString();
    }

    private static char one(char c) {
      return Character.toLowerCase(c);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name + ".class")) {
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Implemented by classes of other loaders. */
  public interface Measured {
    double measure(int n);
  }

  /** Defined once more by {@link Loader}. */
  public static final class Guest implements Comparable<Guest>, Measured {
    private final long value = fibonacci(8);

    static int fibonacci(int n) {
      return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    @Override
    public int compareTo(Guest other) {
      return Integer.compare(fibonacci(7), fibonacci(6));
    }

    @Override
    public double measure(int n) {
      double half = 0.5;
      return value + half * fibonacci(n);
    }

    @Override
    public String toString() {
      return "guest " + measure(9);
    }
  }

  /** Called by the JDK's parser through an interface whose name does not begin with java. */
  static final class Handler extends DefaultHandler {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      seen.add(name + fibonacci(attributes.getLength()));
    }
  }

  static int fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  }

  private synchronized String locked(int depth) {
    return depth == 0 ? "." : "(" + locked(depth - 1) + ")";
  }

  private static String failing(int n) {
    try {
      if (fibonacci(n) % 2 == 0) {
        throw new IllegalStateException("even " + n);
      }
      return "odd";
    } catch (IllegalStateException e) {
      return e.getMessage() + fibonacci(3);
    } finally {
      System.out.print(fibonacci(4) + " ");
    }
  }

  private static void callbacks() {
    List<Integer> numbers = new ArrayList<>(List.of(5, 3, 9));
    numbers.forEach(x -> System.out.println(fibonacci(x)));
    numbers.sort((x, y) -> fibonacci(x) - fibonacci(y));
    numbers.sort(Comparator.comparing(Tortured::fibonacci).reversed());
    System.out.println(numbers);
    System.out.println(IntStream.range(0, 10).map(new Operator()).sum());
    System.out.println(new TreeMap<>(java.util.Map.of(new Guest(), 1)));
  }

  private static void parse() throws Exception {
    byte[] text = "<a x='1' y='2' z='3'><b/><c v='1'/></a>".getBytes(StandardCharsets.UTF_8);
    Handler handler = new Handler();
    SAXParserFactory.newInstance().newSAXParser().parse(new ByteArrayInputStream(text), handler);
    System.out.println(handler.seen);
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println(fibonacci(16) + " " + new Tortured().locked(4));
    System.out.println(failing(3) + failing(4));
    callbacks();
    parse();
    Class<?> guest = new Loader().loadClass("Tortured$Guest");
    Measured measured = (Measured) guest.getConstructor().newInstance();
    System.out.println(measured.measure(5) + " " + measured);
    System.out.println(ObjectStreamClass.lookup(SerialOperator.class));
    System.out.println(IntStream.range(0, 10).map(new SerialOperator()).sum());
    if (arguments.length > 0) {
      throw new IllegalArgumentException(arguments[0] + fibonacci(5));
    }
  }
}
