package dev.coro.internal;

import java.util.StringJoiner;

/** Writes the parameter types of a method descriptor as in source. Loads no class. */
public final class ParameterTypes {
  private ParameterTypes() {}

  /** For example {@code Order, int[]} for {@code (Lcom/acme/Order;[I)V}. */
  public static String of(String descriptor) {
    StringJoiner names = new StringJoiner(", ");
    int at = 1;
    while (descriptor.charAt(at) != ')') {
      int element = at;
      while (descriptor.charAt(element) == '[') {
        element++;
      }
      boolean isClass = descriptor.charAt(element) == 'L';
      int end = isClass ? descriptor.indexOf(';', element) : element;
      String name =
          isClass
              ? simpleName(descriptor.substring(element + 1, end))
              : primitive(descriptor.charAt(element));
      names.add(name + "[]".repeat(element - at));
      at = end + 1;
    }
    return names.toString();
  }

  /** The part behind packages and enclosing classes; a local class has a number before its name. */
  private static String simpleName(String internalName) {
    String inPackage = internalName.substring(internalName.lastIndexOf('/') + 1);
    int from = inPackage.lastIndexOf('$') + 1;
    while (from > 0 && from < inPackage.length() && Character.isDigit(inPackage.charAt(from))) {
      from++;
    }
    return from < inPackage.length() ? inPackage.substring(from) : inPackage;
  }

  private static String primitive(char code) {
    return switch (code) {
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'D' -> "double";
      case 'F' -> "float";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'S' -> "short";
      default -> "boolean";
    };
  }
}
