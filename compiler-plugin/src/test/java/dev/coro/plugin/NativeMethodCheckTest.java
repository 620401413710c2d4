package dev.coro.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NativeMethodCheckTest {
  @Test
  void annotatedNativeMethodIsReportedAtItsLine() throws Exception {
    Compilation result =
        compile(
            """
            package com.acme;

            import dev.coro.Suspendable;
            import java.util.List;

            class Cart {
              @Suspendable
              native int checkout(List<String> orders, int[] counts);
            }
            """);
    assertEquals(
        List.of(
            "[CO101] native method com.acme.Cart#checkout(List<String>, int[]) at Cart.java:8 cannot"
                + " be @Suspendable: its activation cannot be saved. Remove the annotation, and"
                + " suspend in a Java method before or after the call."),
        result.errors());
    assertEquals(List.of(), result.classNames());
  }

  @Test
  void everyAnnotatedNativeMethodIsReportedOnceAlsoInNestedAndLocalClasses() throws Exception {
    Compilation result =
        compile(
            """
            class Cart {
              @dev.coro.Suspendable native void first();
              static class Inner {
                @dev.coro.Suspendable static native void second();
              }
              Object local() {
                return new Object() {
                  @dev.coro.Suspendable native void third();
                };
              }
            }
            class Other {
              @dev.coro.Suspendable native void fourth();
            }
            """);
    assertEquals(
        List.of(
            "Cart#first() at Cart.java:2",
            "Cart$Inner#second() at Cart.java:4",
            "Cart$1#third() at Cart.java:8",
            "Other#fourth() at Cart.java:13"),
        result.errors().stream()
            .map(error -> error.replaceAll("(?s).*native method (.*?) cannot be .*", "$1"))
            .toList());
  }

  @Test
  void nativeMethodOfAnAnnotatedTypeIsReported() throws Exception {
    Compilation result =
        compile(
            """
            import dev.coro.Suspendable;

            @Suspendable
            class Cart {
              native void checkout();
              void plain() {}
              static class Inner { native void notMeant(); }
            }
            """);
    assertEquals(
        List.of(
            "[CO101] native method Cart#checkout() at Cart.java:5 cannot be @Suspendable: its"
                + " activation cannot be saved. Annotate the other methods instead of their type,"
                + " and suspend in a Java method before or after the call."),
        result.errors());
  }

  @Test
  void otherMethodsMayBeSuspendableAndOtherNativeMethodsAreNoConcern() throws Exception {
    Compilation result =
        compile(
            """
            import dev.coro.Suspendable;

            abstract class Cart {
              native void checkout();
              @Deprecated native void old();
              @Suspendable abstract void open();
              @Suspendable void plain() {}
              interface Shop { @Suspendable void enter(); }
            }
            @interface Suspendables {}
            """);
    assertEquals(List.of(), result.errors());
    assertEquals(
        List.of("Cart", "Cart$Shop", "Suspendables"),
        result.classNames().stream().sorted().toList());
  }

  @Test
  void anAnnotationOfTheSameSimpleNameIsNotOurs() throws Exception {
    Compilation result =
        compile(
            """
            class Cart {
              @interface Suspendable {}
              @Suspendable native void checkout();
            }
            """);
    assertEquals(List.of(), result.errors());
  }

  private static Compilation compile(String source) throws Exception {
    return Compilation.of("Cart.java", source, "-Xplugin:coro");
  }
}
