package dev.coro.transform.scan;

import dev.coro.internal.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Names methods that are suspendable although nothing annotates them:
 *
 * <pre>
 *   com.acme.Service                     all methods that this class declares
 *   com.acme.*                           those of all classes whose names begin so
 *   com.acme.Service#fetch               its methods of this name
 *   com.acme.Service#fetch*              of all names that begin so
 *   com.acme.Service#fetch(int, String)  only the one with these parameter types
 * </pre>
 *
 * {@code *} stands for any part of a name. Parameter types are written as in Java source, with or
 * without package.
 *
 * @param jdk whether it is meant for classes of the JDK: a pattern has to name their package
 * @param methods null for all
 * @param parameters null for all
 */
public record SuspendablePattern(
    Pattern classes,
    boolean jdk,
    @Nullable Pattern methods,
    @Nullable List<Pattern> parameters,
    String text) {
  private static final String NAME = "[\\p{javaJavaIdentifierPart}*-]+";
  private static final Pattern CLASS = Pattern.compile(NAME + "(\\." + NAME + ")*");
  private static final Pattern METHOD = Pattern.compile(NAME);
  private static final Pattern PARAMETER = Pattern.compile(NAME + "(\\." + NAME + ")*(\\[])*");
  private static final Pattern SHAPE =
      Pattern.compile("(?<type>[^#(]*)(?<rest>#(?<method>[^#(]*)(\\((?<parameters>[^()]*)\\))?)?");

  /**
   * Reads a pattern.
   *
   * @param where it was found, for the message
   * @throws IllegalArgumentException with a message for people
   */
  public static SuspendablePattern parse(String text, String where) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw bad(text, where, "it has not the form class#method(types)");
    }
    String type = parts.group("type");
    if (!CLASS.matcher(type).matches()) {
      throw bad(text, where, "'" + type + "' is no class name with dots between packages");
    }
    String method = parts.group("method");
    if (parts.group("rest") != null && !METHOD.matcher(method).matches()) {
      throw bad(text, where, "'" + method + "' is no method name");
    }
    String list = parts.group("parameters");
    return new SuspendablePattern(
        glob(type),
        ClassHierarchy.isJdk(type.replace('.', '/')),
        method == null ? null : glob(method),
        list == null ? null : parameters(list, text, where),
        text);
  }

  private static List<Pattern> parameters(String list, String text, String where) {
    List<Pattern> parameters = new ArrayList<>();
    if (list.isBlank()) {
      return parameters;
    }
    for (String part : list.split(",", -1)) {
      String type = part.strip();
      if (!PARAMETER.matcher(type).matches()) {
        throw bad(text, where, "'" + type + "' is no parameter type");
      }
      parameters.add(Pattern.compile("(.*[.$])?" + glob(type).pattern()));
    }
    return parameters;
  }

  private static IllegalArgumentException bad(String text, String where, String why) {
    return new IllegalArgumentException(
        ErrorCode.BAD_SUSPENDABLE_PATTERN.message(text, where, why));
  }

  private static Pattern glob(String text) {
    return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"));
  }

  /** Whether it may name methods of the class with this name, dots between packages. */
  boolean matchesClass(String className) {
    return classes.matcher(className).matches();
  }

  /** Whether it names methods of this name. */
  boolean matchesMethod(String name) {
    return methods == null || methods.matcher(name).matches();
  }

  /** Whether it names methods with this descriptor. */
  boolean matchesParameters(String descriptor) {
    if (parameters == null) {
      return true;
    }
    Type[] types = Type.getArgumentTypes(descriptor);
    if (types.length != parameters.size()) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (!parameters.get(i).matcher(types[i].getClassName()).matches()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
