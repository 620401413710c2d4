package dev.coro.transform.scan;

import dev.coro.internal.ErrorCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Type;

/**
 * What becomes of direct calls of one method in suspendable methods. In text:
 *
 * <pre>
 *   java.lang.Thread#sleep(long) = dev.coro.bridge.Threads           calls its sleep(long) instead
 *   com.acme.Db#query(java.lang.String) = com.acme.CoDb#ask          calls ask(Db, String) instead
 *   java.lang.Iterable#forEach(java.util.function.Consumer) ~ X      only if what is passed may suspend
 *   java.util.concurrent.locks.Lock#unlock() @ X                     in all methods
 *   java.net.ServerSocket#accept() ! what to use                     stays, and is reported
 * </pre>
 *
 * @param owner internal name of the type that declares the method for all its subtypes
 * @param name of the method
 * @param parameters its descriptor up to the closing parenthesis
 * @param kind what is done
 * @param target internal name of the class that has the bridge; the advice of a report
 * @param targetName name of the bridge; empty for a report
 */
public record Bridge(
    String owner, String name, String parameters, Kind kind, String target, String targetName) {
  /** What is done with a call. */
  public enum Kind {
    /** The bridge is called in its place. */
    CALL,
    /** As CALL, if what is passed as a functional interface may suspend. */
    FUNCTIONAL,
    /** As CALL, in all methods, suspendable or not, where CALL does not apply. */
    EVERYWHERE,
    /** The call stays, and is reported when a coroutine runs it. */
    REPORT
  }

  private static final String TYPE = "[\\p{javaJavaIdentifierPart}.]+";
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<owner>"
              + TYPE
              + ")#(?<name>\\p{javaJavaIdentifierPart}+)\\((?<parameters>[^()]*)\\)"
              + "\\s*(?<kind>[=~@!])\\s*(?<target>.+)");
  private static final Pattern TARGET =
      Pattern.compile("(?<type>" + TYPE + ")(#(?<name>\\p{javaJavaIdentifierPart}+))?");
  private static final Pattern PARAMETER = Pattern.compile(TYPE + "(\\[])*");

  /**
   * Reads one.
   *
   * @param where it was found, for the message
   * @throws IllegalArgumentException with a message for people (CO281)
   */
  public static Bridge parse(String text, String where) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw bad(text, where, "it has not the form class#method(types) = class");
    }
    Kind kind =
        switch (parts.group("kind")) {
          case "=" -> Kind.CALL;
          case "~" -> Kind.FUNCTIONAL;
          case "@" -> Kind.EVERYWHERE;
          default -> Kind.REPORT;
        };
    String target = parts.group("target").strip();
    String targetName = "";
    if (kind != Kind.REPORT) {
      Matcher method = TARGET.matcher(target);
      if (!method.matches()) {
        throw bad(text, where, "'" + target + "' is no class, nor class#method");
      }
      targetName = method.group("name") == null ? parts.group("name") : method.group("name");
      target = method.group("type").replace('.', '/');
    }
    return new Bridge(
        parts.group("owner").replace('.', '/'),
        parts.group("name"),
        descriptor(parts.group("parameters"), text, where),
        kind,
        target,
        targetName);
  }

  private static String descriptor(String parameters, String text, String where) {
    StringBuilder descriptor = new StringBuilder("(");
    if (!parameters.isBlank()) {
      for (String part : parameters.split(",", -1)) {
        String type = part.strip();
        if (!PARAMETER.matcher(type).matches()) {
          throw bad(text, where, "'" + type + "' is no parameter type with its package");
        }
        descriptor.append(typeDescriptor(type));
      }
    }
    return descriptor.append(')').toString();
  }

  private static String typeDescriptor(String type) {
    if (type.endsWith("[]")) {
      return "[" + typeDescriptor(type.substring(0, type.length() - 2));
    }
    return switch (type) {
      case "int" -> "I";
      case "long" -> "J";
      case "boolean" -> "Z";
      case "byte" -> "B";
      case "char" -> "C";
      case "short" -> "S";
      case "float" -> "F";
      case "double" -> "D";
      default -> "L" + type.replace('.', '/') + ";";
    };
  }

  private static IllegalArgumentException bad(String text, String where, String why) {
    return new IllegalArgumentException(ErrorCode.BAD_BRIDGE.message(text, where, why));
  }

  /** Whether it is for methods with this descriptor. */
  boolean matches(String descriptor) {
    return descriptor.startsWith(parameters);
  }

  /** Descriptor of the bridge for a call with this descriptor. */
  public String targetDescriptor(boolean isStatic, String descriptor) {
    return isStatic ? descriptor : "(L" + owner + ";" + descriptor.substring(1);
  }

  /** The method in the form of source: {@code java.lang.Thread.sleep(long)}. */
  public String method() {
    StringBuilder text = new StringBuilder(owner.replace('/', '.')).append('.').append(name);
    String separator = "(";
    for (Type type : Type.getArgumentTypes(parameters + "V")) {
      String className = type.getClassName();
      text.append(separator).append(className.substring(className.lastIndexOf('.') + 1));
      separator = ", ";
    }
    return text.append(separator.equals("(") ? "()" : ")").toString();
  }

  /** Type of the parameter that is a functional interface; empty if there is none. */
  public boolean hasParameter(String internalName) {
    return parameters.contains("L" + internalName + ";");
  }
}
