package dev.coro.serial;

import dev.coro.internal.ParameterTypes;
import dev.coro.rt.ParkedForms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One activation of a {@link ParkedContinuation}: which method it is of, where in it, and the
 * values that it needs to run on.
 *
 * @param className binary name of the class
 * @param method name of the method
 * @param descriptor of the method, as in class files
 * @param stamp hash of the method's code: an activation runs on only in a method with the same
 * @param point number of the suspension point, from 1
 * @param file source file, for messages; empty if unknown
 * @param line source line, for messages; 0 if unknown
 * @param primitives the values of primitive type: numbers, characters and booleans by their value,
 *     float and double by their bits
 * @param references the objects, null where there is none
 */
public record ParkedFrame(
    String className,
    String method,
    String descriptor,
    int stamp,
    int point,
    String file,
    int line,
    List<Long> primitives,
    List<@Nullable Object> references) {
  /** What was read may not be a descriptor, which a message has to survive. */
  private static final Pattern WELL_FORMED =
      Pattern.compile("\\((\\[*([BCDFIJSZ]|L[^;]+;))*+\\).+");

  /** Describes an activation; the lists are copied. */
  public ParkedFrame {
    primitives = List.copyOf(primitives);
    references = Collections.unmodifiableList(new ArrayList<>(references));
  }

  /** Where it stands, for messages: {@code com.acme.Cart#checkout(Order) at Cart.java:41}. */
  public String place() {
    return place(className, method, descriptor, file, line);
  }

  /**
   * What one of the references is, for messages: {@code variable 'cart'}, or its number if that is
   * all that is known. Reads the class file: for errors only.
   *
   * @param index in {@link #references}
   * @param loader finds the class of the method
   */
  public String nameOf(int index, ClassLoader loader) {
    return ParkedForms.nameOf(this, index, loader);
  }

  /**
   * A method and line, for messages.
   *
   * @param file empty if unknown
   * @param line zero or less if unknown
   */
  public static String place(
      String className, String method, String descriptor, String file, int line) {
    String parameters =
        WELL_FORMED.matcher(descriptor).matches() ? ParameterTypes.of(descriptor) : "";
    StringBuilder text = new StringBuilder(className);
    text.append('#').append(method).append('(').append(parameters).append(')');
    if (!file.isEmpty()) {
      text.append(" at ").append(file);
      if (line > 0) {
        text.append(':').append(line);
      }
    }
    return text.toString();
  }
}
